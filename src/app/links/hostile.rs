//! A hundred links and more by which articles have led people astray, or have had programs open what they should not:
//! none of them is opened by a click. Those that may lead somewhere honest are asked about, with their real host shown.

use std::time::Instant;

use super::*;
use crate::app::reading::fixtures;
use crate::app::{Action, Boldface, Effect, Prompt, Settings, Timings};
use crate::worker::Requests;

/// What is never opened, whatever the learner says: other schemes, paths, and what mail programs attach.
const NEVER: &[&str] = &[
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    " javascript:alert(1)",
    "\u{1}javascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript://example.org/%0aalert(1)",
    "vbscript:msgbox(1)",
    "livescript:x",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "data:,Hello",
    "blob:https://example.org/1-2-3",
    "filesystem:https://example.org/temporary/x",
    "file:///etc/passwd",
    "file:/etc/passwd",
    "file://localhost/etc/passwd",
    "FILE:///C:/Windows/System32/calc.exe",
    "file://server/share/run.exe",
    "file:///proc/self/environ",
    "file:///dev/zero",
    "file:///~/.ssh/id_rsa",
    "fILE:\\\\server\\share",
    "/etc/passwd",
    "//evil.example/x",
    "\\\\evil.example\\share\\x.lnk",
    "\\\\?\\C:\\Windows\\System32\\cmd.exe",
    "\\\\.\\pipe\\x",
    "C:\\Windows\\System32\\cmd.exe",
    "C:/Windows/System32/cmd.exe",
    "c:calc.exe",
    "../../../../etc/shadow",
    "..\\..\\..\\boot.ini",
    "./run.sh",
    "run.desktop",
    "photo.jpg.exe",
    "a.md;rm -rf ~",
    "$(rm -rf ~)",
    "`rm -rf ~`",
    "|calc.exe",
    "--help",
    "-e/bin/sh",
    "%2e%2e%2f%2e%2e%2fetc/passwd",
    "~/.bashrc",
    "/dev/tty",
    "NUL",
    "CON",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "https://",
    "https://?x",
    "https://#x",
    "http:\u{0}//evil.example",
    "https://exa\nmple.org",
    "https://example.org/\r\nHost: evil.example",
    "https://example.org/\u{0}.exe",
    "https://example.org/\u{7f}",
    "hxxps://evil.example",
    "ftp://evil.example/x.exe",
    "sftp://evil.example",
    "smb://evil.example/share",
    "cifs://evil.example/share",
    "nfs://evil.example/",
    "dav://evil.example/",
    "webdav://evil.example/",
    "afp://evil.example/",
    "ssh://evil.example",
    "ssh://-oProxyCommand=calc/x",
    "telnet://evil.example",
    "rlogin://evil.example",
    "git://evil.example/x",
    "svn+ssh://evil.example/x",
    "ldap://evil.example/x",
    "gopher://evil.example:70/_x",
    "dict://evil.example/x",
    "view-source:https://evil.example/",
    "about:config",
    "chrome://settings",
    "resource://x",
    "jar:https://evil.example/x.jar!/",
    "wyciwyg://x",
    "ms-msdt:/id PCWDiagnostic /skip force",
    "ms-officecmd:{}",
    "ms-word:ofe|u|https://evil.example/x.docm",
    "search-ms:query=x&crumb=location:\\\\evil.example\\share",
    "shell:startup",
    "steam://run/1",
    "slack://x",
    "zoommtg://evil.example/join",
    "tel:+1900000000",
    "sms:+1900000000",
    "facetime:x",
    "skype:x?call",
    "intent://evil.example#Intent;scheme=https;end",
    "content://com.android.contacts/",
    "magnet:?xt=urn:btih:x",
    "bitcoin:x?amount=1",
    "obsidian://open?vault=x",
    "vscode://file/etc/passwd",
    "apt:evil",
    "help:x",
    "x-apple.systempreferences:",
    "dbus:x",
    "mailto:",
    "mailto:ann@example.org?attach=/etc/passwd",
    "mailto:ann@example.org?subject=x&attachment=/etc/passwd",
    "mailto:ann@example.org?%61ttach=/etc/passwd",
    "MAILTO:ann@example.org?Attach=~/.ssh/id_rsa",
    "",
    ":",
    "?",
];

