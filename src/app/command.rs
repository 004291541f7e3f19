//! The command table: every action that has a key, with its name. Keys, the menu, the palette and the help read it.

mod id;

pub use id::CommandId;

use super::CardCommand as Card;

/// When a command's key acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Always.
    Anywhere,
    /// In Read, with a word selected and no text field in focus.
    Word,
    /// In Read, with no text field in focus.
    Read,
    /// In Notes, with a note selected and no text field in focus.
    Notes,
    /// In Review, with no text field in focus.
    Review,
}

impl Scope {
    /// Whether keys of both may act at the same time.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        let apart = matches!(
            (self, other),
            (Self::Notes, Self::Read | Self::Word)
                | (Self::Read | Self::Word, Self::Notes)
                | (Self::Review, Self::Read | Self::Word | Self::Notes)
                | (Self::Read | Self::Word | Self::Notes, Self::Review)
        );
        !apart
    }
}

/// A key with its modifiers, as it is written on the screen: `Ctrl+O`, `1`, `F1`.
pub type KeyName = &'static str;

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// Which.
    pub id: CommandId,
    /// Key of its name in the locale.
    pub name: &'static str,
    /// When its keys act.
    pub scope: Scope,
    /// Its keys; the first is shown.
    pub keys: &'static [KeyName],
    /// Whether menu and palette list it.
    pub listed: bool,
}

const fn row(id: CommandId, name: &'static str, scope: Scope, keys: &'static [KeyName]) -> Command {
    Command {
        id,
        name,
        scope,
        keys,
        listed: true,
    }
}

const fn card(id: Card, name: &'static str, scope: Scope, keys: &'static [KeyName]) -> Command {
    row(CommandId::Card(id), name, scope, keys)
}

