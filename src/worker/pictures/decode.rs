//! From bytes to points, within limits: no picture makes the program need more memory than one large photograph does.
//!
//! The limits of `image` bound the sides and the points that come out. What a decoder needs besides differs by the kind of
//! file (a progressive JPEG is held as coefficients until its end), so that is reckoned before anything is decoded.

use std::io::Cursor;

use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};

use super::PictureError;

/// The longest side that is decoded (points).
pub const LARGEST_SIDE: u32 = 8192;
/// What the points of one picture may take (bytes).
const LARGEST_IMAGE: u64 = 128 << 20;
/// What decoding one picture may take in all (bytes).
const LARGEST_NEED: u64 = 168 << 20;
/// Pictures that are not enlarged beyond this side are scaled with care (points): it takes memory.
const FINE_SIDE: u32 = 2048;

/// The size of a picture as it is seen: turned the right way up (points).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureSize {
    /// Points.
    pub width: u32,
    /// Points.
    pub height: u32,
}

impl PictureSize {
    /// The largest size that fits and has the same shape; never larger than it is, never empty.
    #[must_use]
    pub fn within(self, (width, height): (u32, u32)) -> Self {
        if self.width <= width && self.height <= height {
            return self;
        }
        let (own_width, own_height) = (f64::from(self.width), f64::from(self.height));
        let scale = (f64::from(width) / own_width).min(f64::from(height) / own_height);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "smaller than what it was made of"
        )]
        let scaled = |side: f64| ((side * scale).round() as u32).max(1);
        Self {
            width: scaled(own_width),
            height: scaled(own_height),
        }
    }
}

/// Points as they are uploaded: multiplied by alpha.
pub(super) struct Points {
    pub natural: PictureSize,
    pub size: PictureSize,
    pub pixels: Vec<[u8; 4]>,
}

/// A decoder that has read the header and stands before the points.
struct Opened<D> {
    decoder: D,
    size: PictureSize,
    orientation: Orientation,
}

/// Whether bytes begin as one of the kinds that are shown.
pub(super) fn is_picture(bytes: &[u8]) -> bool {
    image::guess_format(bytes).is_ok_and(is_shown)
}

const fn is_shown(format: ImageFormat) -> bool {
    use ImageFormat::{Gif, Jpeg, Png, WebP};
    matches!(format, Jpeg | Png | Gif | WebP)
}

/// The size that a header tells, if such a picture would be decoded.
///
/// # Errors
/// When it is of another kind, damaged, or too large.
pub(super) fn size_of(bytes: &[u8]) -> Result<PictureSize, PictureError> {
    open(bytes).map(|opened| opened.size)
}

fn open(bytes: &[u8]) -> Result<Opened<impl ImageDecoder + '_>, PictureError> {
    let input = Cursor::new(bytes);
    let mut reader = ImageReader::new(input)
        .with_guessed_format()
        .map_err(|error| PictureError::Damaged { why: error.to_string() })?;
    let format = reader
        .format()
        .filter(|format| is_shown(*format))
        .ok_or(PictureError::UnknownKind)?;
    // The sides are judged below, so that the message can say them.
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(LARGEST_IMAGE);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| unopened(format, bytes, &error))?;
    let (width, height) = decoder.dimensions();
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let of_points = u64::from(width) * u64::from(height) * need_of_point(format, bytes, &decoder);
    // The decoder of JPEG keeps a copy of the file.
    let of_file = bytes.len() as u64 * if format == ImageFormat::Jpeg { 2 } else { 1 };
    let need = of_points + of_file;
    let points = decoder.total_bytes();
    if width > LARGEST_SIDE || height > LARGEST_SIDE || points > LARGEST_IMAGE || need > LARGEST_NEED {
        return Err(PictureError::TooLarge { width, height });
    }
    if width == 0 || height == 0 {
        return Err(PictureError::Damaged {
            why: "no points".to_owned(),
        });
    }
    let (width, height) = if is_on_its_side(orientation) {
        (height, width)
    } else {
        (width, height)
    };
    Ok(Opened {
        decoder,
        size: PictureSize { width, height },
        orientation,
    })
}

