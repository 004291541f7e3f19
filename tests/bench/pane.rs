//! The page at the size of a book: what a frame of it costs while it rests, is scrolled fast, jumps and changes its width.
//!
//! Run it with `cargo bench --bench pane`; it needs no display. A book of a million words, and a text that is one
//! paragraph of a megabyte, go through the real import, then through the pane and the window. Each line tells the median,
//! the 99th of a hundred, the longest, and what was aimed at; triangles are counted apart, since the frame leaves them to
//! its caller.

mod zipf;

use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use boldface::app::{Boldface, Reading, Settings, Timings};
use boldface::text::{ByteRange, Place};
use boldface::ui::article::{ArticleState, MarkKind, PageStyle, article_ui};
use boldface::ui::theme::Theme;
use boldface::ui::{Window, fonts};
use boldface::worker::{self, Event, First, Folders, Worker};
use eframe::egui::{
    self, Context, Event as Input, Modifiers, MouseWheelUnit, Pos2, RawInput, Rect, TouchPhase, UiBuilder, Vec2, pos2,
    vec2,
};

const WORDS: usize = 1_000_000;
const SIZE: Vec2 = vec2(900.0, 780.0);

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = zipf::Zipf::new(7);
    let book = words.markdown("A book", WORDS, 400);
    let mut paragraph = String::new();
    while paragraph.len() < 1 << 20 {
        for number in 0..17 {
            paragraph.push_str(if number == 5 { "**" } else { "" });
            paragraph.push_str(words.word());
            paragraph.push_str(if number == 5 { "** " } else { " " });
        }
        paragraph.truncate(paragraph.trim_end().len());
        paragraph.push_str(". ");
    }
    measure("a book of a million words", &book)?;
    measure("one paragraph of a megabyte", &paragraph)
}

fn measure(name: &str, source: &str) -> Result<(), Box<dyn Error>> {
    println!("{name}: {:.1} MB", megabytes(source.len()));
    let home = tempfile::tempdir()?;
    let (mut app, worker) = opened(home.path(), source)?;
    let reading = app.model.reading.clone().ok_or("the article is not open")?;
    println!(
        "  {} blocks, {} words, {} terms",
        reading.article.blocks.len(),
        reading.words,
        reading.terms.len()
    );
    Pane::new(reading).measure();
    app.tick(Instant::now());
    whole_window(app, worker);
    if let Some(bytes) = proportional_set_bytes() {
        println!(
            "  proportional set size: {:.0} MB (at most 250 with a window)",
            megabytes(bytes)
        );
    }
    Ok(())
}

/// Imports a text as the window does, into a library of its own.
fn opened(home: &std::path::Path, source: &str) -> Result<(Boldface, Worker), Box<dyn Error>> {
    let folders = Folders {
        library: home.join("library.db"),
        backups: home.join("backups"),
        cache: home.join("cache"),
        wordnet: Vec::new(),
    };
    let path = home.join("text.md");
    std::fs::write(&path, source)?;
    let claim = worker::claim(&folders.library, &[]);
    let start = Instant::now();
    let first = First::Files(vec![path]);
    let worker = worker::start(folders, "zh-Hans".to_owned(), claim, first, Arc::new(|| ()));
    let timings = Timings::new(false, start);
    let mut app = Boldface::new(worker.requests.clone(), Settings::default(), None, timings);
    loop {
        let event = worker.events.recv()?;
        let (glimpse, whole) = (matches!(event, Event::Glimpse(_)), matches!(event, Event::Opened(_)));
        let came = start.elapsed();
        let took = Instant::now();
        app.take(event, took);
        let took = took.elapsed();
        if glimpse {
            println!("  first lines after {came:.1?}, taken in within {took:.1?}");
        }
        if whole {
            println!("  all of it after {came:.1?}, taken in within {took:.1?}");
            return Ok((app, worker));
        }
    }
}

/// The pane alone, without a window.
struct Pane {
    ctx: Context,
    reading: Reading,
    state: ArticleState,
    style: PageStyle,
    size: Vec2,
    time: f64,
    triangles: Duration,
}

impl Pane {
    fn new(reading: Reading) -> Self {
        let ctx = Context::default();
        fonts::install_faces(&ctx);
        Self {
            ctx,
            reading,
            state: ArticleState::default(),
            style: PageStyle::default(),
            size: SIZE,
            time: 0.0,
            triangles: Duration::ZERO,
        }
    }

    /// One frame; how long the pane took.
    fn frame(&mut self, events: Vec<Input>) -> Duration {
        self.time += 1.0 / 60.0;
        let input = input(self.size, self.time, events);
        let mut spent = Duration::ZERO;
        let (reading, state, style) = (&self.reading, &mut self.state, &self.style);
        let theme = Theme::light();
        let mut out = Vec::new();
        let mut output = self.ctx.run_ui(input, |ui| {
            let start = Instant::now();
            article_ui(ui, reading, &theme, style, state, &mut out);
            spent += start.elapsed();
        });
        output.textures_delta.clear();
        let start = Instant::now();
        let pixels = output.pixels_per_point;
        std::hint::black_box(self.ctx.tessellate(output.shapes, pixels));
        self.triangles = start.elapsed();
        spent
    }

    fn measure(&mut self) {
        for _ in 0..5 {
            self.frame(vec![Input::PointerMoved(middle(self.size))]);
        }
        let idle: Vec<_> = (0..400).map(|_| self.frame(Vec::new())).collect();
        report("idle frame of the pane", idle, "median at most 0.15 ms");
        println!("    its triangles: {:.2} ms", milliseconds(self.triangles));
        self.marks();
        self.scroll();
        self.jump();
        self.resize();
    }

