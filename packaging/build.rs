//! Makes the program smaller: packs the faces (0.8 MB less) and the dictionary of Chinese and Japanese (0.55 MB) and, in a release where Rust brings its own linker, keeps
//! functions that compile to the same bytes once and packs relocations (1.1 MB less), which the C library of Linux
//! reads from version 2.36 on.

use std::env::var;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::Command;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use icu_provider::{DataIdentifierBorrowed, DataMarkerAttributes, DataProvider as _, DataRequest, DataResponse};
use icu_segmenter::provider::{Baked, DictionaryBreakData, SegmenterDictionaryAutoV2};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=packaging/build.rs");
    pack_faces()?;
    pack_dictionary()?;
    pack_words()?;
    link_tightly();
    Ok(())
}

/// Packs each face of `assets/fonts` (zlib) under its own name into the folder of this build.
fn pack_faces() -> io::Result<()> {
    println!("cargo:rerun-if-changed=assets/fonts");
    for entry in fs::read_dir("assets/fonts")? {
        let path = entry?.path();
        let (Some(name), Some("ttf" | "otf")) = (path.file_name(), path.extension().and_then(|kind| kind.to_str()))
        else {
            continue;
        };
        pack(name, &fs::read(&path)?)?;
    }
    Ok(())
}

/// Packs the dictionary by which words of Chinese and Japanese are found (see `src/text/segmenter.rs`): the low bytes of
/// all its units, then their high bytes, which are much alike.
fn pack_dictionary() -> io::Result<()> {
    let attributes = DataMarkerAttributes::from_str_or_panic("cjdict");
    let request = DataRequest {
        id: DataIdentifierBorrowed::for_marker_attributes(attributes),
        ..DataRequest::default()
    };
    let response: DataResponse<SegmenterDictionaryAutoV2> = Baked.load(request).map_err(io::Error::other)?;
    let DictionaryBreakData::Char16Trie(trie) = response.payload.get() else {
        return Err(io::Error::other(
            "the dictionary of Chinese and Japanese is of another kind now",
        ));
    };
    let units: Vec<u16> = trie.data.iter().collect();
    let low = units.iter().map(|unit| unit.to_le_bytes()[0]);
    let high = units.iter().map(|unit| unit.to_le_bytes()[1]);
    pack("cjdict.bin", &low.chain(high).collect::<Vec<u8>>())
}

/// Packs what the lemmas go by.
fn pack_words() -> io::Result<()> {
    ["words.bin", "wordnet.bin"].iter().try_for_each(|name| {
        let path = Path::new("assets/data").join(name);
        println!("cargo:rerun-if-changed={}", path.display());
        pack(name, &fs::read(path)?)
    })
}

/// Writes bytes (zlib) under a name into the folder of this build.
fn pack(name: impl AsRef<Path>, bytes: &[u8]) -> io::Result<()> {
    let out = var("OUT_DIR").map_err(io::Error::other)?;
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bytes)?;
    fs::write(Path::new(&out).join(name), packed.finish()?)
}

fn link_tightly() {
    let is = |name: &str, wanted: &str| var(name).is_ok_and(|value| value == wanted);
    let own_linker = is("CARGO_CFG_TARGET_ARCH", "x86_64")
        && is("CARGO_CFG_TARGET_OS", "linux")
        && is("CARGO_CFG_TARGET_ENV", "gnu");
    if !own_linker || !is("PROFILE", "release") {
        return;
    }
    println!("cargo:rustc-link-arg-bins=-Wl,--icf=all");
    if glibc().is_some_and(|version| version >= (2, 36)) {
        println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}

/// The version of this system's C library, since what is built here runs here.
fn glibc() -> Option<(u32, u32)> {
    let answer = Command::new("getconf").arg("GNU_LIBC_VERSION").output().ok()?;
    let answer = String::from_utf8(answer.stdout).ok()?;
    let (major, minor) = answer.trim().strip_prefix("glibc ")?.split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}
