//! All integration tests, in one binary: a program with a window links slowly.

mod desktop;