const fn is_on_its_side(orientation: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(orientation, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
}

/// What decoding needs for each point (bytes), measured.
fn need_of_point(format: ImageFormat, bytes: &[u8], decoder: &impl ImageDecoder) -> u64 {
    let point = u64::from(decoder.color_type().bytes_per_pixel());
    match format {
        ImageFormat::Jpeg if is_progressive(bytes) => point * 3,
        // The frame, and the canvas that it lies on.
        ImageFormat::Gif => point * 2,
        // The planes of a lossy picture, or the rows of a lossless one.
        ImageFormat::WebP => point + 4,
        _ => point,
    }
}

/// Whether a JPEG is built up in several passes: the first frame header tells (ITU-T T.81, table B.1).
fn is_progressive(bytes: &[u8]) -> bool {
    let mut at = 2;
    while let Some(&[0xFF, marker]) = bytes.get(at..at + 2) {
        match marker {
            0xC2 | 0xC6 | 0xCA | 0xCE => return true,
            0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => return false,
            // Filling, and markers without a length.
            0xFF => at += 1,
            0x01 | 0xD0..=0xD8 => at += 2,
            _ => {
                let Some(&[high, low]) = bytes.get(at + 2..at + 4) else {
                    break;
                };
                at += 2 + usize::from(u16::from_be_bytes([high, low])).max(2);
            }
        }
    }
    // Not to be told: the dearer one.
    true
}

fn damaged(error: &ImageError) -> PictureError {
    match error {
        ImageError::Unsupported(_) => PictureError::UnknownKind,
        error => PictureError::Damaged { why: error.to_string() },
    }
}

/// What a decoder says that will not even begin.
fn unopened(format: ImageFormat, bytes: &[u8], error: &ImageError) -> PictureError {
    let side = |at: usize| {
        let side = bytes.get(at..at + 4)?.try_into().ok()?;
        Some(u32::from_be_bytes(side))
    };
    match (error, side(16), side(20)) {
        // The decoder of PNG refuses before it tells the size, which stands at the start of the file.
        (ImageError::Limits(_), Some(width), Some(height)) if format == ImageFormat::Png => {
            PictureError::TooLarge { width, height }
        }
        _ => damaged(error),
    }
}

/// Decodes a picture to fit into so many points.
///
/// # Errors
/// As [`size_of`], and when the points are damaged or need more memory than they may.
pub(super) fn decode(bytes: &[u8], fit: (u32, u32)) -> Result<Points, PictureError> {
    let Opened {
        mut decoder,
        size: natural,
        orientation,
    } = open(bytes)?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LARGEST_SIDE);
    limits.max_image_height = Some(LARGEST_SIDE);
    limits.max_alloc = Some(LARGEST_IMAGE);
    let too_large = PictureError::TooLarge {
        width: natural.width,
        height: natural.height,
    };
    let limited = limits
        .reserve(decoder.total_bytes())
        .and_then(|()| decoder.set_limits(limits))
        .and_then(|()| DynamicImage::from_decoder(decoder));
    let image = limited.map_err(|error| match error {
        ImageError::Limits(_) => too_large,
        error => damaged(&error),
    })?;
    let size = natural.within((fit.0.max(1), fit.1.max(1)));
    let mut image = scaled(image, size, orientation);
    image.apply_orientation(orientation);
    let image = image.into_rgba8();
    let pixels = image.pixels().map(|pixel| multiplied(pixel.0)).collect();
    Ok(Points { natural, size, pixels })
}

/// Scaled to a size as it is seen, but not turned yet.
fn scaled(image: DynamicImage, size: PictureSize, orientation: Orientation) -> DynamicImage {
    let (width, height) = if is_on_its_side(orientation) {
        (size.height, size.width)
    } else {
        (size.width, size.height)
    };
    if (image.width(), image.height()) == (width, height) {
        return image;
    }
    if width.max(height) > FINE_SIDE {
        return image.thumbnail_exact(width, height);
    }
    // Averaging down to twice the size costs next to nothing; the rest is worth the care.
    let (rough_width, rough_height) = (2 * width, 2 * height);
    let rough = if image.width() > rough_width && image.height() > rough_height {
        image.thumbnail_exact(rough_width, rough_height)
    } else {
        image
    };
    rough.resize_exact(width, height, FilterType::CatmullRom)
}

fn multiplied([red, green, blue, alpha]: [u8; 4]) -> [u8; 4] {
    if alpha == u8::MAX {
        return [red, green, blue, alpha];
    }
    #[expect(clippy::cast_possible_truncation, reason = "at most 255")]
    let times = |colour: u8| ((u16::from(colour) * u16::from(alpha) + 127) / 255) as u8;
    [times(red), times(green), times(blue), alpha]
}
