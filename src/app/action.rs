//! What views ask for. Views never change what is stored; they push one of these.

use std::path::PathBuf;

use super::{
    BannerKind, CommandId, DictionaryAction, Filter, FindOptions, Going, LeadsTo, MeaningAction, NoteAction,
    NotesAction, PageSettings, Palette, PictureAction, Preference, ReviewAction, SearchAction, Selection, SortOrder,
    Speak, ThemeChoice, View,
};
use crate::study::{Anchor, ArticleId, NoteId, Status, TermId, TermNumber};
use crate::text::{ByteRange, Passage, Place};
use crate::worker::UpdateAnswer;

/// A wish of the learner's, named by what it does.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Run a command of the table.
    Command(CommandId),
    /// Go to one of the places.
    Show(View),
    /// Select a word or phrase, or nothing.
    Select(Option<Selection>),
    /// Select a single word, though it is a part of a phrase.
    SelectWord(Selection),
    /// Select a passage.
    SelectPassage(Passage),
    /// What is selected will stay for a while: it can be pasted with the middle button.
    SelectionSettled,
    /// What is selected came into view, or was scrolled out of it.
    SelectionSeen(bool),
    /// Look for another text in the open article.
    FindText(String),
    /// Compare it in another way.
    FindWith(FindOptions),
    /// Something about the search of everything.
    Search(SearchAction),
    /// Select a term and go to its next occurrence in the article.
    GoToTerm(TermNumber),
    /// Go to a range of the open article and let it flash.
    GoToRange(u32, ByteRange),
    /// Put a place of the open article to the top of the page.
    GoToPlace(Place),
    /// Open an article, at a place or where it was left.
    OpenArticle(ArticleId, Option<Anchor>),
    /// Open an article where a term stands in it first.
    OpenAtTerm(ArticleId, TermId),
    /// The first visible place of the page is now this one, this the last block that stands whole on it, and this much of
    /// the first row is scrolled out (see [`crate::study::Position`]).
    Scrolled(Place, u32, Option<i32>),
    /// The page jumped away from this place; with the number of the wish that it obeyed, if there was one.
    Jumped(Place, Option<u64>),
    /// Bring a range of the open article into view.
    BringIntoView(u32, ByteRange),
    /// Take the bookmark of an article away.
    DropBookmark(ArticleId),
    /// Put an address on the clipboard.
    CopyAddress(String),
    /// Open a link outside, if its kind is allowed and it says where it leads.
    OpenLink {
        /// Where it leads.
        address: String,
        /// What the article says.
        text: String,
    },
    /// Open the link that was asked about.
    OpenAnyway,
    /// Something about the pictures of the open article.
    Picture(PictureAction),
    /// Set the status of what is selected; `None` takes it away.
    SetStatus(Option<Status>),
    /// Give the selected term another headword; one that is there already joins the two.
    SetHeadword(String),
    /// From now on the selected form belongs to this headword.
    TreatForm(String),
    /// Take bold words that are taken for emphasis in as vocabulary: block and range.
    TakeOneIn(u32, ByteRange),
    /// Bring in these files and folders.
    OpenFiles(Vec<PathBuf>),
    /// Bring in what is on the clipboard.
    Paste(String),
    /// Answer the question about a changed file.
    AnswerUpdate(u64, UpdateAnswer),
    /// Take these of the doubtful bold spans of an import in, by their places in the report.
    TakeIn(Vec<usize>),
    /// Close the question about a changed file, the path field or a report.
    Dismiss,
    /// Go where a row of a list of places leads.
    FollowRow(LeadsTo),
    /// The learner wrote in the field for a note or a gloss.
    Wrote(DraftField),
    /// The field was left.
    Left(DraftField),
    /// Something about the notes on the page.
    Note(NoteAction),
    /// Edit another note of the selected term.
    ShowNote(NoteId),
    /// Something about notes.
    Notes(NotesAction),
    /// Something about review.
    Review(ReviewAction),
    /// Give an article another title.
    Rename(ArticleId, String),
    /// Say that the open article is in this language (BCP 47 code).
    SetLanguage(String),
    /// Put an article away, or take it back.
    Archive(ArticleId, bool),
    /// Delete an article.
    Delete(ArticleId),
    /// Write an article to this path; with `true` another file that is there may be replaced.
    SaveTo(ArticleId, PathBuf, bool),
    /// Choose where to write an article to.
    SaveArticle(ArticleId),
    /// The window is in front now, or no longer.
    InFront(bool),
    /// Stop the import or export that is under way.
    CancelImport,
    /// Choose a folder for what can be read of a library that cannot be opened.
    Export,
    /// Export into a new folder in this one.
    ExportInto(PathBuf),
    /// Something that goes out of the library, or comes back.
    Going(Going),
    /// Something about dictionaries.
    Dictionary(DictionaryAction),
    /// Something about what words mean.
    Meaning(MeaningAction),
    /// Say a text aloud.
    Speak(Speak),
    /// Close the banner about this.
    CloseBanner(BannerKind),
    /// Save what is unsaved once more, then quit.
    QuitAgain,
    /// Quit although something is unsaved; with `true`, put it on the clipboard first.
    QuitUnsaved(bool),
    /// A toast was closed or ran out.
    DropToast(u64),
    /// The list of words is filtered and sorted so from now on.
    ListWords(Filter, SortOrder),
    /// The article's page is set so from now on.
    SetPage(PageSettings),
    /// The window has these colours from now on.
    SetTheme(ThemeChoice),
    /// Words have these colours from now on.
    SetPalette(Palette),
    /// A setting of the settings view.
    Prefer(Preference),
    /// The sidebar was dragged to this width (points).
    SidebarWidth(f32),
}

/// A field of the card in which the learner writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftField {
    /// The short gloss.
    Gloss,
    /// The note on a term.
    Note,
    /// The note on a passage or on the article.
    PageNote,
    /// A note in the list of all notes.
    Listed,
}
