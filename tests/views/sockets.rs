//! A session that asks for nothing opens no connection. System calls are counted by `strace`, which has to be allowed to
//! trace; the control is a session that asks for one picture.

use std::process::Command;

use eframe::egui::{Key, Modifiers};

use super::desk::{Desk, file};

const CHILD: &str = "views::sockets::reads_an_article";
/// Set in the child; what it holds is what it asks for.
const ASKS: &str = "BOLDFACE_TEST_ASKS";

/// What a browser would fetch at once.
const TEXT: &str = "# An **eager** article\n\n![A market](https://localhost:1/a.png)\n\n\
    ![](https://localhost:1/b.jpg)\n\n![](http://localhost:1/c.gif)\n\n![](//localhost:1/d.webp)\n\n\
    <img src=\"https://localhost:1/e.png\">\n\n<video src=\"https://localhost:1/f.mp4\"></video>\n\n\
    <iframe src=\"https://localhost:1/g\"></iframe>\n\n<link rel=\"stylesheet\" href=\"https://localhost:1/h.css\">\n\n\
    [A link](https://localhost:1/i) to **click**, and a word to look up.\n\n![Beside it](local.png)\n";

#[test]
#[ignore = "no test of its own: the next one starts it"]
fn reads_an_article() {
    let Ok(asks) = std::env::var(ASKS) else { return };
    let folder = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let article = file(folder.path(), "eager.md", TEXT);
    let mut desk = Desk::again(folder, &[&article]);
    desk.until_label("Show all");
    desk.until_text("There is no such file");
    desk.click("eager");
    desk.press(Key::Num3);
    desk.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::Enter);
    desk.press(Key::End);
    desk.until_saved();
    desk.press_with(Modifiers::COMMAND, Key::Num1);
    desk.press_with(Modifiers::COMMAND, Key::Num2);
    if !asks.is_empty() {
        desk.press(Key::Home);
        desk.click("Show");
        desk.until_text("could not be reached");
    }
    desk.close();
}

/// The connections over a network that a session opens; `None` where nothing can be traced.
fn opened(asks: &str) -> Option<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let trace = folder.path().join("trace");
    let traced = Command::new("strace")
        .args(["-f", "-qq", "-e", "trace=socket,connect,sendto", "-o"])
        .arg(&trace)
        .arg(std::env::current_exe().unwrap())
        .args([CHILD, "--exact", "--ignored", "--nocapture"])
        .env(ASKS, asks)
        .output()
        .ok()?;
    let calls = std::fs::read_to_string(trace).ok()?;
    let said = String::from_utf8_lossy(&traced.stdout);
    if !said.contains("running 1 test") {
        return None;
    }
    assert!(
        traced.status.success(),
        "{said}\n{}",
        String::from_utf8_lossy(&traced.stderr)
    );
    let network = |line: &&str| line.contains("AF_INET");
    Some(calls.lines().filter(network).map(str::to_owned).collect())
}

#[test]
fn a_session_that_asks_for_nothing_opens_no_connection() {
    let Some(asked) = opened("a picture") else {
        println!("skipped: strace is not installed or may not trace here");
        return;
    };
    assert!(!asked.is_empty(), "the control opens one");
    assert_eq!(opened("").unwrap(), [""; 0]);
}
