//! Packs how the commonest headwords of English are spoken, from the CMU Pronouncing Dictionary.
//!
//! ```sh
//! cargo run --example pack_sounds -- cmudict.dict assets/data/sounds.bin
//! ```
//!
//! `cmudict.dict` is the file of that name in the crate `cmudict-fast` 0.8.0 (`resources/`).
//!
//! One row for each word of the frequency table, in its order, ended by 0: the sounds of the word, one byte each (2 and
//! more: its place in `boldface::lexicon::sound::PHONEMES`), and 1 between two ways to say it. Rows of words that are
//! rarer or no headwords are empty. All of it is packed with zlib.

use std::collections::HashMap;
use std::error::Error;
use std::io::Write as _;

use boldface::lexicon::sound::PHONEMES;
use boldface::text::{frequency, lemmas};

/// Rarer words are left to the speech engine of the computer.
const RAREST: u32 = 24_000;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [source, target] = arguments.as_slice() else {
        return Err("usage: pack_sounds CMUDICT TARGET".into());
    };
    let mut spoken: HashMap<String, Vec<Vec<u8>>> = HashMap::new();
    for line in std::fs::read_to_string(source)?.lines() {
        let line = line.split('#').next().unwrap_or_default();
        let mut fields = line.split_whitespace();
        let Some(word) = fields.next() else { continue };
        let word = word.split('(').next().unwrap_or(word);
        let sounds = fields.map(|name| {
            let place = PHONEMES.iter().position(|(known, _)| *known == name).ok_or(name)?;
            Ok::<u8, &str>(u8::try_from(place).unwrap_or(u8::MAX) + 2)
        });
        let sounds = sounds.collect::<Result<Vec<u8>, _>>()?;
        spoken.entry(word.to_owned()).or_default().push(sounds);
    }
    let (mut rows, mut filled) = (Vec::new(), 0);
    for (word, rank) in frequency::all() {
        if rank <= RAREST && lemmas::lemma(word) == word {
            let ways = spoken.get(word).map_or(&[][..], Vec::as_slice);
            filled += usize::from(!ways.is_empty());
            rows.extend(ways.join(&1));
        }
        rows.push(0);
    }
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(&rows)?;
    let packed = packed.finish()?;
    println!("{filled} words, {} bytes, packed {}", rows.len(), packed.len());
    std::fs::write(target, packed)?;
    Ok(())
}
