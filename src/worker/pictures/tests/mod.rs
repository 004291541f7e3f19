//! The pictures thread against files made by hand and a server on loopback.

mod bombs;
mod fetching;
mod samples;
mod server;
mod whole;
