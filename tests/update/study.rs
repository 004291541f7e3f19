//! A learner without a window: what they ask of the threads, and what the library then holds.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use boldface::app::{Paths, Reading, Selection};
use boldface::store::Op;
use boldface::study::{Anchor, Status, TermId};
use boldface::text::{Block, form_key};
use boldface::worker::{self, Change, Event, Folders, Pick, Request, StatusStep, Target, UpdateAnswer, Worker};
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};

const PATIENCE: Duration = Duration::from_secs(20);

/// What an undo must bring back: rows that are no tombstones, without where and when an article was read.
pub type Row = (&'static str, Vec<Value>);

const UNDOABLE: [&str; 7] = [
    "articles",
    "terms",
    "forms",
    "contexts",
    "bold_edits",
    "gloss_edits",
    "notes",
];

/// A context that is placed in the article.
#[derive(Debug)]
pub struct Placed {
    pub context_id: i64,
    pub term_id: TermId,
    pub anchor: Anchor,
    pub form: String,
    pub bold: bool,
}

/// The running threads and the article that they opened last.
pub struct Study {
    pub folder: Arc<tempfile::TempDir>,
    worker: Option<Worker>,
    file: PathBuf,
    reading: Option<Reading>,
    serial: u64,
    asked: usize,
    undo_depth: usize,
}

impl Study {
    /// On a new library.
    pub fn new() -> Self {
        Self::on(tempfile::tempdir().unwrap())
    }

    /// On the library of a folder.
    pub fn on(folder: tempfile::TempDir) -> Self {
        Self::at(Arc::new(folder))
    }

    /// Ends, and starts again on the same library.
    pub fn again(self) -> Self {
        let folder = Arc::clone(&self.folder);
        drop(self);
        Self::at(folder)
    }

    fn at(folder: Arc<tempfile::TempDir>) -> Self {
        let paths = Paths::under(folder.path());
        let claim = worker::claim(paths.library(), &[]);
        let folders = Folders {
            library: paths.library().to_owned(),
            backups: paths.backups(),
            cache: paths.cache().to_owned(),
        };
        let worker = worker::start(
            folders,
            "zh-Hans".to_owned(),
            claim,
            worker::First::Nothing,
            Arc::new(|| ()),
        );
        let mut study = Self {
            folder,
            worker: Some(worker),
            file: PathBuf::new(),
            reading: None,
            serial: 0,
            asked: 0,
            undo_depth: 0,
        };
        study.until(|event| matches!(event, Event::Ready(_)));
        study
    }

    /// Writes the file that is imported from now on.
    pub fn write(&mut self, name: &str, text: &str) {
        self.file = self.folder.path().join(name);
        std::fs::write(&self.file, text).unwrap();
    }

    /// The file that is imported.
    pub fn path(&self) -> PathBuf {
        self.file.clone()
    }

    /// Imports this file from now on.
    pub fn open(&mut self, file: PathBuf) {
        self.file = file;
        self.import();
    }

    /// Imports the file, which opens an article.
    pub fn import(&mut self) {
        self.send(Request::Import {
            paths: vec![self.file.clone()],
        });
        self.until(|event| matches!(event, Event::Opened(_)));
    }

    /// Imports the file, which has changed, and answers that the article is to be updated; `false` when it was not asked.
    pub fn update(&mut self) -> bool {
        self.send(Request::Import {
            paths: vec![self.file.clone()],
        });
        let event = self.until(|event| matches!(event, Event::Opened(_) | Event::AskUpdate { .. }));
        let Some(Event::AskUpdate { question, .. }) = event else {
            return false;
        };
        self.send(Request::AnswerUpdate {
            question,
            answer: UpdateAnswer::Update,
        });
        self.until(|event| matches!(event, Event::Opened(_)));
        true
    }

    /// Takes a step back, or forth. An update that goes or comes back opens the article anew.
    pub fn step(&mut self, undo: bool) {
        self.send(if undo { Request::Undo } else { Request::Redo });
        let event = self.until(|event| matches!(event, Event::Committed(_)));
        if let Some(Event::Committed(committed)) = event
            && matches!(
                committed.op,
                Op::UpdateArticle { .. } | Op::TurnBracket { .. } | Op::MergeBolds { .. } | Op::WriteBack { .. }
            )
        {
            self.until(|event| matches!(event, Event::Opened(_)));
        }
    }

    /// Makes a change and waits until it is committed.
    pub fn change(&mut self, change: Change) {
        self.serial += 1;
        self.send(Request::Change {
            serial: self.serial,
            change,
            issued: Instant::now(),
        });
        self.until(|event| matches!(event, Event::Committed(_)));
    }

    /// Remembers where the article is being read; the next answer says that this is done.
    pub fn read_on(&mut self, position: Anchor) {
        let article_id = self.opened().article_id;
        self.send(Request::SetPosition {
            article_id,
            position,
            furthest: None,
        });
        self.send(Request::ListArticles);
        self.until(|event| matches!(event, Event::Library(_)));
    }

    pub fn send(&self, request: Request) {
        assert!(self.worker.as_ref().unwrap().requests.send(request));
    }

    /// Takes events in until one is as wanted. Gives it back, unless it was an article, which becomes the open one.
    pub fn until(&mut self, wanted: impl Fn(&Event) -> bool) -> Option<Event> {
        let start = Instant::now();
        loop {
            let left = PATIENCE.checked_sub(start.elapsed()).expect("an answer in time");
            let event = self
                .worker
                .as_ref()
                .unwrap()
                .events
                .recv_timeout(left)
                .expect("an answer in time");
            let found = wanted(&event);
            match event {
                Event::Opened(opened) => {
                    self.reading = Some(Reading::new(*opened, 0));
                    if found {
                        return None;
                    }
                }
                Event::Committed(committed) => {
                    self.take(&committed);
                    if found {
                        return Some(Event::Committed(committed));
                    }
                }
                Event::ChangeFailed { .. } | Event::ImportFailed { .. } | Event::Panicked { .. } => panic!("{event:?}"),
                event => {
                    self.asked += usize::from(matches!(event, Event::AskUpdate { .. }));
                    if found {
                        return Some(event);
                    }
                }
            }
        }
    }

    /// What the window's model does with a commit.
    fn take(&mut self, committed: &worker::Committed) {
        self.undo_depth = committed.undo_depth;
        let Some(reading) = &mut self.reading else { return };
        for term in &committed.terms {
            reading.take_term(term.clone());
        }
        for term_id in &committed.gone {
            reading.drop_term(*term_id);
        }
        if let Some((article_id, edits)) = &committed.bold_edits
            && *article_id == reading.article_id
        {
            reading.apply_edits(edits);
        }
    }

    /// The open article.
    pub fn opened(&self) -> &Reading {
        self.reading.as_ref().unwrap()
    }

    /// How often it was asked whether to update.
    pub fn asked(&self) -> usize {
        self.asked
    }

    /// How many steps can be taken back.
    pub fn undo_depth(&self) -> usize {
        self.undo_depth
    }

    fn pick(&self, word: &str) -> Pick {
        self.opened().pick(self.selection(word)).unwrap()
    }

    fn selection(&self, word: &str) -> Selection {
        let blocks = self.opened().article.blocks.iter().zip(0u32..);
        let find = |block: &Block| {
            block
                .tokens
                .iter()
                .find(|token| block.slice(token.range) == word)
                .map(|it| it.range)
        };
        let mut places = blocks.filter_map(|(block, number)| Some((number, find(block)?)));
        let (block, range) = places.next().expect("the word is in the text");
        Selection { block, range }
    }

    /// Turns the bracket beside the first occurrence of a word into a gloss, or into text, which opens the article anew.
    pub fn turn_bracket_of(&mut self, word: &str) {
        let (turned, _) = self.opened().turned_bracket(self.selection(word)).expect("a bracket");
        self.change(Change::TurnBracket(Box::new(turned)));
        self.until(|event| matches!(event, Event::Opened(_)));
    }

    /// Takes the first bold words that are taken for emphasis in.
    pub fn take_in(&mut self) {
        let candidate = *self.opened().emphasis.first().expect("emphasis");
        let (block, range) = (candidate.block, candidate.range);
        let pick = self.opened().pick(Selection { block, range }).unwrap();
        self.change(Change::ToggleBold { pick, bold: true });
    }

    /// The gloss of the term that has a form.
    pub fn gloss(&self, form: &str) -> String {
        let term_id = self.term_of(form).expect("a term");
        let sql = "SELECT gloss FROM terms WHERE id = ?1";
        self.library().query_one(sql, [term_id.0], |row| row.get(0)).unwrap()
    }

    /// Gives the first occurrence of a word a status.
    pub fn status_of(&mut self, word: &str, step: StatusStep) {
        let target = self.target(self.pick(word));
        self.change(Change::Status { target, step });
    }

    /// A picked word as the target of a change: its term, if it belongs to one.
    pub fn target(&self, pick: Pick) -> Target {
        self.term_of(&pick.form)
            .map_or_else(|| Target::Word(Box::new(pick)), Target::Term)
    }

    /// Bolds or unbolds the first occurrence of a word.
    pub fn bold_of(&mut self, word: &str, bold: bool) {
        let pick = self.pick(word);
        self.change(Change::ToggleBold { pick, bold });
    }

    /// Writes a note on a word that is a term.
    pub fn note_of(&mut self, word: &str, body: &str) {
        let term_id = self.term_of(word).expect("a term");
        let session = self.serial;
        self.change(Change::Note {
            term_id,
            note_id: None,
            body: body.to_owned(),
            session,
        });
    }

    /// The live term that has a form.
    pub fn term_of(&self, form: &str) -> Option<TermId> {
        let key = form_key(form);
        let sql = "SELECT term_id FROM forms WHERE form_key = ?1 AND deleted_at IS NULL ORDER BY id";
        let library = self.library();
        let mut statement = library.prepare(sql).unwrap();
        let mut ids = statement.query_map([key], |row| row.get(0).map(TermId)).unwrap();
        ids.next().map(Result::unwrap)
    }

    /// The status of the term that has a form.
    pub fn status(&self, form: &str) -> Option<Status> {
        let term_id = self.term_of(form).expect("a term");
        let number: Option<i64> = self
            .library()
            .query_one("SELECT status FROM terms WHERE id = ?1", [term_id.0], |row| row.get(0))
            .unwrap();
        number.and_then(Status::from_number)
    }

    /// The notes on the term that has a form.
    pub fn notes(&self, form: &str) -> Vec<String> {
        let term_id = self.term_of(form).expect("a term");
        let library = self.library();
        let mut statement = library
            .prepare("SELECT body FROM notes WHERE term_id = ?1 AND deleted_at IS NULL ORDER BY id")
            .unwrap();
        let bodies = statement.query_map([term_id.0], |row| row.get(0)).unwrap();
        bodies.map(Result::unwrap).collect()
    }

    /// The contexts that have their place in the article.
    pub fn placed(&self) -> Vec<Placed> {
        let sql = "SELECT id, term_id, anchor, form, origin FROM contexts
                   WHERE article_id = ?1 AND deleted_at IS NULL AND placed = 1 ORDER BY id";
        let library = self.library();
        let mut statement = library.prepare(sql).unwrap();
        let read = |row: &rusqlite::Row<'_>| {
            Ok(Placed {
                context_id: row.get(0)?,
                term_id: TermId(row.get(1)?),
                anchor: serde_json::from_str(&row.get::<_, String>(2)?).unwrap(),
                form: row.get(3)?,
                bold: row.get::<_, String>(4)? == "bold",
            })
        };
        let contexts = statement.query_map([self.opened().article_id.0], read).unwrap();
        contexts.map(Result::unwrap).collect()
    }

    /// The placed contexts of the term that has a form.
    pub fn contexts_of(&self, form: &str) -> Vec<Placed> {
        let term_id = self.term_of(form);
        self.placed()
            .into_iter()
            .filter(|context| Some(context.term_id) == term_id)
            .collect()
    }

    /// The bold words of the open article, as the page shows them.
    pub fn bold_words(&self) -> Vec<String> {
        let words = |block: &Block| -> Vec<String> {
            block
                .bolds
                .iter()
                .map(|bold| block.slice(bold.range).to_owned())
                .collect()
        };
        self.opened().article.blocks.iter().flat_map(words).collect()
    }

    /// Everything that is the learner's.
    pub fn content(&self) -> Vec<Row> {
        let library = self.library();
        let mut rows = Vec::new();
        for table in UNDOABLE {
            let sql = format!("SELECT * FROM {table} WHERE deleted_at IS NULL ORDER BY id");
            let mut statement = library.prepare(&sql).unwrap();
            let quiet = |column: &&str| !["position", "furthest", "opened_at"].contains(column);
            let names: Vec<&str> = statement.column_names().collect();
            let columns: Vec<usize> = (0..names.len()).filter(|&column| quiet(&names[column])).collect();
            let read = |row: &rusqlite::Row<'_>| columns.iter().map(|&column| row.get(column)).collect();
            rows.extend(statement.query_map([], read).unwrap().map(|row| (table, row.unwrap())));
        }
        rows
    }

    /// The same without one table.
    pub fn content_without(&self, table: &str) -> Vec<Row> {
        self.content().into_iter().filter(|(name, _)| *name != table).collect()
    }

    /// The library, as it is on the disk.
    pub fn library(&self) -> Connection {
        let paths = Paths::under(self.folder.path());
        Connection::open_with_flags(paths.library(), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
    }

    /// A copy of the library's files as they are at this moment, in a folder of its own.
    pub fn copy(&self) -> tempfile::TempDir {
        let copy = tempfile::tempdir().unwrap();
        let (from, to) = (Paths::under(self.folder.path()), Paths::under(copy.path()));
        std::fs::create_dir_all(to.library().parent().unwrap()).unwrap();
        for end in ["", "-wal"] {
            let path = |paths: &Paths| format!("{}{end}", paths.library().display());
            std::fs::copy(path(&from), path(&to)).unwrap();
        }
        copy
    }
}

impl Drop for Study {
    fn drop(&mut self) {
        if let Some(worker) = self.worker.take() {
            // The thread may have gone in the panic that the test is about.
            let _ = worker.requests.send(Request::Quit);
            (worker.finish)();
        }
    }
}