/// All commands, in the order in which they are listed.
pub const COMMANDS: &[Command] = &[
    row(CommandId::Open, "command.open", Scope::Anywhere, &["Ctrl+O"]),
    // The key of Paste is handled by the system's paste event and cannot be changed.
    row(CommandId::Paste, "command.paste", Scope::Anywhere, &["Ctrl+V"]),
    row(CommandId::Save, "command.save", Scope::Read, &["Ctrl+S"]),
    row(
        CommandId::WriteToFile,
        "command.write_to_file",
        Scope::Read,
        &["Ctrl+Alt+S"],
    ),
    row(CommandId::BringIn, "command.bring_in", Scope::Read, &["Ctrl+Alt+R"]),
    row(CommandId::Library, "command.library", Scope::Anywhere, &["Ctrl+1"]),
    row(CommandId::Read, "command.read", Scope::Anywhere, &["Ctrl+2"]),
    row(CommandId::Notes, "command.notes", Scope::Anywhere, &["Ctrl+4"]),
    card(Card::Review, "review.command.review", Scope::Anywhere, &["Ctrl+3"]),
    card(Card::Progress, "progress.command", Scope::Anywhere, &["Ctrl+5"]),
    card(Card::Show, "review.command.show", Scope::Review, &["Space", "Enter"]),
    card(Card::Again, "review.command.again", Scope::Review, &["1"]),
    card(Card::Hard, "review.command.hard", Scope::Review, &["2"]),
    card(Card::Good, "review.command.good", Scope::Review, &["3"]),
    card(Card::Easy, "review.command.easy", Scope::Review, &["4"]),
    card(Card::Open, "review.command.open", Scope::Review, &["O"]),
    card(Card::Known, "review.command.known", Scope::Review, &["K"]),
    card(Card::Note, "review.command.note", Scope::Review, &["N"]),
    card(Card::Hint, "review.command.hint", Scope::Review, &["H"]),
    card(
        Card::LearnAgain,
        "review.command.learn_again",
        Scope::Anywhere,
        &["Ctrl+Shift+U"],
    ),
    card(Card::GotIt, "review.got_it", Scope::Word, &["Y"]),
    card(Card::Forgot, "review.forgot", Scope::Word, &["X"]),
    card(Card::Unfold, "review.unfold", Scope::Word, &["D"]),
    card(Card::Pin, "review.command.pin", Scope::Review, &["S"]),
    card(Card::PinHere, "review.command.pin", Scope::Word, &["S"]),
    card(Card::Listen, "review.command.listen", Scope::Review, &["P"]),
    card(Card::Aside, "review.command.aside", Scope::Review, &["A"]),
    card(Card::Sense(1), "review.command.sense_1", Scope::Review, &["Alt+1"]),
    card(Card::Sense(2), "review.command.sense_2", Scope::Review, &["Alt+2"]),
    card(Card::Sense(3), "review.command.sense_3", Scope::Review, &["Alt+3"]),
    card(Card::MoveUp, "review.command.move_up", Scope::Review, &["U"]),
    card(Card::Page, "review.command.page", Scope::Review, &["T"]),
    card(Card::Record, "review.command.record", Scope::Review, &["R"]),
    card(Card::Cards, "review.command.cards", Scope::Review, &["C"]),
    card(Card::Article, "review.command.article", Scope::Read, &["Ctrl+Shift+R"]),
    card(Card::Cram, "review.command.cram", Scope::Read, &["Ctrl+Shift+K"]),
    row(CommandId::StatusNew, "command.status_new", Scope::Word, &["1"]),
    row(CommandId::StatusMet, "command.status_met", Scope::Word, &["2"]),
    row(
        CommandId::StatusFamiliar,
        "command.status_familiar",
        Scope::Word,
        &["3"],
    ),
    row(CommandId::StatusNearly, "command.status_nearly", Scope::Word, &["4"]),
    row(CommandId::StatusLearned, "command.status_learned", Scope::Word, &["5"]),
    row(
        CommandId::StatusWellKnown,
        "command.status_well_known",
        Scope::Word,
        &["K"],
    ),
    row(CommandId::StatusIgnored, "command.status_ignored", Scope::Word, &["I"]),
    row(CommandId::StatusNone, "command.status_none", Scope::Word, &["0"]),
    row(CommandId::StatusUp, "command.status_up", Scope::Word, &["="]),
    row(CommandId::StatusDown, "command.status_down", Scope::Word, &["-"]),
    row(CommandId::Sense1, "command.sense_1", Scope::Word, &["Alt+1"]),
    row(CommandId::Sense2, "command.sense_2", Scope::Word, &["Alt+2"]),
    row(CommandId::Sense3, "command.sense_3", Scope::Word, &["Alt+3"]),
    row(CommandId::Sense4, "command.sense_4", Scope::Word, &["Alt+4"]),
    row(CommandId::SayWord, "command.say_word", Scope::Word, &["P"]),
    row(
        CommandId::SaySentence,
        "command.say_sentence",
        Scope::Word,
        &["Shift+P"],
    ),
    row(CommandId::Bold, "command.bold", Scope::Word, &["B"]),
    row(CommandId::Note, "command.note", Scope::Word, &["N"]),
    row(CommandId::OpenCard, "command.open_card", Scope::Word, &["Enter"]),
    row(CommandId::Highlight, "command.highlight", Scope::Word, &["H"]),
    row(
        CommandId::ArticleNote,
        "command.article_note",
        Scope::Read,
        &["Ctrl+Shift+N"],
    ),
    row(CommandId::NextNote, "command.next_note", Scope::Read, &["M"]),
    row(
        CommandId::PreviousNote,
        "command.previous_note",
        Scope::Read,
        &["Shift+M"],
    ),
    row(CommandId::Headword, "command.headword", Scope::Word, &["F2"]),
    row(CommandId::TreatForm, "command.treat_form", Scope::Word, &["Shift+F2"]),
    row(CommandId::SplitForm, "command.split_form", Scope::Word, &["Ctrl+F2"]),
    row(CommandId::Gloss, "command.gloss", Scope::Word, &["G"]),
    row(CommandId::Emphasis, "command.emphasis", Scope::Read, &["Ctrl+E"]),
    row(CommandId::Gap, "command.gap", Scope::Word, &["Ctrl+G"]),
    row(CommandId::Coverage, "command.coverage", Scope::Read, &["Ctrl+I"]),
    row(CommandId::Finish, "command.finish", Scope::Read, &["Ctrl+Enter"]),
    row(CommandId::Outline, "command.outline", Scope::Read, &["Ctrl+Shift+O"]),
    row(CommandId::Footnote, "command.footnote", Scope::Read, &["F8"]),
    row(CommandId::Pictures, "command.pictures", Scope::Read, &["Ctrl+Shift+I"]),
    row(
        CommandId::Enlarge,
        "command.enlarge",
        Scope::Read,
        &["Ctrl+Shift+Enter"],
    ),
    row(CommandId::Search, "command.search", Scope::Anywhere, &["Ctrl+L"]),
    row(CommandId::Language, "command.language", Scope::Read, &["Ctrl+Shift+L"]),
    row(CommandId::Back, "command.back", Scope::Read, &["Alt+←"]),
    row(CommandId::Forward, "command.forward", Scope::Read, &["Alt+→"]),
    row(CommandId::Bookmark, "command.bookmark", Scope::Read, &["Ctrl+D"]),
    row(
        CommandId::GoToBookmark,
        "command.go_to_bookmark",
        Scope::Read,
        &["Ctrl+Shift+D"],
    ),
    row(CommandId::OpenLink, "command.open_link", Scope::Word, &["O"]),
    row(
        CommandId::CopyAddress,
        "command.copy_address",
        Scope::Word,
        &["Shift+O"],
    ),
    row(CommandId::Find, "command.find", Scope::Anywhere, &["Ctrl+F"]),
    row(CommandId::FindNext, "command.find_next", Scope::Anywhere, &["F3"]),
    row(
        CommandId::FindPrevious,
        "command.find_previous",
        Scope::Anywhere,
        &["Shift+F3"],
    ),
    row(
        CommandId::FindAll,
        "command.find_all",
        Scope::Anywhere,
        &["Ctrl+Shift+F"],
    ),
    // The key of Copy is handled by the system's copy event and cannot be changed.
    row(CommandId::Copy, "command.copy", Scope::Read, &["Ctrl+C"]),
    row(
        CommandId::CopyMarkdown,
        "command.copy_markdown",
        Scope::Read,
        &["Ctrl+Shift+C"],
    ),
    row(CommandId::SelectAll, "command.select_all", Scope::Read, &["Ctrl+A"]),
    row(CommandId::NextUntouched, "command.next_untouched", Scope::Read, &["U"]),
    row(
        CommandId::PreviousUntouched,
        "command.previous_untouched",
        Scope::Read,
        &["Shift+U"],
    ),
    row(
        CommandId::NextUnfinished,
        "command.next_unfinished",
        Scope::Read,
        &["J"],
    ),
    row(
        CommandId::PreviousUnfinished,
        "command.previous_unfinished",
        Scope::Read,
        &["Shift+J"],
    ),
    row(CommandId::EditNote, "command.edit_note", Scope::Notes, &["Enter"]),
    row(
        CommandId::OpenNote,
        "command.open_note",
        Scope::Notes,
        &["O", "Ctrl+Enter"],
    ),
    row(CommandId::DeleteNote, "command.delete_note", Scope::Notes, &["Delete"]),
    row(CommandId::ReviewNote, "command.review_note", Scope::Notes, &["R"]),
    row(
        CommandId::NoteHistory,
        "command.note_history",
        Scope::Anywhere,
        &["Ctrl+H"],
    ),
    row(CommandId::LessMotion, "command.less_motion", Scope::Read, &[]),
    row(CommandId::WriteByItself, "command.write_by_itself", Scope::Read, &[]),
    row(CommandId::Undo, "command.undo", Scope::Anywhere, &["Ctrl+Z"]),
    row(
        CommandId::Redo,
        "command.redo",
        Scope::Anywhere,
        &["Ctrl+Shift+Z", "Ctrl+Y"],
    ),
    row(CommandId::PlaceRows, "command.place_rows", Scope::Read, &["Ctrl+Alt+L"]),
    row(CommandId::History, "command.history", Scope::Anywhere, &["Ctrl+Alt+Z"]),
    row(
        CommandId::ExportNotes,
        "command.export_notes",
        Scope::Anywhere,
        &["Ctrl+Shift+E"],
    ),
    row(
        CommandId::ImportNotes,
        "command.import_notes",
        Scope::Anywhere,
        &["Ctrl+Shift+B"],
    ),
    row(
        CommandId::TakeOut,
        "command.take_out",
        Scope::Anywhere,
        &["Ctrl+Shift+S"],
    ),
    row(
        CommandId::ToggleSidebar,
        "command.toggle_sidebar",
        Scope::Anywhere,
        &["F9"],
    ),
    row(CommandId::FullScreen, "command.full_screen", Scope::Anywhere, &["F11"]),
    row(
        CommandId::ZoomIn,
        "command.zoom_in",
        Scope::Anywhere,
        &["Ctrl++", "Ctrl+="],
    ),
    row(CommandId::ZoomOut, "command.zoom_out", Scope::Anywhere, &["Ctrl+-"]),
    row(CommandId::ZoomReset, "command.zoom_reset", Scope::Anywhere, &["Ctrl+0"]),
    row(CommandId::Looks, "command.looks", Scope::Read, &["Ctrl+Shift+A"]),
    row(CommandId::Settings, "command.settings", Scope::Anywhere, &["Ctrl+,"]),
    row(
        CommandId::AddDictionary,
        "command.add_dictionary",
        Scope::Anywhere,
        &["Ctrl+Alt+D"],
    ),
    row(CommandId::TextLarger, "command.text_larger", Scope::Read, &["Alt+="]),
    row(CommandId::TextSmaller, "command.text_smaller", Scope::Read, &["Alt+-"]),
    row(CommandId::Theme, "command.theme", Scope::Anywhere, &["Ctrl+Shift+T"]),
    row(
        CommandId::Palette,
        "command.palette",
        Scope::Anywhere,
        &["Ctrl+Shift+P"],
    ),
    row(CommandId::Keys, "command.keys", Scope::Anywhere, &["F1"]),
    row(CommandId::Quit, "command.quit", Scope::Anywhere, &["Ctrl+Q"]),
    Command {
        id: CommandId::Escape,
        name: "command.escape",
        scope: Scope::Anywhere,
        keys: &["Esc"],
        listed: false,
    },
];

/// Whether a key that is held down does it again and again; all else is done once for each press.
#[must_use]
pub const fn repeats(id: CommandId) -> bool {
    matches!(
        id,
        CommandId::Undo
            | CommandId::Redo
            | CommandId::ZoomIn
            | CommandId::ZoomOut
            | CommandId::FindNext
            | CommandId::FindPrevious
            | CommandId::NextUntouched
            | CommandId::PreviousUntouched
            | CommandId::NextNote
            | CommandId::PreviousNote
            | CommandId::NextUnfinished
            | CommandId::PreviousUnfinished
    )
}

/// The row of a command.
#[must_use]
pub fn command(id: CommandId) -> &'static Command {
    COMMANDS.iter().find(|command| command.id == id).unwrap_or(&COMMANDS[0])
}

#[cfg(test)]
mod tests;