    /// Hits by the hundred thousand cost nothing while nothing changes.
    fn marks(&mut self) {
        let blocks = u32::try_from(self.reading.article.blocks.len()).unwrap_or(1);
        let places: Arc<[Place]> = (0..100_000u32)
            .map(|number| Place {
                block: u32::try_from(u64::from(number) * u64::from(blocks) / 100_000).unwrap_or(0),
                byte: number % 7,
            })
            .collect();
        self.state.set_marks(MarkKind::Hit, 1, || places);
        let first = self.frame(Vec::new());
        let idle: Vec<_> = (0..400).map(|_| self.frame(Vec::new())).collect();
        println!(
            "  100,000 hits on the scroll bar: found in a frame of {:.2} ms",
            milliseconds(first)
        );
        report("idle frame with them", idle, "median at most 0.15 ms");
        self.state.set_marks(MarkKind::Hit, 2, || Arc::from([]));
    }

    /// The wheel spun: half a screen in each frame, down and up again.
    fn scroll(&mut self) {
        let mut times = Vec::new();
        for step in 0..600 {
            let down = if step % 300 < 200 { -400.0 } else { 400.0 };
            let wheel = Input::MouseWheel {
                unit: MouseWheelUnit::Point,
                delta: vec2(0.0, down),
                phase: TouchPhase::Move,
                source: egui::MouseWheelSource::Unknown,
                modifiers: Modifiers::NONE,
            };
            times.push(self.frame(vec![wheel]));
        }
        report("fast scroll", times, "median at most 1 ms, 99 % at most 6 ms");
    }

    fn jump(&mut self) {
        let mut places = zipf::Zipf::new(11);
        let mut times = Vec::new();
        for _ in 0..300 {
            let blocks = self.reading.article.blocks.len() as u64;
            let block = u32::try_from(places.below(blocks)).unwrap_or(0);
            let tokens = self.reading.article.block(block).map_or(&[][..], |block| &block.tokens);
            let token = usize::try_from(places.below(tokens.len().max(1) as u64)).unwrap_or(0);
            let range = tokens.get(token).map_or(ByteRange::default(), |token| token.range);
            self.reading.go_to(block, range, false);
            times.push(self.frame(Vec::new()));
        }
        report("jump", times, "at most 12 ms");
    }

    /// Each frame another width or size; counts the bytes by which the first visible place has moved.
    fn resize(&mut self) {
        let first = self.state.first_visible();
        let (mut times, mut drift) = (Vec::new(), 0);
        for change in 0..200u16 {
            let wide = 480.0 + f32::from(change * 37 % 500);
            self.size = vec2(wide, SIZE.y);
            if change % 2 == 1 {
                self.style.text_size = 16.0 + f32::from(change % 9);
            }
            times.push(self.frame(Vec::new()));
            let now = self.state.first_visible();
            drift += u32::from(now.block != first.block) * 1_000_000 + now.byte.abs_diff(first.byte);
        }
        report("width or size of the text", times, "99 % at most 12 ms");
        println!("    drift over 200 changes: {drift} bytes (0)");
    }
}

fn whole_window(app: Boldface, worker: Worker) {
    let ctx = Context::default();
    fonts::install_faces(&ctx);
    ctx.add_plugin(boldface::ui::Turns::default());
    let Worker { events, finish, .. } = worker;
    let mut window = Window::new(app, events, Arc::new(AtomicBool::new(false)), finish);
    let mut times = Vec::new();
    let size = vec2(1360.0, 860.0);
    for frame in 0..500u16 {
        let mut spent = Duration::ZERO;
        let mut output = ctx.run_ui(input(size, f64::from(frame) / 60.0, Vec::new()), |ui| {
            let screen = ui.ctx().content_rect();
            let start = Instant::now();
            window.step(ui.ctx(), None);
            window.draw(&mut ui.new_child(UiBuilder::new().max_rect(screen)));
            spent += start.elapsed();
        });
        output.textures_delta.clear();
        let pixels = output.pixels_per_point;
        std::hint::black_box(ctx.tessellate(output.shapes, pixels));
        // In the first ones all is laid out, and the last events of the opening come.
        if frame >= 100 {
            times.push(spent);
        }
    }
    report("idle frame of the window", times, "median at most 1 ms");
    window.finish();
}

fn input(size: Vec2, time: f64, events: Vec<Input>) -> RawInput {
    RawInput {
        screen_rect: Some(Rect::from_min_size(Pos2::ZERO, size)),
        time: Some(time),
        events,
        ..RawInput::default()
    }
}

fn middle(size: Vec2) -> Pos2 {
    pos2(size.x / 2.0, size.y / 2.0)
}

fn report(name: &str, mut times: Vec<Duration>, goal: &str) {
    times.sort_unstable();
    let at = |percent: usize| milliseconds(times[(times.len() - 1) * percent / 100]);
    println!(
        "  {name}: median {:.3} ms, 99 % {:.3} ms, longest {:.3} ms ({goal})",
        at(50),
        at(99),
        at(100)
    );
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

#[allow(clippy::cast_precision_loss, reason = "shown with one digit")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

/// Memory with shared pages counted in parts, where the system tells (Linux).
fn proportional_set_bytes() -> Option<usize> {
    let rollup = std::fs::read_to_string("/proc/self/smaps_rollup").ok()?;
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    let kilobytes = line.trim().trim_end_matches("kB").trim().parse::<usize>().ok()?;
    Some(kilobytes * 1024)
}
