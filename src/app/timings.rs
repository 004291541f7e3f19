//! How long things took, for `--timings`: one JSON object a line on standard error.
//!
//! Times go into histograms of a fixed size, so that measuring neither grows nor slows a long session. A value is known
//! to about 3 % and is always reported as the upper end of its bucket: a limit that these figures keep is kept.

use std::io::Write;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Collects the times of one run. When it is not enabled, it records and prints nothing.
pub struct Timings {
    started: Instant,
    sink: Option<Box<dyn Write + Send>>,
    frames: Histogram,
    latencies: Histogram,
    window_seen: bool,
    first_frame_seen: bool,
}

impl Timings {
    /// Measures since `started`, which is taken first thing in `main`; prints to standard error if `enabled`.
    #[must_use]
    pub fn new(enabled: bool, started: Instant) -> Self {
        Self::with_sink(
            enabled.then(|| Box::new(std::io::stderr()) as Box<dyn Write + Send>),
            started,
        )
    }

    fn with_sink(sink: Option<Box<dyn Write + Send>>, started: Instant) -> Self {
        let (frames, latencies) = (Histogram::new(), Histogram::new());
        Self {
            started,
            sink,
            frames,
            latencies,
            window_seen: false,
            first_frame_seen: false,
        }
    }

    /// Whether anything is measured; what is costly to find out may be left out otherwise.
    #[must_use]
    pub const fn is_enabled(&self) -> bool {
        self.sink.is_some()
    }

    /// The window exists. Only the first call counts.
    pub fn window(&mut self) {
        if !std::mem::replace(&mut self.window_seen, true) {
            self.event("window");
        }
    }

    /// The first frame is on the screen. Only the first call counts.
    pub fn first_frame(&mut self) {
        if !std::mem::replace(&mut self.first_frame_seen, true) {
            self.event("first_frame");
        }
    }

    /// The visible part of an article is on the screen; call it once for each article opened.
    pub fn article_painted(&mut self, title: &str) {
        let since_start_ms = milliseconds(self.started.elapsed());
        self.print(&json!({"event": "article_painted", "since_start_ms": since_start_ms, "title": title}));
    }

    /// All of an article is there of which a part was on the screen before.
    pub fn article_whole(&mut self, title: &str) {
        let since_start_ms = milliseconds(self.started.elapsed());
        self.print(&json!({"event": "article_whole", "since_start_ms": since_start_ms, "title": title}));
    }

    /// One frame of our own work: `logic` and `ui` together.
    pub fn record_frame(&mut self, logic_and_ui: Duration) {
        if self.is_enabled() {
            self.frames.record(logic_and_ui);
        }
    }

    /// From the key or click to the frame that shows what it changed, committed.
    pub fn record_latency(&mut self, key_to_commit: Duration) {
        if self.is_enabled() {
            self.latencies.record(key_to_commit);
        }
    }

    /// The summary; call it once, before the window goes.
    pub fn exit(&mut self) {
        if !self.is_enabled() {
            return;
        }
        let mut line = json!({
            "event": "exit",
            "frames": self.frames.count,
            "frame_p50_ms": milliseconds(self.frames.percentile(50)),
            "frame_p99_ms": milliseconds(self.frames.percentile(99)),
            "frame_max_ms": milliseconds(self.frames.max),
            "rss_bytes": memory_stats::memory_stats().map(|memory| memory.physical_mem),
        });
        if let Some(bytes) = proportional_set_bytes() {
            line["pss_bytes"] = json!(bytes);
        }
        if self.latencies.count > 0 {
            line["key_to_commit_count"] = json!(self.latencies.count);
            line["key_to_commit_p50_ms"] = json!(milliseconds(self.latencies.percentile(50)));
            line["key_to_commit_p99_ms"] = json!(milliseconds(self.latencies.percentile(99)));
        }
        self.print(&line);
    }

    fn event(&mut self, event: &str) {
        let since_start_ms = milliseconds(self.started.elapsed());
        self.print(&json!({"event": event, "since_start_ms": since_start_ms}));
    }

    /// A standard error that nobody reads any more must not end the program: there is no one to tell.
    fn print(&mut self, line: &Value) {
        if let Some(sink) = &mut self.sink {
            let _ = writeln!(sink, "{line}").and_then(|()| sink.flush());
        }
    }
}

/// Milliseconds with three digits after the point.
fn milliseconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 1e6).round() / 1e3
}

/// Bytes of memory with shared pages counted in parts, where the system tells (Linux).
fn proportional_set_bytes() -> Option<u64> {
    let rollup = std::fs::read_to_string("/proc/self/smaps_rollup").ok()?;
    let kilobytes = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    kilobytes
        .trim()
        .trim_end_matches("kB")
        .trim()
        .parse::<u64>()
        .ok()
        .map(|kilobytes| kilobytes * 1024)
}

