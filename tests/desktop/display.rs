//! A desktop of its own for one flow: display, window manager, session bus, home, clipboard.

use std::env;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use super::clipboard;
use super::program::Program;
use super::screen::Picture;
use super::wait::{run, steady, until};

/// What there is to show a file dialog.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Dialogs {
    /// A session bus with the desktop portal and its GTK side, started on demand.
    Portal,
    /// No bus, zenity alone.
    Zenity,
    /// Neither.
    None,
    /// No file dialog, but a session bus with the accessibility bus, started on demand.
    ScreenReader,
}

/// Services that are started on demand: name on the bus, and program.
type Services = [(&'static str, &'static str)];

const ACCESSIBILITY_SERVICES: &Services = &[("org.a11y.Bus", "at-spi-bus-launcher")];

const PORTAL_SERVICES: &Services = &[
    ("org.freedesktop.portal.Desktop", "xdg-desktop-portal"),
    ("org.freedesktop.impl.portal.desktop.gtk", "xdg-desktop-portal-gtk"),
];

/// One desktop. All that was started in it ends with it.
pub struct Desktop {
    name: &'static str,
    dialogs: Dialogs,
    folder: TempDir,
    pub(super) environment: Vec<(&'static str, String)>,
    children: Vec<Child>,
    clipboard: Option<Child>,
}

impl Desktop {
    /// Starts a desktop; the name is that of the flow, for the screenshot of a failure.
    pub fn start(name: &'static str, dialogs: Dialogs) -> Self {
        let folder = tempfile::Builder::new()
            .prefix("boldface-desktop-")
            .tempdir()
            .expect("a temporary folder");
        let mut desktop = Self {
            name,
            dialogs,
            folder,
            environment: Vec::new(),
            children: Vec::new(),
            clipboard: None,
        };
        for place in [
            "home",
            "config/boldface",
            "data",
            "cache",
            "run",
            "frame",
            "no programs",
        ] {
            fs::create_dir_all(desktop.path(place)).unwrap();
        }
        fs::set_permissions(desktop.path("run"), fs::Permissions::from_mode(0o700)).unwrap();
        // The flows look for the colours of the light theme.
        fs::write(desktop.path("config/boldface/settings.toml"), "theme = \"light\"\n").unwrap();
        desktop.set_environment();
        desktop.start_display();
        let bus = match dialogs {
            Dialogs::Portal => desktop.start_bus(PORTAL_SERVICES),
            Dialogs::ScreenReader => desktop.start_bus(ACCESSIBILITY_SERVICES),
            Dialogs::Zenity | Dialogs::None => "unix:path=/nonexistent".to_owned(),
        };
        desktop.environment.push(("DBUS_SESSION_BUS_ADDRESS", bus));
        desktop
    }

    /// A path inside the desktop's folder.
    pub fn path(&self, inside: &str) -> PathBuf {
        self.folder.path().join(inside)
    }

    /// Writes a file into the home folder.
    pub fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path("home").join(name);
        fs::create_dir_all(path.parent().expect("inside the home folder")).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    /// Where the session bus is.
    pub fn bus_address(&self) -> String {
        let mut environment = self.environment.iter();
        let bus = environment.find(|(variable, _)| *variable == "DBUS_SESSION_BUS_ADDRESS");
        bus.map(|(_, bus)| bus.clone()).expect("set at the start")
    }

    /// Starts the program with a library of this desktop.
    pub fn start_program(&self, files: &[&Path]) -> Program {
        let mut program = self.tool(env!("CARGO_BIN_EXE_boldface"));
        if self.dialogs == Dialogs::None {
            program.env("PATH", self.path("no programs"));
        }
        program.args(files).current_dir(self.path("home"));
        let display = self.environment.iter().find(|(variable, _)| *variable == "DISPLAY");
        let display = display.map(|(_, display)| display.clone()).unwrap_or_default();
        Program::start(
            program,
            self.path("data/library.db"),
            Camera {
                name: self.name,
                display,
            },
        )
    }

    /// Presses keys one after the other, named as xdotool names them.
    pub fn keys(&self, keys: &[&str]) {
        self.xdotool(&[&["key", "--clearmodifiers", "--delay", "40"], keys].concat());
    }

    /// Types text, also with accents.
    pub fn type_text(&self, text: &str) {
        self.xdotool(&["type", "--clearmodifiers", "--delay", "15", text]);
    }

    /// Moves the pointer there and clicks, with time between press and release as a hand has it.
    pub fn click(&self, (x, y): (usize, usize)) {
        self.xdotool(&["mousemove", &x.to_string(), &y.to_string()]);
        self.xdotool(&["mousedown", "1"]);
        self.xdotool(&["mouseup", "1"]);
    }

