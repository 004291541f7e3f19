//! Starting the window: one instance for a library, the threads, the graphics.

use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use eframe::egui::{Context, IconData, ViewportBuilder, vec2};
use rust_i18n::t;

use super::Window;
use crate::app::{Action, BannerKind, Boldface, DictionaryAction, Launch, Settings, Timings};
use crate::lexicon::dictionary::USUAL_FOLDERS;
use crate::lexicon::dictionary::read::is_dictionary;
use crate::worker::{self, Claim, First, Folders};

/// Opens the window and runs it until it is closed.
///
/// # Errors
/// A line for the terminal when no window can be opened.
pub fn run(launch: Launch) -> Result<(), String> {
    set_locale();
    let shown: Arc<OnceLock<Context>> = Arc::default();
    let wake_up = Arc::clone(&shown);
    let wake: worker::Wake = Arc::new(move || {
        if let Some(ctx) = wake_up.get() {
            ctx.request_repaint();
        }
    });
    let claim = worker::claim(launch.paths.library(), &launch.files);
    if matches!(claim, Claim::HandedOver) {
        return Ok(());
    }
    let folders = Folders {
        library: launch.paths.library().to_owned(),
        backups: launch.paths.backups(),
        cache: launch.paths.cache().to_owned(),
        wordnet: USUAL_FOLDERS.map(PathBuf::from).to_vec(),
    };
    let (dictionaries, files): (Vec<_>, Vec<_>) = launch.files.into_iter().partition(|file| is_dictionary(file));
    let first = if files.is_empty() {
        First::Usual
    } else {
        First::Files(files)
    };
    super::fonts::unpack_ahead();
    let (settings, notice) = Settings::load(&launch.paths.settings_file());
    let learner = settings.learner_language();
    let worker = worker::start(folders, learner, claim, first, Arc::clone(&wake));
    let mut timings = Timings::new(launch.timings, launch.started);
    timings.window();
    let options = options(&settings);
    let mut app = Boldface::new(worker.requests, settings, Some(launch.paths.settings_file()), timings);
    app.model.paths = Some(launch.paths.clone());
    if !dictionaries.is_empty() {
        app.act(
            Action::Dictionary(DictionaryAction::Files(dictionaries)),
            Instant::now(),
        );
    }
    if let Some(notice) = notice {
        let kept = notice.kept_as.as_deref().unwrap_or(&notice.file).display().to_string();
        app.model.banner(
            BannerKind::Settings,
            t!("error.settings_unreadable", why = notice.reason, kept = kept).into_owned(),
        );
    }
    if launch.last_panic.is_some() {
        app.model.banner(
            BannerKind::Panic,
            t!("error.last_panic", folder = launch.paths.log_folder().display()).into_owned(),
        );
    }
    let stop = Arc::new(AtomicBool::new(false));
    stop_on_signals(&stop, wake);
    let window = Window::new(app, worker.events, stop, worker.finish);
    show(window, &options, &shown)
}

/// OpenGL first, since it is far cheaper where there is no graphics card.
#[cfg(target_os = "linux")]
const RENDERERS: [eframe::Renderer; 1] = [eframe::Renderer::Glow];
#[cfg(not(target_os = "linux"))]
const RENDERERS: [eframe::Renderer; 2] = [eframe::Renderer::Glow, eframe::Renderer::Wgpu];

/// Tries one renderer after the other.
fn show(window: Window, options: &eframe::NativeOptions, shown: &Arc<OnceLock<Context>>) -> Result<(), String> {
    let window = Rc::new(RefCell::new(Some(window)));
    let mut refusals = Vec::new();
    for renderer in RENDERERS {
        let options = eframe::NativeOptions {
            renderer,
            ..options.clone()
        };
        let (window, shown) = (Rc::clone(&window), Arc::clone(shown));
        let created = eframe::run_native(
            "Boldface",
            options,
            Box::new(move |creation| {
                let mut window = window.borrow_mut().take().ok_or("the window was closed")?;
                window.prepare(&creation.egui_ctx);
                // Set once; a second try keeps no context of the first, which never reached this point.
                let _ = shown.set(creation.egui_ctx.clone());
                Ok(Box::new(window))
            }),
        );
        match created {
            Ok(()) => return Ok(()),
            Err(error) => {
                tracing::warn!(%error, ?renderer, "no window");
                refusals.push(error.to_string());
            }
        }
    }
    refusals.dedup();
    if cfg!(all(unix, not(target_os = "macos"))) && !["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| is_set(name)) {
        return Err(t!("error.no_display").into_owned());
    }
    Err(t!("error.no_window", why = refusals.join("; ")).into_owned())
}

fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
}

fn options(settings: &Settings) -> eframe::NativeOptions {
    let size = vec2(settings.window_width, settings.window_height);
    let viewport = ViewportBuilder::default()
        .with_title("Boldface")
        .with_app_id("boldface")
        .with_icon(icon())
        .with_inner_size(size)
        .with_min_inner_size(vec2(640.0, 480.0))
        .with_maximized(settings.window_maximized)
        .with_drag_and_drop(true);
    let mut options = eframe::NativeOptions {
        viewport,
        // Flat colours show no bands that it could hide, and without a graphics card it costs time.
        dithering: false,
        ..eframe::NativeOptions::default()
    };
    super::fonts::without_default_fallback(&mut options);
    options
}

/// The window's icon: 64 by 64 pixels, four bytes each, made from `assets/icon/boldface.png`.
fn icon() -> IconData {
    const SIZE: u32 = 64;
    IconData {
        rgba: include_bytes!("../../assets/icon/boldface-64.rgba").to_vec(),
        width: SIZE,
        height: SIZE,
    }
}

/// A signal that ends the program closes the window as a click would: what was typed is saved first.
fn stop_on_signals(stop: &Arc<AtomicBool>, wake: worker::Wake) {
    let stop = Arc::clone(stop);
    let handler = move || {
        stop.store(true, Ordering::Relaxed);
        wake();
    };
    if let Err(error) = ctrlc::set_handler(handler) {
        tracing::warn!(%error, "signals end the program at once");
    }
}

/// The language of the tools: the system's, if there is a file for it.
fn set_locale() {
    let wanted = sys_locale::get_locale().unwrap_or_default();
    let language = wanted.split(['-', '_']).next().unwrap_or_default();
    if rust_i18n::available_locales!().iter().any(|locale| *locale == language) {
        rust_i18n::set_locale(language);
    }
}
