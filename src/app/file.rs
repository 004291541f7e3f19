//! The open article and its file: where one stands to the other, writing, bringing in, and writing by itself.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rust_i18n::t;

use super::{Boldface, CommandId, Effect, Model, PathFor, Prompt, format, messages};
use crate::store::{Direction, Now, Op, Origin};
use crate::study::ArticleId;
use crate::transfer::{NoteShape, SaveError, is_web_page, offered_name};
use crate::worker::{Committed, Event, FileStanding, Request, Saved, WriteTo};

/// So long after the last bold edit an article is written by itself.
const BY_ITSELF_AFTER: Duration = Duration::from_secs(2);
/// So long the foot says that it was.
const TOLD_FOR: Duration = Duration::from_secs(8);

/// What is known of the open article's file.
#[derive(Debug, Default)]
pub struct ArticleFile {
    /// How the article stands to it; nothing without a file.
    pub standing: Option<FileStanding>,
    /// One quiet line on what was done by itself.
    pub line: Option<String>,
    told_until: Option<Instant>,
    /// What the file has more was brought in and taken back: it stays out, and that is how it is told.
    pub left_out: bool,
    /// It was asked to bring in what the file holds: if that is nothing, it is said.
    asked: bool,
    /// The article that is to be written by itself, and when.
    due: Option<(ArticleId, Instant)>,
}

impl ArticleFile {
    /// Another article is open now.
    pub(super) fn forget_article(&mut self) {
        (self.standing, self.line, self.told_until) = (None, None, None);
        (self.asked, self.left_out) = (false, false);
    }

    fn tell(&mut self, line: String, now: Instant) {
        (self.line, self.told_until) = (Some(line), Some(now + TOLD_FOR));
    }

    /// When something is to be done or to go.
    pub(super) fn next_due(&self) -> Option<Instant> {
        self.due.map(|(_, at)| at).into_iter().chain(self.told_until).min()
    }
}

impl Model {
    /// The path to offer for an article: its own file, beside a web page, or in the folder for documents.
    #[must_use]
    pub fn path_to_offer(&self, article_id: ArticleId) -> PathBuf {
        let row = self.library.articles.iter().find(|row| row.article_id == article_id);
        match row.map(|row| &row.origin) {
            Some(Origin::File(path)) if is_web_page(Path::new(path)) => Path::new(path).with_extension("md"),
            Some(Origin::File(path)) => PathBuf::from(path),
            _ => {
                let title = row.map_or("", |row| row.title.as_str());
                documents().join(format!("{}.md", file_name(title)))
            }
        }
    }
}

/// The path to offer for an export of notes.
#[must_use]
pub fn offered_notes(shape: NoteShape) -> PathBuf {
    let now = jiff::Zoned::now();
    let now = Now {
        utc_ms: now.timestamp().as_millisecond(),
        offset_minutes: now.offset().seconds() / 60,
    };
    documents().join(offered_name(shape, now))
}

fn documents() -> PathBuf {
    let folders = directories::UserDirs::new();
    let folder = folders.map(|folders| folders.document_dir().unwrap_or(folders.home_dir()).to_owned());
    folder.unwrap_or_default()
}

/// A title as the name of a file on any system.
fn file_name(title: &str) -> String {
    let clean = |char: char| {
        if char.is_control() || "/\\:*?\"<>|".contains(char) {
            ' '
        } else {
            char
        }
    };
    let clean: String = title.chars().map(clean).take(80).collect();
    let name = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.trim_matches('.').trim();
    if name.is_empty() {
        t!("save.untitled").into_owned()
    } else {
        name.to_owned()
    }
}

impl Boldface {
    fn open_article_id(&self) -> Option<ArticleId> {
        self.model.reading.as_ref().map(|reading| reading.article_id)
    }

    /// What can be done with the open article's file.
    pub(super) fn command_file(&mut self, id: CommandId, now: Instant) {
        match id {
            CommandId::WriteByItself => self.toggle_by_itself(now),
            CommandId::WriteToFile | CommandId::BringIn => self.write_or_bring_in(id, now),
            _ => self.save_open_article(),
        }
    }