    /// The visible windows whose class or title (as `by` says: `--class`, `--name`) matches the pattern.
    pub fn windows(&self, by: &str, pattern: &str) -> Vec<String> {
        let found = run(self.tool("xdotool").args(["search", "--onlyvisible", by, pattern]));
        String::from_utf8_lossy(&found.stdout)
            .split_whitespace()
            .map(str::to_owned)
            .collect()
    }

    /// Gives a window the keyboard.
    pub fn activate(&self, window: &str) {
        self.xdotool(&["windowactivate", window]);
        until("the window has the keyboard", || {
            let active = run(self.tool("xdotool").arg("getactivewindow"));
            (String::from_utf8_lossy(&active.stdout).trim() == window).then_some(())
        });
    }

    /// What the display shows now.
    pub fn picture(&self) -> Picture {
        until("the display's memory can be read", || {
            Picture::read(&self.path("frame/Xvfb_screen0"))
        })
    }

    /// What the display shows once it stands still.
    pub fn still_picture(&self) -> Picture {
        // Less than a caret takes to blink.
        steady("the display stands still", Duration::from_millis(300), || {
            self.picture()
        })
    }

    /// Waits until the display differs from an earlier picture in at least `least` pixels, and stands still.
    pub fn changed_picture(&self, what: &str, before: &Picture, least: usize) -> Picture {
        until(what, || {
            (self.picture().differences(before, &before.whole()) >= least).then_some(())
        });
        self.still_picture()
    }

    /// Puts text on the clipboard.
    pub fn copy(&mut self, text: &str) {
        let source = self.path("clipboard");
        fs::write(&source, text).unwrap();
        let mut xclip = self.tool("xclip");
        xclip.args(["-quiet", "-selection", "clipboard", "-in"]).arg(source);
        self.own_clipboard(&mut xclip, text);
    }

    /// Puts HTML and its plain text on the clipboard, as a browser does.
    pub fn copy_as_browser(&mut self, html: &str, text: &str) {
        let mut browser = self.tool(&env::current_exe().expect("the path of this test").display().to_string());
        browser.args(["--exact", clipboard::BROWSER, "--include-ignored"]);
        browser.env(clipboard::HTML, html).env(clipboard::TEXT, text);
        self.own_clipboard(&mut browser, text);
    }

    /// Puts HTML on the clipboard and no plain text beside it, as some mail and office programs do.
    pub fn copy_html(&mut self, html: &str) {
        let source = self.path("clipboard.html");
        fs::write(&source, html).unwrap();
        let mut xclip = self.tool("xclip");
        xclip.args(["-quiet", "-selection", "clipboard", "-target", "text/html", "-in"]);
        xclip.arg(source);
        self.end_clipboard();
        self.clipboard = Some(spawn_quietly(&mut xclip));
        until("the clipboard has the page", || {
            let mut reader = self.tool("xclip");
            let read = run(reader.args(["-selection", "clipboard", "-target", "text/html", "-out"]));
            (read.stdout == html.as_bytes()).then_some(())
        });
    }

    fn own_clipboard(&mut self, owner: &mut Command, text: &str) {
        self.end_clipboard();
        self.clipboard = Some(spawn_quietly(owner));
        until("the clipboard has the text", || {
            (self.clipboard().as_deref() == Some(text)).then_some(())
        });
    }

    /// The text on the clipboard, from whichever program owns it.
    pub fn clipboard(&self) -> Option<String> {
        let mut xclip = self.tool("xclip");
        let out = run(xclip.args(["-selection", "clipboard", "-target", "UTF8_STRING", "-out"]));
        out.status
            .success()
            .then(|| String::from_utf8_lossy(&out.stdout).into_owned())
    }

    fn end_clipboard(&mut self) {
        if let Some(mut child) = self.clipboard.take() {
            child.kill().ok();
            child.wait().ok();
        }
    }

    pub fn xdotool(&self, arguments: &[&str]) {
        let done = run(self.tool("xdotool").args(arguments));
        assert!(done.status.success(), "xdotool {arguments:?}: {done:?}");
    }

    /// A command in this desktop's environment and in no other.
    fn tool(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .envs(self.environment.iter().map(|(variable, value)| (variable, value)));
        command.env("PATH", env::var_os("PATH").unwrap_or_default());
        command
    }

