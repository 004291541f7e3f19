//! Pictures that have been handed to the graphics card, by address.

use std::collections::{HashMap, HashSet};

use eframe::egui::{Color32, ColorImage, Context, Rect, TextureHandle, TextureOptions, pos2};

use crate::worker::{DecodedPicture, PictureSize};

/// The uploaded pictures of an article.
#[derive(Default)]
pub(super) struct Textures(HashMap<Box<str>, Texture>);

struct Texture {
    handle: TextureHandle,
    size: PictureSize,
}

impl std::fmt::Debug for Textures {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_set().entries(self.0.keys()).finish()
    }
}

impl Textures {
    /// Uploads a picture, in the place of a smaller or larger one.
    pub fn take(&mut self, ctx: &Context, picture: &DecodedPicture) {
        let texture = Texture {
            handle: upload(ctx, picture),
            size: picture.size,
        };
        self.0.insert(picture.address.clone(), texture);
    }

    /// Whether there is one that looks as it should at this size (pixels).
    pub fn serves(&self, address: &str, wanted: PictureSize) -> bool {
        // While the column is being dragged, a picture that is a little off serves.
        self.0.get(address).is_some_and(|texture| {
            texture.size.width * 20 >= wanted.width * 19 && texture.size.width <= wanted.width.saturating_mul(2)
        })
    }

    /// The picture, if it is there.
    pub fn get(&self, address: &str) -> Option<&TextureHandle> {
        self.0.get(address).map(|texture| &texture.handle)
    }

    /// Those that are not among these.
    pub fn others(&self, kept: &HashSet<&str>) -> Vec<Box<str>> {
        let others = self.0.keys().filter(|address| !kept.contains(&***address));
        others.cloned().collect()
    }

    /// Lets these go.
    pub fn forget(&mut self, addresses: &[Box<str>]) {
        for address in addresses {
            self.0.remove(address);
        }
    }
}

/// All of a texture.
pub(super) const WHOLE: Rect = Rect {
    min: pos2(0.0, 0.0),
    max: pos2(1.0, 1.0),
};

/// Hands a picture to the graphics card; the caller has seen to it that it fits there.
pub(super) fn upload(ctx: &Context, picture: &DecodedPicture) -> TextureHandle {
    let size = [picture.size.width as usize, picture.size.height as usize];
    let pixels = picture
        .pixels
        .iter()
        .map(|&[red, green, blue, alpha]| Color32::from_rgba_premultiplied(red, green, blue, alpha));
    let image = ColorImage::new(size, pixels.collect());
    ctx.load_texture(&*picture.address, image, TextureOptions::LINEAR)
}
