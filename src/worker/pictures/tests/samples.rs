//! Pictures made by hand, sound ones and others.

use std::io::Cursor;

use image::codecs::gif::GifEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, Frame, ImageFormat, Rgb, RgbImage, RgbaImage};

/// A picture with something in it.
pub fn picture(width: u32, height: u32) -> RgbImage {
    #[expect(clippy::cast_possible_truncation)]
    RgbImage::from_fn(width, height, |x, y| Rgb([(x * 7) as u8, (y * 5) as u8, (x ^ y) as u8]))
}

/// A picture as a file.
pub fn file(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    let picture = DynamicImage::from(picture(width, height));
    picture.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

/// A plain JPEG: the dimensions in its frame header can be changed by hand.
pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 60)
        .encode_image(&picture(width, height))
        .unwrap();
    bytes
}

/// A GIF with so many frames.
pub fn gif(width: u32, height: u32, frames: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new_with_speed(&mut bytes, 30);
    for number in 0..frames {
        #[expect(clippy::cast_possible_truncation)]
        let image = RgbaImage::from_pixel(width, height, image::Rgba([number as u8, 0, 0, 255]));
        encoder.encode_frame(Frame::new(image)).unwrap();
    }
    drop(encoder);
    bytes
}

/// A PNG of one colour whose points were never written out in full: `rows` of zeros, compressed.
pub fn png_of_zeros(width: u32, height: u32, rows: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = Vec::new();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    chunk(&mut bytes, *b"IHDR", &header);
    let row = vec![0; 1 + 3 * width as usize];
    let stored = stored_zlib(&row, rows);
    chunk(&mut bytes, *b"IDAT", &stored);
    chunk(&mut bytes, *b"IEND", &[]);
    bytes
}

/// Appends a chunk of a PNG.
pub fn chunk(bytes: &mut Vec<u8>, kind: [u8; 4], content: &[u8]) {
    bytes.extend(u32::try_from(content.len()).unwrap().to_be_bytes());
    let start = bytes.len();
    bytes.extend(kind);
    bytes.extend(content);
    let sum = crc32(&bytes[start..]);
    bytes.extend(sum.to_be_bytes());
}

/// The CRC of ISO 3309, as PNG uses it.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum: u32, &byte| {
        (0..8).fold(sum ^ u32::from(byte), |sum, _| {
            if sum & 1 == 1 {
                (sum >> 1) ^ 0xEDB8_8320
            } else {
                sum >> 1
            }
        })
    })
}

/// Zeros, compressed with the fixed codes of DEFLATE (RFC 1951): a literal, then matches of 258 at a distance of 1.
pub fn zlib_of_zeros(length: usize) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.put(1, 1);
    bits.put(1, 2);
    // A zero byte is the code 0011_0000 with its first bit first.
    bits.put_code(0b0011_0000, 8);
    // Length 258 is symbol 285, distance 1 is symbol 0: 13 bits, so that eight of them are whole bytes.
    let (matches, left) = ((length - 1) / 258, (length - 1) % 258);
    let many = |count: usize, bits: &mut Bits| {
        for _ in 0..count {
            bits.put_code(0b1100_0101, 8);
            bits.put_code(0, 5);
        }
    };
    many(matches % 8, &mut bits);
    if matches >= 8 {
        let start = bits.bytes.len();
        many(8, &mut bits);
        let eight = bits.bytes[start..].to_vec();
        for _ in 1..matches / 8 {
            bits.bytes.extend(&eight);
        }
    }
    for _ in 0..left {
        bits.put_code(0b0011_0000, 8);
    }
    bits.put_code(0, 7);
    let mut bytes = vec![0x78, 0x01];
    bytes.extend(bits.finish());
    bytes.extend(adler_of_zeros(length).to_be_bytes());
    bytes
}

fn adler_of_zeros(length: usize) -> u32 {
    // The first sum stays 1; the second counts the bytes, modulo 65521.
    let second = u32::try_from(length % 65_521).unwrap();
    (second << 16) | 1
}

/// Zeros for so many rows.
fn stored_zlib(row: &[u8], rows: u32) -> Vec<u8> {
    zlib_of_zeros(row.len() * rows as usize)
}

#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    filled: u32,
    last: u8,
}

impl Bits {
    fn put(&mut self, value: u32, count: u32) {
        for bit in 0..count {
            self.last |= u8::from(value >> bit & 1 == 1) << self.filled;
            self.filled += 1;
            if self.filled == 8 {
                self.bytes.push(std::mem::take(&mut self.last));
                self.filled = 0;
            }
        }
    }

    /// Codes are written with their first bit first.
    fn put_code(&mut self, code: u32, count: u32) {
        for bit in (0..count).rev() {
            self.put(code >> bit & 1, 1);
        }
    }

    fn finish(mut self) -> Vec<u8> {
        if self.filled > 0 {
            self.bytes.push(self.last);
        }
        self.bytes
    }
}
