//! A learner without a window: what they ask of the threads, and what the library then holds.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use boldface::app::{Paths, Reading, Selection};
use boldface::store::{Direction, Op};
use boldface::study::{Anchor, NoteEdit, NoteTarget};
use boldface::text::Block;
use boldface::worker::{self, Change, Event, Folders, Pick, Request, StatusStep, Target, UpdateAnswer, Worker};

const PATIENCE: Duration = Duration::from_secs(20);

/// The running threads and the article that they opened last.
pub struct Study {
    pub folder: Arc<tempfile::TempDir>,
    worker: Option<Worker>,
    file: PathBuf,
    reading: Option<Reading>,
    serial: u64,
    asked: usize,
    undo_depth: usize,
    /// How many articles were opened, and how many imports reported.
    opened: usize,
    reports: usize,
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
            wordnet: Vec::new(),
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
            opened: 0,
            reports: 0,
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
        let opened = self.opened;
        self.read_file();
        while self.opened == opened {
            self.until(|event| matches!(event, Event::Opened(_)));
        }
    }

    /// Imports the file, whatever comes of it, and waits for the report.
    pub fn read_file(&mut self) {
        let reports = self.reports;
        self.send(Request::Import {
            paths: vec![self.file.clone()],
        });
        while self.reports == reports {
            self.until(|event| matches!(event, Event::Imported(_)));
        }
    }

    /// Imports the file, which has changed, and answers that the article is to be updated; `false` when it was not asked.
    pub fn update(&mut self) -> bool {
        let opened = self.opened;
        self.read_file();
        if self.opened > opened {
            return false;
        }
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
            position: position.into(),
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
                    self.opened += 1;
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
                    self.reports += usize::from(matches!(event, Event::Imported(_)));
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
            // What was written to the file is on the page as it was.
            if matches!(committed.op, Op::WriteBack { .. }) && committed.direction == Direction::Done {
                reading.rebase(edits);
            } else {
                reading.apply_edits(edits);
            }
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
            on: NoteTarget::Term { term_id, at: None },
            edit: NoteEdit::Write {
                body: body.to_owned(),
                session,
            },
        });
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
