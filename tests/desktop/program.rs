//! The built program under test: its start, what it reports, and its end.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, types::Value};

use super::display::Camera;
use super::wait::{run, steady, until};

/// A running program; it is ended when this goes.
pub struct Program {
    child: Child,
    lines: Arc<Mutex<Vec<String>>>,
    library: PathBuf,
    camera: Camera,
}

impl Program {
    /// Starts a command prepared by the desktop, with its own reports on.
    pub fn start(mut command: Command, library: PathBuf, camera: Camera) -> Self {
        command.arg("--timings").arg("--library").arg(&library);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("the built program starts");
        let lines = Arc::new(Mutex::new(Vec::new()));
        let stderr = child.stderr.take().expect("piped above");
        let sink = Arc::clone(&lines);
        thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                sink.lock().expect("no reader panics").push(line);
            }
        });
        Self {
            child,
            lines,
            library,
            camera,
        }
    }

    /// What it wrote to stderr so far.
    pub fn lines(&self) -> Vec<String> {
        self.lines.lock().expect("no reader panics").clone()
    }

    fn events(&self, name: &str) -> Vec<serde_json::Value> {
        let parsed = self
            .lines()
            .into_iter()
            .filter_map(|line| serde_json::from_str::<serde_json::Value>(&line).ok());
        parsed.filter(|event| event["event"] == name).collect()
    }

    /// Waits until the last article painted is the one with this title.
    pub fn wait_for_article(&mut self, title: &str) {
        until(&format!("the article “{title}” is painted"), || {
            self.assert_running();
            let painted = self.events("article_painted");
            painted
                .last()
                .is_some_and(|event| event["title"] == title)
                .then_some(())
        });
    }

    pub fn assert_running(&mut self) {
        if let Some(status) = self.child.try_wait().expect("its state can be asked") {
            panic!("the program ended ({status}):\n{}", self.lines().join("\n"));
        }
    }

    /// Waits for its end.
    pub fn wait_for_end(&mut self) -> ExitStatus {
        until("the program ends", || {
            self.child.try_wait().expect("its state can be asked")
        })
    }

    /// Waits for its end after it was asked to close, and for the report that only a clean end writes.
    pub fn wait_for_clean_end(&mut self) {
        let status = self.wait_for_end();
        assert!(
            status.success(),
            "a closed window is no failure: {status}\n{}",
            self.lines().join("\n")
        );
        until("the report on exit", || (self.events("exit").len() == 1).then_some(()));
    }

    /// Ends it as a loss of power would, as far as the program can tell.
    pub fn kill(&mut self) {
        self.child.kill().expect("it was running");
        self.child.wait().expect("it was killed");
    }

    /// Asks it to end, as a session that closes does.
    pub fn terminate(&self) {
        let sent = run(Command::new("sh").args(["-c", "kill -TERM \"$1\"", "sh", &self.child.id().to_string()]));
        assert!(sent.status.success(), "{sent:?}");
    }

    pub fn library(&self) -> Library {
        Library(self.library.clone())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if thread::panicking() {
            self.camera.keep_picture();
            eprintln!("the program's messages:\n{}", self.lines().join("\n"));
        }
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// The learner's database, seen from outside and never written.
pub struct Library(PathBuf);

impl Library {
    fn open(&self) -> Option<Connection> {
        // A connection that only reads would still create a missing file's neighbours: ask first.
        fs::metadata(&self.0).ok()?;
        let connection = Connection::open_with_flags(&self.0, OpenFlags::SQLITE_OPEN_READ_ONLY).ok()?;
        connection.busy_timeout(Duration::from_secs(5)).ok()?;
        Some(connection)
    }

    /// The first column of the first row, or nothing while there is no such row, table or file.
    pub fn value(&self, sql: &str, key: &str) -> Option<Value> {
        self.open()?.query_row(sql, [key], |row| row.get(0)).ok()
    }

    pub fn text(&self, sql: &str, key: &str) -> Option<String> {
        match self.value(sql, key)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Every row of every table as text, so that two states can be compared and told apart.
    pub fn dump(&self) -> Vec<String> {
        let connection = self.open().expect("the library is there");
        let mut rows_as_text = Vec::new();
        let mut tables = connection
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
            .unwrap();
        let names: Vec<String> = tables
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        for name in names {
            let mut all = connection.prepare(&format!("SELECT * FROM \"{name}\"")).unwrap();
            let columns = all.column_count();
            let mut rows = all.query([]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                let values: Vec<Value> = (0..columns).map(|column| row.get(column).unwrap()).collect();
                rows_as_text.push(format!("{name}: {values:?}"));
            }
        }
        rows_as_text
    }

    /// The dump once nothing more is being written.
    pub fn settled_dump(&self) -> Vec<String> {
        steady("the library is written to no more", Duration::from_secs(3), || {
            self.dump()
        })
    }
}
