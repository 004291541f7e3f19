//! Pictures and cards as a reader uses them.
