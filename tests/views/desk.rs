//! A desk: the window on a library of its own in a folder that goes when the test ends.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use boldface::app::{Boldface, Paths, Settings, Timings};
use boldface::ui::{Window, fonts};
use boldface::worker::{self, First, Folders};
use eframe::egui::accesskit::Role;
use eframe::egui::epaint::text::{FontInsert, FontPriority, InsertFontFamily};
use eframe::egui::{Event, FontData, FontFamily, Key, Modifiers, UiBuilder, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

const PATIENCE: Duration = Duration::from_secs(20);

/// The window on a library.
pub struct Desk {
    pub harness: Harness<'static, Window>,
    pub folder: Arc<tempfile::TempDir>,
}

impl Desk {
    /// A window on a new library, with these files on the command line.
    pub fn open(files: &[&Path]) -> Self {
        Self::again(Arc::new(tempfile::tempdir().unwrap()), files)
    }

    /// A window on the library of a folder.
    pub fn again(folder: Arc<tempfile::TempDir>, files: &[&Path]) -> Self {
        Self::again_at(folder, files, worker::Clock::default())
    }

    /// The same with a clock of its own.
    pub fn again_at(folder: Arc<tempfile::TempDir>, files: &[&Path], clock: worker::Clock) -> Self {
        let paths = Paths::under(folder.path());
        let claim = worker::claim(paths.library(), &[]);
        let folders = Folders {
            library: paths.library().to_owned(),
            backups: paths.backups(),
            cache: paths.cache().to_owned(),
            wordnet: vec![folder.path().join("wordnet")],
        };
        let files: Vec<PathBuf> = files.iter().map(|file| (*file).to_owned()).collect();
        let first = if files.is_empty() {
            First::Usual
        } else {
            First::Files(files)
        };
        let worker = worker::start_at(folders, "zh-Hans".to_owned(), claim, (first, Arc::new(|| ())), clock);
        let timings = Timings::new(false, Instant::now());
        // Nothing is said aloud: only what a test puts there speaks.
        worker.requests.speak_with(vec![folder.path().join("programs")]);
        let mut app = Boldface::new(worker.requests, Settings::default(), None, timings);
        app.model.dictionaries.downloads = Some(folder.path().join("downloads"));
        let stop = Arc::new(AtomicBool::new(false));
        let window = Window::new(app, worker.events, stop, worker.finish);
        let builder = Harness::builder().with_size(vec2(1280.0, 860.0)).with_max_steps(60);
        let harness = builder.with_context_setup(faces).build_ui_state(
            |ui, window: &mut Window| {
                // To the edges, as in a real window: the harness would leave a margin.
                let screen = ui.ctx().content_rect();
                window.step(ui.ctx(), None);
                // As the system's window is cleared before a frame.
                ui.painter().rect_filled(screen, 0.0, window.ground());
                window.draw(&mut ui.new_child(UiBuilder::new().max_rect(screen)));
            },
            window,
        );
        Self { harness, folder }
    }

    /// Closes the window as the system would, and waits until all is written. Gives the folder, for the next start.
    pub fn close(self) -> Arc<tempfile::TempDir> {
        self.harness.into_state().finish();
        self.folder
    }

    /// Goes on until something holds.
    pub fn until(&mut self, what: &str, holds: impl Fn(&Harness<'static, Window>) -> bool) {
        let start = Instant::now();
        while !holds(&self.harness) {
            assert!(
                start.elapsed() < PATIENCE,
                "{what} did not come about:\n{}",
                self.labels().join("\n")
            );
            std::thread::sleep(Duration::from_millis(5));
            self.harness.step();
        }
        self.harness.run_ok();
    }

    /// Goes on until a label is on the screen.
    pub fn until_label(&mut self, label: &str) {
        self.until(label, |harness| harness.query_all_by_label(label).next().is_some());
    }

    /// Goes on until a label that holds a text is on the screen.
    pub fn until_text(&mut self, text: &str) {
        self.until(text, |harness| {
            harness.query_all_by_label_contains(text).next().is_some()
        });
    }

    /// Whether a label that holds a text is on the screen.
    pub fn shows(&self, text: &str) -> bool {
        self.harness.query_all_by_label_contains(text).next().is_some()
    }

    /// How many things have this label.
    pub fn count(&self, label: &str) -> usize {
        self.harness.query_all_by_label(label).count()
    }

    /// The first label that holds a text.
    pub fn label_with(&self, text: &str) -> String {
        let labels = self.labels().into_iter();
        labels
            .filter(|label| label.contains(text))
            .min_by_key(String::len)
            .unwrap_or_default()
    }

    /// Clicks the first thing with this label.
    pub fn click(&mut self, label: &str) {
        self.until_label(label);
        self.harness.get_all_by_label(label).next().unwrap().click();
        self.harness.run_ok();
    }

    /// Clicks the last thing with this label.
    pub fn click_last(&mut self, label: &str) {
        self.until_label(label);
        self.harness.get_all_by_label(label).last().unwrap().click();
        self.harness.run_ok();
    }

    /// Follows a link with the keyboard: it need not be in view.
    pub fn follow(&mut self, label: &str) {
        self.until_label(label);
        self.harness.get_all_by_label(label).next().unwrap().focus();
        self.harness.run_ok();
        self.press(Key::Enter);
    }

    /// Presses a key with nothing held, as typed: the letter comes as text as well.
    pub fn press(&mut self, key: Key) {
        self.press_with(Modifiers::NONE, key);
    }

    /// Presses a key with modifiers held.
    pub fn press_with(&mut self, modifiers: Modifiers, key: Key) {
        let event = |pressed| Event::Key {
            key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers,
        };
        // As the system sends them: the key and the letter that it types in one frame.
        let input = self.harness.input_mut();
        input.events.push(event(true));
        let name = key.symbol_or_name();
        if modifiers.is_none() && name.len() == 1 {
            input.events.push(Event::Text(name.to_lowercase()));
        }
        self.harness.step();
        let input = self.harness.input_mut();
        input.events.push(event(false));
        self.harness.run_ok();
    }

    /// Types a text into what has the focus.
    pub fn type_text(&mut self, text: &str) {
        self.harness.event(Event::Text(text.to_owned()));
        self.harness.run_ok();
    }

    /// The text of the field with this label.
    pub fn field(&self, label: &str) -> String {
        let is_field = |role: Role| matches!(role, Role::TextInput | Role::MultilineTextInput);
        let field = self
            .harness
            .query_all_by_label(label)
            .find(|node| is_field(node.accesskit_node().role()));
        field.and_then(|node| node.accesskit_node().value()).unwrap_or_default()
    }

    /// Waits until all that was typed or changed is on the disk.
    pub fn until_saved(&mut self) {
        self.until_label("Saved");
    }

    /// All labels, for when something is looked for in vain.
    pub fn labels(&self) -> Vec<String> {
        let nodes = self.harness.root();
        let labels = nodes
            .children_recursive()
            .filter_map(|node| node.accesskit_node().label());
        labels.collect()
    }
}

/// Our faces, and a small Chinese one in the place of the system's.
fn faces(ctx: &eframe::egui::Context) {
    fonts::install_faces(ctx);
    ctx.add_plugin(boldface::ui::Turns::default());
    let chinese = FontData::from_static(include_bytes!("../data/fonts/cjk-subset.otf"));
    let last = |family: FontFamily| InsertFontFamily {
        family,
        priority: FontPriority::Lowest,
    };
    let named = [
        fonts::SERIF,
        fonts::SERIF_BOLD,
        fonts::SERIF_ITALIC,
        fonts::SERIF_BOLD_ITALIC,
        fonts::SANS_SEMIBOLD,
        fonts::SANS_ITALIC,
        fonts::SANS_SEMIBOLD_ITALIC,
    ];
    let named = named.into_iter().map(|name| FontFamily::Name(name.into()));
    let families = [FontFamily::Proportional, FontFamily::Monospace]
        .into_iter()
        .chain(named)
        .map(last);
    ctx.add_font(FontInsert::new("chinese", chinese, families.collect()));
}

/// A file of `tests/data`.
pub fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

/// Writes a file into the desk's folder.
pub fn file(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}
