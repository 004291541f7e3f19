//! Dictionaries of English that a learner may get, by the language in which they explain. Nothing is fetched: the page is
//! opened in the browser, and the file comes in as any other.
//!
//! Sizes are those of the files that are taken in: `ecdict.csv` of ECDICT, index and text of `FreeDict`’s dictionaries of
//! English, which are under the GPL, version 2 or 3.

use super::guess::primary;

/// A dictionary to get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// BCP 47 code of the language in which it explains; empty for any other.
    pub language: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// How large it is.
    pub size: &'static str,
    /// Its licence.
    pub licence: &'static str,
    /// Its page.
    pub address: &'static str,
}

const OFFERS: [Offer; 2] = [
    Offer {
        language: "zh",
        name: "ECDICT",
        size: "63 MB",
        licence: "MIT",
        address: "https://github.com/skywind3000/ECDICT",
    },
    Offer {
        language: "",
        name: "FreeDict",
        size: "0.3–26 MB",
        licence: "GPL",
        address: "https://freedict.org/downloads/",
    },
];

/// What to get for a learner's language (BCP 47 code).
#[must_use]
pub fn offer_for(learner: &str) -> &'static Offer {
    let fits = |offer: &&Offer| offer.language == primary(learner);
    OFFERS.iter().find(fits).unwrap_or(&OFFERS[OFFERS.len() - 1])
}