/// What is asked about: an honest link might look so.
const ASKED: &[(&str, &str)] = &[
    ("log in at mybank.com", "https://mybank.com.evil.example/"),
    ("mybank.com", "https://evil.example/mybank.com"),
    ("https://mybank.com/login", "https://mybank.com.evil.example/login"),
    ("https://mybank.com/login", "https://mybank.com/logout-everyone"),
    ("www.mybank.com", "http://www.mybank.co"),
    ("ann@example.org", "mailto:bob@evil.example"),
    ("ann@example.org", "https://example.org/"),
    ("here", "https://mybank.com@evil.example/"),
    ("here", "https://mybank.com:443@evil.example/"),
    ("here", "https://mybank.com%2f@evil.example/"),
    ("here", "https://mybank.com\\@evil.example/"),
    ("here", "https:\\\\evil.example\\@mybank.com"),
    ("here", "https://аpple.com/"),
    ("here", "https://xn--pple-43d.com/"),
    ("here", "https://www.ɢoogle.example/"),
    ("here", "https://mybank。com/"),
    ("here", "https://mybank\u{2024}com.evil.example/"),
    ("here", "https://mybank.com\u{2215}login.evil.example/"),
    ("here", "https://my\u{200b}bank.com/"),
    ("here", "https://my\u{ad}bank.com/"),
    ("here", "https://example.org/\u{202e}fdp.exe"),
    ("here", "https://example.org/\u{2066}x"),
    ("mybank.com\u{200e}", "https://mybank.com"),
    ("my\u{2060}bank.com", "https://evil.example"),
    ("here", "https://%65vil.example/"),
    ("here", "https://evil_example/"),
    ("here", "https://example.org/a b"),
    ("here", "http://2130706433/"),
    ("here", "http://0x7f000001/"),
    ("here", "http://0x7f.1/"),
    ("here", "http://127.0.0.1:631/admin"),
    ("here", "http://127.1/"),
    ("here", "http://0/"),
    ("here", "http://[::1]/"),
    ("here", "http://[::ffff:7f00:1]/"),
    ("here", "http://localhost:8080/delete?all"),
    ("here", "http://LOCALHOST./"),
    ("here", "http://192.168.1.1/reboot.cgi"),
    ("here", "http://10.0.0.1/"),
    ("here", "http://169.254.169.254/latest/meta-data/"),
    ("here", "http://router/"),
    ("here", "http://printer.local/"),
    ("here", "http://nas.lan/"),
    ("here", "http://x.internal/"),
    ("here", "mailto:ann@example.org,bob@evil.example"),
    ("here", "mailto:ann@example.org?bcc=bob@evil.example"),
    ("here", "mailto:ann@example.org?cc=everyone@example.org"),
    ("here", "mailto:ann@example.org?to=bob@evil.example"),
    ("here", "mailto:ann@example.org?in-reply-to=x"),
    ("here", "mailto:ann@xn--pple-43d.com"),
];

/// What a click opens, without a question; and whether there is one.
fn click(text: &str, address: &str) -> (usize, bool) {
    let (requests, _inbox) = Requests::to_nobody();
    let timings = Timings::new(false, Instant::now());
    let mut app = Boldface::new(requests, Settings::default(), None, timings);
    app.model.reading = Some(fixtures::reading("# Heading\n\nText.\n"));
    let action = Action::OpenLink {
        address: address.to_owned(),
        text: text.to_owned(),
    };
    app.act(action, Instant::now());
    let opened = |effect: &&Effect| matches!(effect, Effect::OpenAddress(_));
    let asked = matches!(app.model.prompt, Some(Prompt::Link { .. }));
    (app.effects.iter().filter(opened).count(), asked)
}

#[test]
fn of_a_hundred_hostile_links_none_is_opened() {
    assert!(NEVER.len() + ASKED.len() >= 100);
    for address in NEVER {
        assert_eq!(judge("here", address), Verdict::Refuse, "{address:?}");
        assert_eq!(click("here", address), (0, false), "{address:?}");
    }
    for (text, address) in ASKED {
        assert_eq!(judge(text, address), Verdict::Ask, "{text:?} -> {address:?}");
        assert_eq!(click(text, address), (0, true), "{text:?} -> {address:?}");
    }
    // The control: what is honest is opened, so that the table says something.
    assert_eq!(click("here", "https://example.org/a?b=1#c"), (1, false));
    assert_eq!(click("here", "mailto:ann@example.org?subject=Hello"), (1, false));
}

#[test]
fn what_is_shown_of_them_has_no_hidden_sign_and_no_other_letters() {
    for address in NEVER.iter().chain(ASKED.iter().map(|(_, address)| address)) {
        let shown = readable(address);
        assert!(!shown.chars().any(is_hidden), "{shown:?}");
        assert!(host(address).is_ascii(), "{address:?} {:?}", host(address));
    }
}
