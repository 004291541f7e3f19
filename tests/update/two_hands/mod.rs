//! Two hands on one text: words are bolded here and in the file, by turns, and neither loses what it did.

mod merging;
mod steps;
mod turns;
mod writing;

use boldface::store::Op;
use boldface::study::Status;
use boldface::transfer::SaveError;
use boldface::worker::{Event, Request, Saved, StatusStep, UpdateAnswer, WriteTo};

use super::study::Study;

const WORDS: [&str; 8] = [
    "sturdy", "murky", "calm", "brisk", "harbour", "stalled", "naïve", "winter",
];

/// Every word once, among things that no merge has any business with.
fn markdown(bold: [bool; 8]) -> String {
    let word = |number: usize| {
        let stars = if bold[number] { "**" } else { "" };
        format!("{stars}{}{stars}", WORDS[number])
    };
    format!(
        "---\ntags: [a, b]\n---\r\n# The ferry\r\n\r\nThe {} ferry crossed the {} water;  a {} day.\r\n\r\n\
         - _one_ {}\n* two \\* {}\n\n> It `**did**`: {}, they __said__.\n\n[{}](https://a.example/x) and {}",
        word(0),
        word(1),
        word(2),
        word(3),
        word(4),
        word(5),
        word(6),
        word(7)
    )
}

fn bolded(words: &[&str]) -> [bool; 8] {
    WORDS.map(|word| words.contains(&word))
}

impl Study {
    /// Writes the article; gives what came of it.
    fn save(&mut self, to: WriteTo) -> Result<Saved, SaveError> {
        let article_id = self.opened().article_id;
        self.send(Request::WriteArticle { article_id, to });
        let answer = self.until(|event| matches!(event, Event::Saved(_) | Event::SaveFailed { .. }));
        match answer {
            Some(Event::Saved(saved)) => Ok(saved),
            Some(Event::SaveFailed { error, .. }) => Err(error),
            _ => unreachable!(),
        }
    }

    fn write_to_file(&mut self) -> Result<Saved, SaveError> {
        self.save(WriteTo::Source { by_itself: false })
    }

    /// Opens the file as it is now, which asks nothing.
    fn open_file(&mut self) {
        let asked = self.asked();
        self.import();
        assert_eq!(self.asked(), asked, "it was asked");
    }

    /// Waits until the article stands so to its file: (ahead, behind).
    fn until_stands(&mut self, ahead: u32, behind: u32) {
        self.send(Request::LookAtFile);
        self.until(|event| match event {
            Event::FileStanding {
                standing: Some(standing),
                ..
            } => (standing.ahead, standing.behind) == (ahead, behind),
            _ => false,
        });
    }

    fn text(&self) -> String {
        std::fs::read_to_string(self.path()).unwrap()
    }

    /// Which words the library shows in bold, read anew.
    fn bold_anew(self) -> ([bool; 8], Self) {
        let path = self.path();
        let mut later = self.again();
        later.open(path);
        let words = later.bold_words();
        let bold = WORDS.map(|word| words.iter().any(|bold| bold == word));
        (bold, later)
    }
}

fn study(bold: [bool; 8]) -> Study {
    let mut study = Study::new();
    study.write("ferry.md", &markdown(bold));
    study.import();
    study
}