/// Sub-buckets of each power of two, as a power of two: 32, so a bucket is at most 1/32 of its value wide.
const SUB_BITS: u32 = 5;
/// Times from 2^36 ns (69 s) on fall into the last bucket; the maximum stays exact.
const TOP_BITS: u32 = 36;
const BUCKETS: usize = ((TOP_BITS - SUB_BITS + 1) << SUB_BITS) as usize;

/// Counts of durations in buckets whose width grows with the value.
struct Histogram {
    buckets: Box<[u32]>,
    count: u64,
    max: Duration,
}

impl Histogram {
    fn new() -> Self {
        Self {
            buckets: vec![0; BUCKETS].into_boxed_slice(),
            count: 0,
            max: Duration::ZERO,
        }
    }

    fn record(&mut self, duration: Duration) {
        let nanos = u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX);
        let slot = &mut self.buckets[bucket_of(nanos)];
        *slot = slot.saturating_add(1);
        self.count += 1;
        self.max = self.max.max(duration);
    }

    /// The least upper end of a bucket that `percent` of all values do not pass; zero when there is no value.
    fn percentile(&self, percent: u64) -> Duration {
        let wanted = (self.count * percent).div_ceil(100);
        let mut seen = 0;
        for (bucket, &count) in self.buckets.iter().enumerate() {
            seen += u64::from(count);
            if count > 0 && seen >= wanted {
                return Duration::from_nanos(upper_end(bucket)).min(self.max);
            }
        }
        self.max
    }
}

/// Values below 64 have a bucket each; from there on the leading six bits choose it.
fn bucket_of(nanos: u64) -> usize {
    let nanos = nanos.min((1 << TOP_BITS) - 1);
    let shift = (nanos | 1).ilog2().saturating_sub(SUB_BITS);
    let sub = nanos >> shift;
    usize::try_from((u64::from(shift) << SUB_BITS) + sub).unwrap_or(BUCKETS - 1)
}

fn upper_end(bucket: usize) -> u64 {
    let bucket = bucket as u64;
    let shift = (bucket >> SUB_BITS).saturating_sub(1);
    let sub = bucket - (shift << SUB_BITS);
    ((sub + 1) << shift) - 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    impl Lines {
        fn parsed(&self) -> Vec<Value> {
            let text = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
        }
    }

    fn measured() -> (Timings, Lines) {
        let lines = Lines::default();
        (Timings::with_sink(Some(Box::new(lines.clone())), Instant::now()), lines)
    }

    #[test]
    fn each_event_is_one_line_and_the_first_frame_comes_once() {
        let (mut timings, lines) = measured();
        timings.window();
        timings.first_frame();
        timings.first_frame();
        timings.article_painted("A \"quoted\"\ntitle");
        let lines = lines.parsed();
        let events: Vec<_> = lines.iter().map(|line| line["event"].as_str().unwrap()).collect();
        assert_eq!(events, ["window", "first_frame", "article_painted"]);
        assert_eq!(lines[2]["title"], "A \"quoted\"\ntitle");
        assert!(lines[0]["since_start_ms"].as_f64().unwrap() >= 0.0);
    }

    #[test]
    fn the_summary_tells_percentiles_and_memory() {
        let (mut timings, lines) = measured();
        for micros in 1..=1000 {
            timings.record_frame(Duration::from_micros(micros));
        }
        timings.record_latency(Duration::from_millis(12));
        timings.exit();
        let line = &lines.parsed()[0];
        assert_eq!(line["frames"], 1000);
        let between = |key: &str, low: f64, high: f64| {
            let value = line[key].as_f64().unwrap();
            assert!(low <= value && value <= high, "{key} = {value}");
        };
        between("frame_p50_ms", 0.5, 0.5 * 1.04);
        between("frame_p99_ms", 0.99, 1.0);
        between("frame_max_ms", 1.0, 1.0);
        between("key_to_commit_p99_ms", 12.0, 12.0);
        assert!(line["rss_bytes"].as_u64().unwrap() > 1_000_000);
        if cfg!(target_os = "linux") {
            assert!(line["pss_bytes"].as_u64().unwrap() > 100_000);
        }
    }

    #[test]
    fn nothing_is_printed_or_kept_unless_asked_for() {
        let mut timings = Timings::new(false, Instant::now());
        timings.record_frame(Duration::from_secs(1));
        timings.window();
        timings.exit();
        assert_eq!(timings.frames.count, 0);
    }

    #[test]
    fn a_summary_without_frames_is_zero() {
        let (mut timings, lines) = measured();
        timings.exit();
        assert_eq!(lines.parsed()[0]["frame_p99_ms"], 0.0);
    }

    proptest::proptest! {
        #[test]
        fn a_value_is_never_reported_smaller_nor_three_percent_larger(nanos in 0u64..1 << TOP_BITS) {
            let upper = upper_end(bucket_of(nanos));
            proptest::prop_assert!(upper >= nanos);
            proptest::prop_assert!(upper - nanos <= nanos / 32);
        }

        #[test]
        fn any_duration_has_a_bucket(nanos: u64) {
            proptest::prop_assert!(bucket_of(nanos) < BUCKETS);
        }
    }
}
