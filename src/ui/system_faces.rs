//! The faces that are installed on this computer: listed, and one of them loaded to read in.
//!
//! To list them takes hundreds of milliseconds where there are many, and to load one reads files; so a thread does
//! both, from the moment that the reader asks for it first. It maps the files into memory rather than copying them.
//! What a family lacks is stood in for by ours: a bold for a missing bold, a slanted regular for a missing italic.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use eframe::egui::epaint::text::VariationCoords;
use eframe::egui::{Context, FontData, FontFamily};
use fontique::{Collection, CollectionOptions, FamilyInfo, FontStyle, FontWeight, FontWidth};

use super::fonts;

/// Families of the face that was chosen: regular, bold, italic, bold italic.
pub const OWN: [&str; 4] = ["own", "own-bold", "own-italic", "own-bold-italic"];

/// What is asked of the thread.
enum Ask {
    Names,
    Load(String),
}

/// What it answers.
enum Answer {
    Names(Vec<String>),
    Loaded(String, Option<Box<Loaded>>),
}

/// The files of a family: regular, bold, italic, bold italic.
struct Loaded([Option<FontData>; 4]);

/// A face of the system that can be set in now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnFace {
    /// Counts up with every face that is loaded.
    pub serial: u32,
    /// It has no italic: the regular is slanted instead.
    pub slanted: bool,
}

/// What has become of the face that was wanted.
#[derive(Clone, Debug, Default, PartialEq)]
enum Wanted {
    #[default]
    Nothing,
    Asked(String),
    /// Given to egui, which takes it in with its next pass.
    Installing(String, OwnFace),
    Ready(String, OwnFace),
    Missing(String),
}

/// The faces of the system.
#[derive(Default)]
pub struct SystemFaces {
    thread: Option<(Sender<Ask>, Receiver<Answer>)>,
    names: Option<Arc<[String]>>,
    asked_names: bool,
    wanted: Wanted,
    serial: u32,
}

impl SystemFaces {
    /// The names of all families, in the order of the alphabet; `None` while they are being gathered.
    pub fn names(&mut self, ctx: &Context) -> Option<Arc<[String]>> {
        if !std::mem::replace(&mut self.asked_names, true) {
            self.ask(ctx, Ask::Names);
        }
        self.names.clone()
    }

    /// The face of that name, as soon as it is loaded.
    pub fn face(&mut self, ctx: &Context, name: &str) -> Option<OwnFace> {
        let is = |known: &str| known == name;
        match &self.wanted {
            Wanted::Ready(known, face) if is(known) => return Some(*face),
            Wanted::Installing(known, face) if is(known) => {
                let key = key(face.serial, 0);
                if ctx.fonts(|fonts| fonts.definitions().font_data.contains_key(&key)) {
                    let face = *face;
                    self.wanted = Wanted::Ready(name.to_owned(), face);
                    return Some(face);
                }
                ctx.request_repaint();
            }
            Wanted::Asked(known) | Wanted::Missing(known) if is(known) => {}
            _ if name.is_empty() => {}
            _ => {
                self.wanted = Wanted::Asked(name.to_owned());
                self.ask(ctx, Ask::Load(name.to_owned()));
            }
        }
        None
    }

    /// Whether a face of that name was looked for in vain.
    #[must_use]
    pub fn is_missing(&self, name: &str) -> bool {
        matches!(&self.wanted, Wanted::Missing(known) if known == name)
    }

    fn ask(&mut self, ctx: &Context, ask: Ask) {
        let (asks, _) = self.thread.get_or_insert_with(|| start(ctx.clone()));
        if asks.send(ask).is_err() {
            tracing::error!("the thread that reads faces is gone");
        }
    }

    /// Takes in what the thread has found.
    pub fn poll(&mut self, ctx: &Context) {
        let answers: Vec<Answer> = match &self.thread {
            Some((_, answers)) => answers.try_iter().collect(),
            None => return,
        };
        for answer in answers {
            match answer {
                Answer::Names(names) => self.names = Some(names.into()),
                Answer::Loaded(name, loaded) => {
                    if self.wanted != Wanted::Asked(name.clone()) {
                        continue;
                    }
                    self.wanted = match loaded {
                        Some(loaded) => {
                            self.serial += 1;
                            let face = OwnFace {
                                serial: self.serial,
                                slanted: loaded.0[2].is_none(),
                            };
                            install(ctx, self.serial, *loaded);
                            Wanted::Installing(name, face)
                        }
                        None => Wanted::Missing(name),
                    };
                }
            }
        }
    }
}

/// The name of a file of the chosen face.
fn key(serial: u32, style: usize) -> String {
    format!("{}-{serial}", OWN[style])
}

