//! The Notes place with fifty thousand notes: what a frame costs while it rests, is scrolled, is searched as one types,
//! and while a note is written in it.
//!
//! Run it with `cargo bench --bench notes`; it needs no display. The notes go into a library as it is on the disk, and
//! through the real threads into the window. Each line tells the median, the 99th of a hundred, the longest, and what was
//! aimed at.

use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use boldface::app::{Action, Boldface, Settings, Timings, View};
use boldface::ui::{Window, fonts};
use boldface::worker::{self, Event, First, Folders, NotesNews, Worker};
use eframe::egui::{
    self, Context, Event as Input, Key, Modifiers, MouseWheelUnit, Pos2, RawInput, Rect, TouchPhase, UiBuilder, pos2,
    vec2,
};

const NOTES: usize = 50_000;

fn main() -> Result<(), Box<dyn Error>> {
    let home = tempfile::tempdir()?;
    let text = home.path().join("storm.md");
    std::fs::write(&text, article())?;
    let worker = start(home.path(), First::Files(vec![text]));
    while !matches!(worker.events.recv()?, Event::Opened(_)) {}
    assert!(worker.requests.send(worker::Request::Quit));
    (worker.finish)();
    fill(&home.path().join("library.db"))?;
    println!("{NOTES} notes on 400 words:");

    let worker = start(home.path(), First::Usual);
    let timings = Timings::new(false, Instant::now());
    let mut app = Boldface::new(worker.requests.clone(), Settings::default(), None, timings);
    loop {
        let event = worker.events.recv()?;
        let opened = matches!(event, Event::Opened(_));
        app.take(event, Instant::now());
        if opened {
            break;
        }
    }
    let asked = Instant::now();
    app.act(Action::Show(View::Notes), asked);
    loop {
        let event = worker.events.recv()?;
        let shown = matches!(event, Event::Notes(NotesNews::Shown(_)));
        let (came, took) = (asked.elapsed(), Instant::now());
        app.take(event, took);
        if shown {
            println!("  listed after {came:.1?}, taken in within {:.1?}", took.elapsed());
            break;
        }
    }
    let mut bench = Bench::new(app, worker);
    bench.measure();
    bench.window.finish();
    Ok(())
}

fn article() -> String {
    let words = (0..400).map(|number| format!("A **w{}rd** stood.", letters(number)));
    words.collect::<Vec<_>>().join("\n\n")
}

fn letters(number: usize) -> String {
    let letter = |number: usize| char::from(b'a' + u8::try_from(number % 20).unwrap_or(0));
    [letter(number), letter(number / 20)].iter().collect()
}

fn fill(library: &Path) -> Result<(), Box<dyn Error>> {
    let library = rusqlite::Connection::open(library)?;
    let words: i64 = library.query_one("SELECT count(*) FROM terms", [], |row| row.get(0))?;
    library.execute_batch(&format!(
        "WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers LIMIT {NOTES})
         INSERT INTO notes (uuid, kind, term_id, body, created_at, updated_at)
         SELECT 'n' || number, 'term', (SELECT min(id) FROM terms) + number % {words},
                'No. ' || number || ': 猛击；连续打击 — like *battery*, **never** cake. See [[w]]. #tag' || number % 40,
                1700000000000 + number * 600000, 0
         FROM numbers"
    ))?;
    Ok(())
}

fn start(home: &Path, first: First) -> Worker {
    let folders = Folders {
        library: home.join("library.db"),
        backups: home.join("backups"),
        cache: home.join("cache"),
        wordnet: Vec::new(),
    };
    let claim = worker::claim(&folders.library, &[]);
    worker::start(folders, "zh-Hans".to_owned(), claim, first, Arc::new(|| ()))
}

struct Bench {
    ctx: Context,
    window: Window,
    time: f64,
}

impl Bench {
    fn new(app: Boldface, worker: Worker) -> Self {
        let ctx = Context::default();
        fonts::install_faces(&ctx);
        ctx.add_plugin(boldface::ui::Turns::default());
        let Worker { events, finish, .. } = worker;
        let window = Window::new(app, events, Arc::new(AtomicBool::new(false)), finish);
        Self { ctx, window, time: 0.0 }
    }

    /// One frame of the window, of which our own part is measured.
    fn frame(&mut self, events: Vec<Input>) -> Duration {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1360.0, 860.0))),
            time: Some(self.time),
            events,
            ..RawInput::default()
        };
        let (mut spent, window) = (Duration::ZERO, &mut self.window);
        let mut output = self.ctx.run_ui(input, |ui| {
            let screen = ui.ctx().content_rect();
            let start = Instant::now();
            window.step(ui.ctx(), None);
            window.draw(&mut ui.new_child(UiBuilder::new().max_rect(screen)));
            spent += start.elapsed();
        });
        output.textures_delta.clear();
        spent
    }

    fn key(&mut self, key: Key, modifiers: Modifiers) {
        for pressed in [true, false] {
            self.frame(vec![Input::Key {
                key,
                physical_key: None,
                pressed,
                repeat: false,
                modifiers,
            }]);
        }
    }

    fn measure(&mut self) {
        for _ in 0..60 {
            self.frame(vec![Input::PointerMoved(pos2(700.0, 500.0))]);
        }
        let idle: Vec<_> = (0..300).map(|_| self.frame(Vec::new())).collect();
        report("idle frame of the window", idle, "median at most 1 ms");
        let wheel = |down: f32| Input::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, -down),
            phase: TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        };
        let turned = (0..400).map(|step| self.frame(vec![wheel(if step % 300 < 200 { 400.0 } else { -400.0 })]));
        report("fast scroll", turned.collect(), "99 % at most 6 ms");
        let with_key = |bench: &mut Self, text: &str, gap: Duration| -> Vec<Duration> {
            let typed = text.chars().map(|char| {
                let spent = bench.frame(vec![Input::Text(char.to_string())]);
                std::thread::sleep(gap);
                spent
            });
            typed.collect()
        };
        self.key(Key::F, Modifiers::COMMAND);
        let mut typed = Vec::new();
        for word in ["no. 4711", " 打击", " tag11"] {
            typed.extend(with_key(self, word, Duration::from_millis(90)));
        }
        report("key press in the search", typed, "the idle frame and at most 1 ms");
        self.key(Key::Escape, Modifiers::NONE);
        self.key(Key::Escape, Modifiers::NONE);
        std::thread::sleep(Duration::from_millis(300));
        for key in [Key::ArrowDown, Key::Enter] {
            self.key(key, Modifiers::NONE);
            self.frame(Vec::new());
        }
        let text = "a long strip, cut or covered: of land, of voters, of damage ".repeat(3);
        let typed = with_key(self, &text, Duration::from_millis(30));
        report("key press in a note", typed, "the idle frame and at most 1 ms");
    }
}

fn report(name: &str, mut times: Vec<Duration>, goal: &str) {
    times.sort_unstable();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100].as_secs_f64() * 1e3;
    println!(
        "  {name}: median {:.3} ms, 99 % {:.3} ms, longest {:.3} ms ({goal})",
        at(50),
        at(99),
        at(100)
    );
}
