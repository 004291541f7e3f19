//! Pictures made to harm: none needs more memory than a large photograph, each says what is wrong with it.
//!
//! Memory is measured in a process of its own, since a peak stays for the life of one.

use std::process::Command;

use image::ImageFormat;

use super::samples::{chunk, file, gif, jpeg, png_of_zeros, zlib_of_zeros};
use crate::worker::pictures::PictureError;
use crate::worker::pictures::decode::{decode, size_of};

/// A PNG that says it has this size, and hardly any points.
fn lying_png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = Vec::new();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, 6, 0, 0, 0]);
    chunk(&mut bytes, *b"IHDR", &header);
    chunk(&mut bytes, *b"IDAT", &zlib_of_zeros(1_000));
    chunk(&mut bytes, *b"IEND", &[]);
    bytes
}

/// A sound PNG with a chunk that holds 300 MB of zeros.
fn laden_png(kind: [u8; 4], begin: &[u8]) -> Vec<u8> {
    let sound = file(8, 8, ImageFormat::Png);
    let mut bytes = sound[..33].to_vec();
    let mut content = begin.to_vec();
    content.extend(zlib_of_zeros(300 << 20));
    chunk(&mut bytes, kind, &content);
    bytes.extend(&sound[33..]);
    bytes
}

/// A JPEG that says it has this size, built up in one pass or, as it says, in several.
fn lying_jpeg(width: u16, height: u16, progressive: bool) -> Vec<u8> {
    let mut bytes = jpeg(64, 64);
    let frame = bytes.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    bytes[frame + 1] += if progressive { 2 } else { 0 };
    bytes[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    bytes[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}

/// A GIF with a small frame on a canvas of this size.
fn lying_gif(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = gif(8, 8, 1);
    bytes[6..8].copy_from_slice(&width.to_le_bytes());
    bytes[8..10].copy_from_slice(&height.to_le_bytes());
    bytes
}

/// A WebP without loss that says it has the largest size there is, 16383 × 16383.
fn lying_webp() -> Vec<u8> {
    let mut bytes = file(64, 64, ImageFormat::WebP);
    let size = bytes.windows(4).position(|four| four == b"VP8L").unwrap() + 9;
    bytes[size..size + 4].copy_from_slice(&[0xFE, 0xBF, 0xFF, 0x0F]);
    bytes
}

fn half(bytes: &[u8]) -> Vec<u8> {
    bytes[..bytes.len() / 2].to_vec()
}

/// Name, how it is made, and a word that the error has to say; an empty one where the picture may be harmless after all.
type Bomb = (&'static str, fn() -> Vec<u8>, &'static str);

const BOMBS: [Bomb; 24] = [
    ("png 30000 × 30000", || lying_png(30_000, 30_000), "30000 × 30000"),
    ("png 2^31 × 2^31", || lying_png(0x7FFF_FFFF, 0x7FFF_FFFF), "2147483647"),
    ("png 1 × 100000000", || lying_png(1, 100_000_000), "100000000"),
    (
        "png 8192 × 8192, 200 MB of zeros",
        || png_of_zeros(8_192, 8_192, 8_192),
        "8192 × 8192",
    ),
    (
        "png 8192 × 5000, 123 MB of zeros",
        || png_of_zeros(8_192, 5_000, 5_000),
        "",
    ),
    (
        "png with more rows than it says",
        || png_of_zeros(1_000, 10, 60_000),
        "",
    ),
    (
        "png that ends early",
        || half(&file(500, 500, ImageFormat::Png)),
        "damaged",
    ),
    ("png that lies about its size", || lying_png(5_000, 5_000), "damaged"),
    ("png with a text of 300 MB", || laden_png(*b"zTXt", b"Comment\0\0"), ""),
    ("png with a profile of 300 MB", || laden_png(*b"iCCP", b"icc\0\0"), ""),
    ("png without size", || lying_png(0, 10), "damaged"),
    (
        "jpeg 65535 × 65535",
        || lying_jpeg(65_535, 65_535, false),
        "65535 × 65535",
    ),
    ("jpeg that lies about its size", || lying_jpeg(8_000, 5_000, false), ""),
    (
        "jpeg in passes, 8000 × 5000",
        || lying_jpeg(8_000, 5_000, true),
        "8000 × 5000",
    ),
    ("jpeg in passes, 4000 × 4000", || lying_jpeg(4_000, 4_000, true), ""),
    (
        "jpeg that ends in its header",
        || jpeg(300, 300)[..60].to_vec(),
        "damaged",
    ),
    ("gif 65535 × 65535", || lying_gif(65_535, 65_535), "65535 × 65535"),
    (
        "gif on a canvas of 8000 × 8000",
        || lying_gif(8_000, 8_000),
        "8000 × 8000",
    ),
    ("gif on a canvas of 4400 × 4400", || lying_gif(4_400, 4_400), ""),
    ("gif of 3000 frames", || gif(60, 60, 3_000), ""),
    ("gif that ends early", || half(&gif(200, 200, 2)), ""),
    ("webp that says 16383 × 16383", lying_webp, "16383 × 16383"),
    (
        "webp that ends early",
        || half(&file(300, 300, ImageFormat::WebP)),
        "damaged",
    ),
    ("no picture", || b"<svg onload='x'/>".to_vec(), "kind"),
];

#[test]
fn bombs_are_told_from_pictures() {
    for (name, make, word) in BOMBS {
        let bytes = make();
        let decoded = decode(&bytes, (1320, 1320));
        match (&decoded, word) {
            (Ok(points), _) => {
                assert!(word.is_empty(), "{name} should say {word}");
                assert!(points.size.width <= 1320 && points.size.height <= 1320, "{name}");
                assert_eq!(
                    points.pixels.len(),
                    (points.size.width * points.size.height) as usize,
                    "{name}"
                );
            }
            (Err(error), _) => {
                println!("{name}: {error}");
                assert!(error.to_string().contains(word), "{name}: {error}");
            }
        }
        if matches!(decoded, Err(PictureError::TooLarge { .. })) {
            assert_eq!(size_of(&bytes).err(), decoded.err(), "{name}: the header tells already");
        }
    }
}

const CHILD: &str = "worker::pictures::tests::bombs::grows_by_one_bomb";
const BOMB: &str = "BOLDFACE_TEST_BOMB";
/// How much the process may grow by one picture (bytes).
const GROWTH: u64 = 200 << 20;

#[test]
#[ignore = "no test of its own: the next one starts it"]
fn grows_by_one_bomb() {
    let Some(number) = std::env::var(BOMB).ok().and_then(|number| number.parse::<usize>().ok()) else {
        return;
    };
    let bytes = BOMBS[number].1();
    // What making the bomb took does not count.
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    let before = peak();
    let _ = decode(&bytes, (1320, 1320));
    println!("@{}", peak() - before);
}

/// The most memory that this process had (bytes).
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse().unwrap();
    kilobytes << 10
}

#[cfg(target_os = "linux")]
#[test]
fn no_bomb_makes_the_program_grow() {
    let mut grown = Vec::new();
    for (number, (name, ..)) in BOMBS.into_iter().enumerate() {
        let child = Command::new(std::env::current_exe().unwrap())
            .args([CHILD, "--exact", "--ignored", "--nocapture"])
            .env(BOMB, number.to_string())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&child.stdout).into_owned();
        let growth = said
            .split('@')
            .nth(1)
            .and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok());
        grown.push((growth.unwrap_or_else(|| panic!("{name}: {said}")), name));
    }
    grown.sort_unstable();
    for (growth, name) in &grown {
        println!("{:4} MB  {name}", growth >> 20);
    }
    assert!(grown.iter().all(|(growth, _)| *growth <= GROWTH), "{grown:?}");
}