    fn set_environment(&mut self) {
        let folders = [
            ("HOME", "home"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_STATE_HOME", "state"),
            ("XDG_RUNTIME_DIR", "run"),
        ];
        for (variable, folder) in folders {
            self.environment
                .push((variable, self.path(folder).display().to_string()));
        }
        let fixed = [
            ("LANG", "C.UTF-8"),
            ("LIBGL_ALWAYS_SOFTWARE", "1"),
            ("RUST_BACKTRACE", "1"),
            ("XDG_CURRENT_DESKTOP", "gtk"),
            // Keep the dialogs from reaching for services that this desktop has not got.
            ("GTK_USE_PORTAL", "0"),
            ("GSETTINGS_BACKEND", "memory"),
            ("GIO_USE_VFS", "local"),
            ("NO_AT_BRIDGE", "1"),
        ];
        self.environment
            .extend(fixed.map(|(variable, value)| (variable, value.to_owned())));
    }

    fn start_display(&mut self) {
        let mut server = self.tool("Xvfb");
        // Without -noreset it would forget the keyboard when its first client leaves.
        server.args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1280x960x24",
            "-nolisten",
            "tcp",
            "-noreset",
            "-fbdir",
        ]);
        server.arg(self.path("frame"));
        let number = self.start_and_read_line(&mut server, "xvfb.log");
        self.environment.push(("DISPLAY", format!(":{number}")));
        // A keyboard with a key for é: xdotool would make one up otherwise, which not every program notices in time.
        let layout = run(self.tool("setxkbmap").args(["-layout", "ca"]));
        assert!(layout.status.success(), "{layout:?}");
        let mut manager = self.tool("openbox");
        self.children.push(spawn_quietly(&mut manager));
        until("the window manager is there", || {
            run(self.tool("xdotool").arg("get_num_desktops"))
                .status
                .success()
                .then_some(())
        });
    }

    /// A bus that knows these services and nothing else of what the machine has installed.
    fn start_bus(&mut self, known: &Services) -> String {
        let services = self.path("services");
        fs::create_dir(&services).unwrap();
        for (name, program) in known {
            let folders = ["/usr/libexec", "/usr/lib", "/usr/lib/at-spi2-core"].map(Path::new);
            let program = folders
                .map(|folder| folder.join(program))
                .into_iter()
                .find(|path| path.exists());
            let program = program.expect("the services are installed; packaging/test.sh does it");
            let service = format!("[D-BUS Service]\nName={name}\nExec={}\n", program.display());
            fs::write(services.join(format!("{name}.service")), service).unwrap();
        }
        let config = format!(
            "<busconfig><type>session</type><listen>unix:dir={}</listen><servicedir>{}</servicedir>\
             <policy context=\"default\"><allow receive_sender=\"*\"/><allow send_destination=\"*\"/>\
             <allow own=\"*\"/></policy></busconfig>",
            self.path("run").display(),
            services.display()
        );
        fs::write(self.path("bus.conf"), config).unwrap();
        let mut bus = self.tool("dbus-daemon");
        bus.args(["--nofork", "--nopidfile", "--print-address=1", "--config-file"])
            .arg(self.path("bus.conf"));
        self.start_and_read_line(&mut bus, "bus.log")
    }

    /// Starts a server that says on stdout where it can be reached.
    fn start_and_read_line(&mut self, command: &mut Command, log: &str) -> String {
        let log = File::create(self.path(log)).unwrap();
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap_or_else(|error| {
                panic!("{command:?} did not start ({error}); packaging/test.sh installs what is needed");
            });
        let mut line = String::new();
        let stdout = child.stdout.take().expect("piped above");
        self.children.push(child);
        BufReader::new(stdout).read_line(&mut line).unwrap();
        assert!(!line.trim().is_empty(), "{command:?} did not say where it is");
        line.trim().to_owned()
    }

    /// Ends what programs of this desktop have started themselves, such as a dialog whose parent was killed.
    ///
    /// They are known by the desktop's own folder in their environment.
    fn end_strays(&self) {
        let folder = self.folder.path().as_os_str().as_bytes();
        for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
            let environment = fs::read(entry.path().join("environ")).unwrap_or_default();
            if environment.windows(folder.len()).any(|part| part == folder) {
                run(Command::new("sh")
                    .args(["-c", "kill -KILL \"$1\"", "sh"])
                    .arg(entry.file_name()));
            }
        }
    }
}

/// Takes the picture of a failure, while the window is still there.
pub struct Camera {
    name: &'static str,
    display: String,
}

impl Camera {
    pub fn keep_picture(&self) {
        let picture = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("desktop-{}.png", self.name));
        let mut import = Command::new("import");
        import
            .args(["-window", "root"])
            .arg(&picture)
            .env("DISPLAY", &self.display);
        if import.status().is_ok_and(|status| status.success()) {
            eprintln!("what the display showed: {}", picture.display());
        }
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        self.end_clipboard();
        for child in self.children.iter_mut().rev() {
            child.kill().ok();
            child.wait().ok();
        }
        self.end_strays();
    }
}

fn spawn_quietly(command: &mut Command) -> Child {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
        .spawn()
        .unwrap_or_else(|error| panic!("{command:?} did not start ({error}); packaging/test.sh installs it"))
}
