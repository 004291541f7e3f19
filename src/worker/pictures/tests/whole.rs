//! The whole thread: an article in a library, files beside it, a server on loopback.
