//! Data that the build packed (see `packaging/build.rs`) or that lies packed in `assets`, as it is.

use std::io::Read as _;

use flate2::read::ZlibDecoder;

/// Includes what the build packed under a name.
macro_rules! packed {
    ($name:literal) => {
        include_bytes!(concat!(env!("OUT_DIR"), "/", $name)).as_slice()
    };
}
pub(crate) use packed;

/// Unpacks zlib; what cannot be read is left out.
#[must_use]
pub fn unpack(packed: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(packed.len() * 5 / 2);
    // What the build packed can be read: the tests use every piece of it.
    let _ = ZlibDecoder::new(packed).read_to_end(&mut bytes);
    bytes
}