/// Gives egui the families of a face, with ours behind it.
fn install(ctx: &Context, serial: u32, Loaded(files): Loaded) {
    let behind = [
        fonts::SERIF,
        fonts::SERIF_BOLD,
        fonts::SERIF_ITALIC,
        fonts::SERIF_BOLD_ITALIC,
    ];
    let mut definitions = ctx.fonts(|fonts| fonts.definitions().clone());
    let old = |name: &String| OWN.iter().any(|own| name.starts_with(own));
    definitions.font_data.retain(|name, _| !old(name));
    let has = files.each_ref().map(Option::is_some);
    for (style, file) in files.into_iter().enumerate() {
        if let Some(file) = file {
            definitions.font_data.insert(key(serial, style), Arc::new(file));
        }
    }
    // A missing italic is the regular, slanted; a missing bold is our own.
    let first = [vec![0], vec![1], vec![2, 0], vec![3, 1]];
    for (style, own) in OWN.iter().enumerate() {
        let mut chain: Vec<String> = first[style]
            .iter()
            .filter(|&&file| has[file])
            .map(|&file| key(serial, file))
            .collect();
        let ours = FontFamily::Name(behind[style].into());
        chain.extend(definitions.families.get(&ours).into_iter().flatten().cloned());
        definitions.families.insert(FontFamily::Name((*own).into()), chain);
    }
    ctx.set_fonts(definitions);
}

fn start(ctx: Context) -> (Sender<Ask>, Receiver<Answer>) {
    let (asks, asked) = channel::<Ask>();
    let (answer, answers) = channel::<Answer>();
    let work = move || {
        let mut collection = Collection::new(CollectionOptions {
            shared: false,
            system_fonts: true,
        });
        for ask in asked {
            let found = match ask {
                Ask::Names => Answer::Names(names(&mut collection)),
                Ask::Load(name) => {
                    let family = collection.family_by_name(&name);
                    let loaded = family.and_then(|family| load(&family)).map(Box::new);
                    Answer::Loaded(name, loaded)
                }
            };
            if answer.send(found).is_err() {
                return;
            }
            ctx.request_repaint();
        }
    };
    let started = std::thread::Builder::new().name("faces".to_owned()).spawn(work);
    if let Err(error) = started {
        tracing::error!("no thread for the system's faces: {error}");
    }
    (asks, answers)
}

/// The families in which one can read: those with the letters and the signs of printed text. Where letters stand for
/// pictures, for the bars of a code or for notes, the quotes and the dash of print are not there.
fn names(collection: &mut Collection) -> Vec<String> {
    let all: Vec<String> = collection.family_names().map(str::to_owned).collect();
    let readable = |name: &String| {
        let family = collection.family_by_name(name);
        family.is_some_and(|family| is_readable(&family))
    };
    let mut names: Vec<String> = all.into_iter().filter(readable).collect();
    names.sort_by_key(|name| name.to_lowercase());
    names.dedup();
    names
}

fn is_readable(family: &FamilyInfo) -> bool {
    let Some(font) = family.default_font() else {
        return false;
    };
    let Some(file) = font.load(None) else { return false };
    let charmap = font.charmap_index();
    let Some(map) = charmap.charmap(file.as_ref()) else {
        return false;
    };
    let has = |signs: &str| signs.chars().all(|sign| map.map(sign).is_some_and(|glyph| glyph != 0));
    let latin = has("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZé");
    let cyrillic = has("абвгдежзийклмнопрстуфхцчшщъыьэюя");
    (latin || cyrillic) && has("0123456789.,;:!?()–’”") && !is_for_signs(family.name())
}

/// Whether a family says by its name that it is for signs and not for text.
fn is_for_signs(name: &str) -> bool {
    let name = name.to_lowercase();
    let signs = [
        "symbol",
        "wingdings",
        "webdings",
        "dingbats",
        "emoji",
        "barcode",
        "bar code",
        "code 128",
        "code 39",
        "code39",
        "code128",
        "ean-13",
        "icons",
        "awesome",
        "ornaments",
    ];
    signs.iter().any(|sign| name.contains(sign))
}

/// Loads the four styles of a family; `None` when there is not even a regular one.
fn load(family: &FamilyInfo) -> Option<Loaded> {
    let style = |style: FontStyle, weight: FontWeight| {
        let font = family.match_font(FontWidth::NORMAL, style, weight, false)?;
        let synthesis = font.synthesis(FontWidth::NORMAL, style, weight);
        // What it would have to be forced to is not this style.
        let upright = font.style() == FontStyle::Normal && synthesis.variation_settings().is_empty();
        let slanted = style != FontStyle::Normal && upright;
        let thin = weight == FontWeight::BOLD
            && font.weight().value() < FontWeight::SEMI_BOLD.value()
            && !font.has_weight_axis();
        if slanted || thin {
            return None;
        }
        let (blob, _) = font.load(None)?.into_raw_parts();
        let mut data = FontData::from_blob(blob, font.index());
        let coords = synthesis.variation_settings().iter();
        data.tweak.coords = VariationCoords::new(coords.map(|(tag, value)| (*tag, *value)));
        Some(data)
    };
    let regular = style(FontStyle::Normal, FontWeight::NORMAL)?;
    Some(Loaded([
        Some(regular),
        style(FontStyle::Normal, FontWeight::BOLD),
        style(FontStyle::Italic, FontWeight::NORMAL),
        style(FontStyle::Italic, FontWeight::BOLD),
    ]))
}

#[cfg(test)]
mod tests {
    use super::is_for_signs;

    #[test]
    fn faces_of_signs_are_told_by_their_names() {
        for name in [
            "Wingdings 2",
            "Noto Color Emoji",
            "Libre Barcode 39",
            "OpenSymbol",
            "Font Awesome 6",
        ] {
            assert!(is_for_signs(name), "{name}");
        }
        for name in ["DejaVu Serif", "Source Code Pro", "Charis SIL", "Noto Serif Display"] {
            assert!(!is_for_signs(name), "{name}");
        }
    }
}
