//! A stand-in for the browser that something was copied from.
//!
//! A browser offers a page in two kinds at once, which no small tool does. A clipboard on X11 lives in the program that
//! offers it, and each desktop of the flows has its own: so this test binary is started once more to be that program.

use std::env;

use arboard::{Clipboard, SetExtLinux};

/// The name of the test below.
pub const BROWSER: &str = "desktop::clipboard::a_browser_offers_what_was_copied";
/// The variables that tell it what to offer.
pub const HTML: &str = "BOLDFACE_TEST_HTML";
pub const TEXT: &str = "BOLDFACE_TEST_TEXT";

#[test]
#[ignore = "no test of its own: a flow starts it"]
fn a_browser_offers_what_was_copied() {
    let (Ok(html), Ok(text)) = (env::var(HTML), env::var(TEXT)) else {
        return;
    };
    let mut clipboard = Clipboard::new().expect("a display");
    clipboard
        .set()
        .wait()
        .html(html, Some(text))
        .expect("it can be offered");
}
