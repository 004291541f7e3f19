//! What the display shows, read from the virtual server's own memory file.

use std::fs;
use std::ops::Range;
use std::path::Path;

/// Red, green, blue.
pub type Colour = [u8; 3];

/// A rectangle of pixels, ends exclusive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    pub x: Range<usize>,
    pub y: Range<usize>,
}

impl Area {
    pub fn centre(&self) -> (usize, usize) {
        (self.x.start.midpoint(self.x.end), self.y.start.midpoint(self.y.end))
    }

    fn size(&self) -> usize {
        self.x.len() * self.y.len()
    }
}

/// One picture of the whole display.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    pub width: usize,
    pub height: usize,
    pixels: Vec<Colour>,
}

impl Picture {
    /// Reads the XWD file that `Xvfb -fbdir` keeps: big-endian header words, then blue, green, red and a filler.
    pub fn read(path: &Path) -> Option<Self> {
        let bytes = fs::read(path).ok()?;
        let word = |number: usize| -> Option<usize> {
            let word = bytes.get(number * 4..number * 4 + 4)?;
            usize::try_from(u32::from_be_bytes(word.try_into().ok()?)).ok()
        };
        let (width, height, bits, bytes_per_line) = (word(4)?, word(5)?, word(11)?, word(12)?);
        assert_eq!(
            bits, 32,
            "the display was asked for 24 bits of colour, which are stored in 32"
        );
        let data = word(0)? + word(19)? * 12;
        let mut pixels = Vec::with_capacity(width * height);
        for y in 0..height {
            let line = bytes.get(data + y * bytes_per_line..)?.get(..width * 4)?;
            pixels.extend(line.chunks_exact(4).map(|pixel| [pixel[2], pixel[1], pixel[0]]));
        }
        Some(Self { width, height, pixels })
    }

    pub fn whole(&self) -> Area {
        Area {
            x: 0..self.width,
            y: 0..self.height,
        }
    }

    fn at(&self, x: usize, y: usize) -> Colour {
        self.pixels[y * self.width + x]
    }

    /// How many pixels of the area satisfy the question.
    pub fn count(&self, area: &Area, question: impl Fn(Colour) -> bool) -> usize {
        area.y
            .clone()
            .map(|y| area.x.clone().filter(|&x| question(self.at(x, y))).count())
            .sum()
    }

    /// How many pixels of the area are another colour than in `other`, by more than a shade.
    pub fn differences(&self, other: &Self, area: &Area) -> usize {
        self.differences_moved(other, area, 0)
    }

    /// The same when `other` is moved by at most `reach` pixels up or down so that it fits best.
    pub fn differences_moved_little(&self, other: &Self, area: &Area, reach: isize) -> usize {
        let moves = (-reach..=reach).map(|down| self.differences_moved(other, area, down));
        moves.min().expect("not to move is one of the moves")
    }

    fn differences_moved(&self, other: &Self, area: &Area, down: isize) -> usize {
        let places = area.y.clone().flat_map(|y| area.x.clone().map(move |x| (x, y)));
        let differ = |&(x, y): &(usize, usize)| {
            let moved = y.checked_add_signed(-down).filter(|&y| y < other.height);
            moved.is_none_or(|moved| !near(self.at(x, y), other.at(x, moved), 24))
        };
        places.filter(differ).count()
    }

    /// The connected patches of one colour, in reading order by their top, that hold at least `least` pixels.
    ///
    /// The ink inside a tinted word leaves holes; the rectangle around the patch is what counts.
    pub fn patches(&self, colour: Colour, least: usize) -> Vec<Area> {
        let wanted = |place: usize| near(self.pixels[place], colour, 3);
        let mut seen = vec![false; self.pixels.len()];
        let mut found = Vec::new();
        for start in 0..self.pixels.len() {
            if seen[start] || !wanted(start) {
                continue;
            }
            let (mut stack, mut size) = (vec![start], 0);
            let (x, y) = (start % self.width, start / self.width);
            let mut area = Area {
                x: x..x + 1,
                y: y..y + 1,
            };
            seen[start] = true;
            while let Some(place) = stack.pop() {
                size += 1;
                let (x, y) = (place % self.width, place / self.width);
                area.x = area.x.start.min(x)..area.x.end.max(x + 1);
                area.y = area.y.start.min(y)..area.y.end.max(y + 1);
                let neighbours = [
                    (x > 0).then(|| place - 1),
                    (x + 1 < self.width).then(|| place + 1),
                    (y > 0).then(|| place - self.width),
                    (y + 1 < self.height).then(|| place + self.width),
                ];
                for next in neighbours.into_iter().flatten() {
                    if !seen[next] && wanted(next) {
                        seen[next] = true;
                        stack.push(next);
                    }
                }
            }
            if size >= least {
                found.push(area);
            }
        }
        found
    }

    /// The largest patch of a colour: the word in the heading, where one word is much larger than the others.
    pub fn largest_patch(&self, colour: Colour) -> Option<Area> {
        self.patches(colour, 200).into_iter().max_by_key(Area::size)
    }
}

/// Whether two colours differ by at most `shades` in each channel.
pub fn near(one: Colour, other: Colour, shades: u8) -> bool {
    one.iter().zip(other).all(|(one, other)| one.abs_diff(other) <= shades)
}

/// Whether a colour is as dark as text on paper.
pub fn is_ink(colour: Colour) -> bool {
    colour.iter().all(|&channel| channel < 110)
}
