use std::os::unix::fs::PermissionsExt as _;
use std::sync::Arc;

use super::*;

fn program(folder: &Path, name: &str, script: &str) {
    let path = folder.join(name);
    std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

fn told(asks: Vec<SpeechAsk>, folder: &Path, wait: Duration) -> Vec<Event> {
    let (sender, inbox) = channel();
    let (events, window) = channel();
    let folders = vec![folder.to_owned()];
    let thread = std::thread::spawn(move || run(&inbox, folders, &Outbox::new(events, Arc::new(|| ()))));
    for ask in asks {
        sender.send(ask).unwrap();
        std::thread::sleep(wait);
    }
    drop(sender);
    thread.join().unwrap();
    window.into_iter().collect()
}

fn say(text: &str) -> SpeechAsk {
    SpeechAsk::Say(Say {
        text: text.to_owned(),
        language: "en-GB".to_owned(),
        rate: 1.0,
        ..Say::default()
    })
}

#[test]
fn without_an_engine_it_says_so_and_gives_no_sound() {
    let folder = tempfile::tempdir().unwrap();
    let sound = SpeechAsk::Sound {
        serial: 3,
        word: "stall".to_owned(),
        language: "en".to_owned(),
    };
    let events = told(vec![say("stall"), sound], folder.path(), Duration::ZERO);
    assert!(matches!(&events[0], Event::SpeechFailed(SpeechFailure::NoEngine)));
    assert!(matches!(&events[1], Event::Sounded(sounded) if sounded.serial == 3 && sounded.ipa.is_none()));
}

#[test]
fn the_text_is_no_part_of_the_command() {
    let folder = tempfile::tempdir().unwrap();
    let heard = folder.path().join("heard");
    let script = format!("echo \"$@\" > {0}; cat >> {0}", heard.display());
    program(folder.path(), "espeak-ng", &script);
    let events = told(
        vec![say("--help; $(touch x)\n“stall”")],
        folder.path(),
        Duration::from_millis(400),
    );
    assert!(events.is_empty(), "{events:?}");
    let heard = std::fs::read_to_string(heard).unwrap();
    assert_eq!(heard, "--stdin -v en -s 175\n--help; $(touch x) “stall”\n");
}

#[test]
fn the_next_wish_cuts_the_last_one_short_and_a_failure_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let ends = folder.path().join("ended");
    program(
        folder.path(),
        "espeak-ng",
        &format!(
            "read text; [ \"$text\" = bad ] && exit 3; sleep 5; touch {}",
            ends.display()
        ),
    );
    let began = Instant::now();
    let events = told(vec![say("long"), say("bad")], folder.path(), Duration::from_millis(300));
    assert!(began.elapsed() < Duration::from_secs(3) && !ends.exists());
    assert!(matches!(
        &events[..],
        [Event::SpeechFailed(SpeechFailure::Failed {
            engine: "espeak-ng",
            ..
        })]
    ));
}

#[test]
fn the_engine_says_how_a_word_is_spoken() {
    let folder = tempfile::tempdir().unwrap();
    program(folder.path(), "espeak-ng", "echo ' stˈɔːl'");
    assert_eq!(
        sound("stall", "en", &[folder.path().to_owned()]),
        Some("stˈɔːl".to_owned())
    );
    program(folder.path(), "espeak-ng", "exit 1");
    assert_eq!(sound("stall", "en", &[folder.path().to_owned()]), None);
}

#[test]
fn an_engine_without_a_sound_device_is_told_of() {
    let folder = tempfile::tempdir().unwrap();
    program(folder.path(), "espeak-ng", "cat; echo 'error: No such device' >&2");
    let events = told(vec![say("stall")], folder.path(), Duration::from_millis(400));
    assert!(matches!(
        &events[..],
        [Event::SpeechFailed(SpeechFailure::NoSound { engine: "espeak-ng" })]
    ));
}

/// The real engine, where it is installed: with a sound device it speaks, without one it says so, and it ends in time.
#[test]
fn the_real_engine_speaks_or_says_that_it_cannot() {
    let folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()).collect();
    let Some(engine) = find("espeak-ng", &folders) else {
        eprintln!("espeak-ng is not installed");
        return;
    };
    let folder = engine.parent().unwrap();
    let began = Instant::now();
    let events = told(vec![say("hm")], folder, Duration::from_secs(4));
    assert!(began.elapsed() < Duration::from_secs(8));
    let quiet = |event: &Event| matches!(event, Event::SpeechFailed(SpeechFailure::NoSound { .. }));
    assert!(events.iter().all(quiet), "{events:?}");
    // A word that no dictionary has is spoken after the rules of its language.
    let ipa = sound("zorblat", "en-GB", &folders).unwrap();
    assert!(ipa.contains('z') && ipa.contains('b') && ipa.contains('ˈ'), "{ipa}");
    assert!(sound("zorblat", "no such language", &folders).is_none());
}