    /// Writes, or takes in, what the foot says that there is; else says that there is nothing.
    fn write_or_bring_in(&mut self, id: CommandId, now: Instant) {
        if self.model.reading.is_none() {
            return;
        }
        let standing = self.model.file.standing.as_ref();
        let standing = standing.map(|it| (it.ahead, it.behind, it.other_text));
        let gone = self.model.file.standing.as_ref().filter(|it| it.gone);
        if let Some(path) = gone.map(|it| it.path.display().to_string()) {
            return self.tell(t!("save.file_gone", path = path).into_owned(), now);
        }
        match (id, standing) {
            (_, None) => self.tell(t!("save.no_file").into_owned(), now),
            // What the foot says may be older than the file.
            (CommandId::BringIn, _) => {
                self.model.file.asked = true;
                self.bring_in();
            }
            (_, Some((_, 0, false))) => self.tell(t!("save.nothing_new").into_owned(), now),
            _ => self.write_to_file(false),
        }
    }

    /// Asks where to write the open article to.
    fn save_open_article(&mut self) {
        if let Some(article_id) = self.open_article_id() {
            self.effects.push(Effect::SaveDialog(article_id));
        }
    }

    /// Writes an article to a path. One without an ending is given that of Markdown.
    pub(super) fn save_to(&mut self, article_id: ArticleId, mut path: PathBuf, mut replace: bool) {
        self.model.prompt = None;
        if path.extension().is_none() {
            // The dialog has not asked about this name.
            replace = false;
            path.set_extension("md");
        }
        let to = WriteTo::Path { path, replace };
        self.send(Request::WriteArticle { article_id, to });
    }

    /// Writes the open article to its file.
    fn write_to_file(&mut self, by_itself: bool) {
        if let Some(article_id) = self.open_article_id() {
            let to = WriteTo::Source { by_itself };
            self.send(Request::WriteArticle { article_id, to });
        }
    }

    /// Takes in what the open article's file holds.
    fn bring_in(&mut self) {
        if let Some(article_id) = self.open_article_id() {
            self.send(Request::BringIn { article_id });
        }
    }

    /// The window is in front again: the file may have changed meanwhile.
    pub(super) fn look_at_file(&mut self) {
        if self.model.reading.is_some() {
            self.send(Request::LookAtFile);
        }
    }

    fn folder(&self) -> Option<PathBuf> {
        let standing = self.model.file.standing.as_ref()?;
        standing.path.parent().map(Path::to_owned)
    }

    /// Whether articles from the open article's folder are written by themselves.
    #[must_use]
    pub fn writes_by_itself(&self) -> bool {
        self.folder()
            .is_some_and(|folder| self.settings.write_back_folders.contains(&folder))
    }

    /// Articles from this folder are written by themselves from now on, or no longer.
    pub(super) fn toggle_by_itself(&mut self, now: Instant) {
        let Some(folder) = self.folder() else {
            self.tell(t!("save.no_file").into_owned(), now);
            return;
        };
        let folders = &mut self.settings.write_back_folders;
        let on = !folders.contains(&folder);
        let text = if on {
            folders.push(folder.clone());
            t!("save.by_itself_on", folder = folder.display())
        } else {
            folders.retain(|other| *other != folder);
            t!("save.by_itself_off", folder = folder.display())
        };
        self.settings_changed(now);
        self.tell(text.into_owned(), now);
        self.model.file.due = None;
        if on && self.model.file.standing.as_ref().is_some_and(|it| it.behind > 0) {
            self.write_to_file(true);
        }
    }

    /// A bold edit is followed by writing, where the learner wants that, and so is a step back over one.
    pub(super) fn after_bold_edit(&mut self, committed: &Committed, now: Instant) {
        self.model.file.asked = false;
        if let Op::MergeBolds { .. } = committed.op {
            self.model.file.left_out = committed.direction == Direction::Undone;
        }
        let bold = matches!(
            committed.op,
            Op::ToggleBold { .. } | Op::AddTerm { .. } | Op::DropTerm { .. }
        );
        let Some((article_id, _)) = committed.bold_edits.as_ref().filter(|_| bold) else {
            return;
        };
        let gone = self.model.file.standing.as_ref().is_some_and(|it| it.gone);
        self.model.file.due = (self.writes_by_itself() && !gone).then_some((*article_id, now + BY_ITSELF_AFTER));
    }

    /// Writes by itself what is due; with `all` also what is not yet.
    pub(super) fn write_by_itself(&mut self, now: Instant, all: bool) {
        if let Some((article_id, at)) = self.model.file.due
            && (all || now >= at)
        {
            self.model.file.due = None;
            let to = WriteTo::Source { by_itself: true };
            self.send(Request::WriteArticle { article_id, to });
        }
        if self.model.file.told_until.is_some_and(|until| now >= until) {
            (self.model.file.line, self.model.file.told_until) = (None, None);
        }
    }

    /// Takes in what happened to a file.
    pub(super) fn take_file_event(&mut self, event: Event, now: Instant) {
        match event {
            Event::FileStanding { article_id, standing } if self.open_article_id() == Some(article_id) => {
                self.take_standing(standing, now);
            }
            Event::Saved(saved) => self.take_saved(&saved, now),
            Event::SaveFailed {
                error, by_itself: true, ..
            } => {
                self.model.file.tell(messages::save_error(&error), now);
            }
            Event::SaveFailed {
                article_id,
                error: SaveError::Exists { path },
                ..
            } => self.model.prompt = Some(Prompt::Replace { article_id, path }),
            Event::SaveFailed { error, .. } => self.report(messages::save_error(&error), Vec::new()),
            Event::FileUnread { error } => self.report(messages::read_error(&error), Vec::new()),
            Event::Clashed {
                article_id,
                title,
                clashes,
            } => self.take_clashes(article_id, &title, clashes),
            _ => {}
        }
    }

    /// That something cannot be in the file is said once, when it comes about.
    fn take_standing(&mut self, standing: Option<FileStanding>, now: Instant) {
        let held = |standing: &Option<FileStanding>| standing.as_ref().map(|it| it.held);
        if std::mem::take(&mut self.model.file.asked) {
            self.tell(t!("save.nothing_to_bring_in").into_owned(), now);
        }
        let before = held(&self.model.file.standing);
        if before.is_some() && before < held(&standing) {
            self.tell(t!("save.held").into_owned(), now);
        }
        self.model.file.standing = standing;
    }

    fn report(&mut self, headline: String, problems: Vec<String>) {
        self.model.prompt = Some(Prompt::Report { headline, problems });
    }

    /// Whether what could not be written has been told before.
    fn is_told(&self, saved: &Saved) -> bool {
        let standing = self.model.file.standing.as_ref();
        let held = standing.map_or(0, |standing| standing.held as usize);
        self.open_article_id() == Some(saved.article_id) && saved.refused.len() <= held
    }

    fn take_saved(&mut self, saved: &Saved, now: Instant) {
        let news = !(saved.refused.is_empty() || saved.own && self.is_told(saved));
        if saved.by_itself {
            if saved.bolds > 0 && self.open_article_id() == Some(saved.article_id) {
                let line = format::plural("foot.written", saved.bolds);
                self.model.file.tell(line, now);
            }
        } else if news {
            let headline = format::plural("save.refused", saved.refused.len());
            let problems = saved.refused.iter().map(messages::refused_bold).collect();
            self.report(headline, problems);
        } else if !saved.own {
            self.tell(t!("save.saved_as", path = saved.path.display()).into_owned(), now);
        } else if saved.bolds == 0 {
            self.tell(t!("save.nothing_new").into_owned(), now);
        } else if !saved.is_step {
            self.tell(format::plural("foot.written", saved.bolds), now);
        }
    }

    /// Asks for a path in a field, since no dialog can be had; or says again what there is to ask.
    pub(super) fn path_in_field(&self, wanted: PathFor) -> String {
        match wanted {
            PathFor::Saving(article_id) => self.model.path_to_offer(article_id).display().to_string(),
            PathFor::Notes(shape) if shape != NoteShape::Folder => offered_notes(shape).display().to_string(),
            PathFor::Opening
            | PathFor::Export
            | PathFor::Notes(_)
            | PathFor::NotesIn
            | PathFor::Everything
            | PathFor::Dictionary
            | PathFor::WordNet => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_the_name_of_a_file() {
        assert_eq!(file_name("A/B: “what?”\n"), "A B “what ”");
        assert_eq!(file_name("..."), "Article");
        assert_eq!(file_name(&"x".repeat(300)).len(), 80);
    }
}
