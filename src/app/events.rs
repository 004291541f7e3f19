//! What the threads tell, taken into the model.

use std::time::Instant;

use rust_i18n::t;

use super::{BannerKind, Boldface, Effect, Ending, LibraryState, Prompt, Reading, View, messages};
use crate::store::{ArticleRow, OpenError, StoreError};
use crate::worker::{Event, ImportReport, Opened, ReadsOnly, Ready, Request};

impl Boldface {
    /// Takes an event in.
    pub fn take(&mut self, event: Event, now: Instant) {
        match event {
            Event::Ready(ready) => self.take_ready(ready),
            Event::Unavailable(error) => {
                self.model.library.newer = matches!(error, OpenError::Newer { .. });
                self.model.library.state = LibraryState::Unavailable(messages::open_error(&error));
                self.model.view = View::Library;
            }
            Event::Glimpse(glimpse) => self.take_glimpse(*glimpse, now),
            Event::Opened(opened) => self.take_opened(*opened, now),
            Event::OpenFailed { error, .. } => {
                self.leave_glimpse(now);
                self.model.toasts.show(messages::store_error(&error), false, now);
            }
            Event::Committed(committed) => self.take_committed(committed, now),
            Event::ChangeFailed { serial, error } => self.take_failure(serial, &error, now),
            Event::NothingToUndo { undo } => self.take_nothing(undo, now),
            Event::Library(articles) => self.take_library(articles),
            Event::Pace { language, pace } => {
                self.model.paces.insert(language, pace);
            }
            Event::LookedUp(found) => self.take_looked_up(*found),
            event @ (Event::Review(_) | Event::TodayPage(_) | Event::Progress(_) | Event::Optimised(_)) => {
                self.take_review_event(event, now);
            }
            Event::Contexts { term_id, contexts } => {
                let open = self.model.reading.as_ref().map(|reading| reading.article_id);
                if let (Some(card), Some(open)) = (&mut self.model.card, open)
                    && card.term_id == Some(term_id)
                {
                    card.take_contexts(open, contexts);
                }
            }
            Event::Met { term_id, met } => self.take_met(term_id, met),
            Event::LibraryCoverage {
                coverage,
                vocabulary,
                all,
                levels,
            } => {
                let library = &mut self.model.library;
                (library.coverage, library.vocabulary) = (coverage, vocabulary);
                (library.known, library.levels) = (all, levels);
            }
            Event::ImportProgress { done, total } => self.model.import = Some((done, total)),
            Event::ImportFailed { error } => {
                self.leave_glimpse(now);
                self.refuse_import(messages::store_error(&error));
            }
            Event::Imported(report) => self.take_import(report, now),
            Event::ExportProgress { done, total } => self.model.export = Some((done, total)),
            Event::Exported(exported) => {
                self.model.export = None;
                let (headline, problems) = messages::exported(&exported);
                self.model.prompt = Some(Prompt::Report { headline, problems });
            }
            Event::AskUpdate { question, title, path } => {
                self.model.prompt = Some(Prompt::Update { question, title, path });
            }
            Event::Going(news) => self.take_going(news, now),
            event @ (Event::FileStanding { .. }
            | Event::Saved(_)
            | Event::SaveFailed { .. }
            | Event::FileUnread { .. }
            | Event::Clashed { .. }) => self.take_file_event(event, now),
            Event::Displaced(displaced) => self.displaced = Some(*displaced),
            Event::Found { serial, hits } => self.take_found(serial, hits),
            Event::SearchFound(found) => self.take_search(*found),
            Event::SearchProgress { done, total, finished } => self.take_search_progress(done, total, finished),
            Event::Copied { copy, text, words } => self.take_copied(copy, text, words, now),
            Event::HandedOver { files } => {
                self.effects.push(Effect::Raise);
                self.open_files(files);
            }
            Event::Notes(news) => self.take_notes(news, now),
            Event::Glossed(glossed) => self.take_glossed(glossed),
            event @ (Event::Sounded(_) | Event::Speaks(_) | Event::SpeechFailed(_)) => self.take_speech(event, now),
            Event::Dictionary(news) => self.take_dictionary_news(news, now),
            Event::Pictures(news) => self.take_pictures(news),
            Event::WriteFailed { error } => {
                self.model.banner(
                    BannerKind::Settings,
                    t!("error.settings_unwritten", why = error).into_owned(),
                );
            }
            Event::Panicked { during } => {
                if during != "index" && during != "search" {
                    self.leave_glimpse(now);
                }
                self.model.banner(
                    BannerKind::Panic,
                    t!("error.panicked", during = t!(format!("during.{during}"))).into_owned(),
                );
            }
        }
    }

    fn take_failure(&mut self, serial: Option<u64>, error: &StoreError, now: Instant) {
        self.waiting = self.waiting.saturating_sub(1);
        if let Some(serial) = serial {
            self.drafts.failed(serial, now);
        }
        let why = messages::store_error(error);
        if self.ending == Ending::WhenSaved {
            self.model.prompt = Some(Prompt::Unsaved { why: why.clone() });
        }
        self.model.banner(BannerKind::Unsaved, why);
    }

    fn take_nothing(&mut self, undo: bool, now: Instant) {
        self.waiting = self.waiting.saturating_sub(1);
        let text = if undo {
            t!("toast.nothing_to_undo")
        } else {
            t!("toast.nothing_to_redo")
        };
        self.model.toasts.show(text.into_owned(), false, now);
    }

    fn take_library(&mut self, articles: Vec<ArticleRow>) {
        if let Some(reading) = &mut self.model.reading
            && let Some(row) = articles.iter().find(|row| row.article_id == reading.article_id)
        {
            reading.title.clone_from(&row.title);
        }
        self.model.library.articles = articles;
        self.refresh_bookmark();
    }

    fn refuse_import(&mut self, headline: String) {
        self.model.import = None;
        let problems = Vec::new();
        self.model.prompt = Some(Prompt::Report { headline, problems });
    }

    fn take_ready(&mut self, ready: Ready) {
        self.model.library.articles = ready.articles;
        self.model.zone = Some(ready.zone);
        self.model.library.state = LibraryState::Ready;
        if let Some(reads_only) = ready.reads_only {
            let why = match reads_only {
                ReadsOnly::InUse => t!("error.read_only"),
                ReadsOnly::Unwritable => t!("error.read_only_folder"),
            }
            .into_owned();
            self.model.banner(BannerKind::Library, why.clone());
            self.model.library.state = LibraryState::ReadOnly(why);
        }
        if let Some((evidence, made_at)) = &ready.recovered {
            self.model.banner(
                BannerKind::Library,
                messages::recovered(evidence, *made_at, &self.model.zone()),
            );
        } else if let Some(made_at) = ready.restored {
            self.model
                .banner(BannerKind::Library, messages::restored(made_at, &self.model.zone()));
        } else if let Some(risk) = &ready.risk {
            self.model.banner(BannerKind::Library, messages::risk(risk));
        }
        let files = std::mem::take(&mut self.first_files);
        if !files.is_empty() {
            self.send(Request::Import { paths: files });
        } else if !ready.opening {
            self.model.view = View::Library;
        }
    }

    pub(super) fn take_opened(&mut self, opened: Opened, now: Instant) {
        let seen = self.seen_of(&opened.parsed);
        // However it was opened, where one was in the one before is kept; the way back is no way on.
        let travels = self.travel_to.is_some();
        let other = |reading: &Reading| !travels && reading.article_id != opened.parsed.article_id;
        if seen.is_none() && self.model.reading.as_ref().is_some_and(other) {
            self.leave_article(now);
        }
        self.drafts.flush(now);
        self.send_due_drafts(now);
        self.save_position();
        self.model.banners.retain(|banner| banner.about != BannerKind::Plain);
        if opened.parsed.article.plain_fallback {
            self.model
                .banner(BannerKind::Plain, t!("error.plain_fallback").into_owned());
        }
        // Far above all that the article before counted to: what was made for that one is never taken for this one's.
        self.openings += 1;
        let serial = self.openings << 32;
        let place = opened.parsed.go_to;
        // The same text opened anew (in another language, say): what was selected stays.
        let selected = self
            .model
            .reading
            .as_ref()
            .and_then(|before| before.selection_in(&opened.parsed));
        let reading = Reading::new(opened, serial);
        let before = self.model.reading.as_ref().map(|before| before.article_id);
        if before != Some(reading.article_id) {
            self.model.layout.over = false;
            self.model.file.forget_article();
        }
        if seen.is_some() {
            self.timings.article_whole(&reading.title);
        } else {
            self.effects.push(Effect::ArticleShown(reading.title.clone()));
            self.effects.push(Effect::FocusPage);
            self.deferred.clear();
        }
        self.log_reading(now);
        self.leave_note_card(now);
        // An article of one block is read though its page never moves.
        if reading.furthest.is_none() {
            self.moved_at.get_or_insert(now);
        }
        self.model.reading = Some(reading);
        self.find_in_new_article();
        self.open_pictures();
        self.model.card = None;
        self.arrive();
        self.show_displaced();
        self.refresh_bookmark();
        self.drafts.show(None, || None);
        if !self.wandered {
            self.model.view = View::Read;
        }
        let place = place.map(|(block, range)| super::Selection { block, range });
        if let Some(seen) = &seen {
            self.go_on(seen, now);
        }
        if let Some(note_id) = self.pending_page_note.take() {
            self.show_page_note(note_id, now);
        } else if let Some(term_id) = self.pending_term.take()
            && let Some(number) = self
                .model
                .reading
                .as_ref()
                .and_then(|reading| reading.number_of(term_id))
        {
            self.act(super::Action::GoToTerm(number), now);
        } else if let Some(selection) = place.or(selected).filter(|_| seen.is_none()) {
            self.select(Some(selection), now);
        }
    }

    fn take_import(&mut self, report: ImportReport, now: Instant) {
        self.model.import = None;
        self.send(Request::ListArticles);
        let mut problems: Vec<String> = report.failed.iter().map(messages::read_error).collect();
        problems.extend(
            report
                .guessed
                .iter()
                .map(|path| t!("import.guessed", path = path.display()).into_owned()),
        );
        problems.extend(
            report
                .truncated
                .map(|count| t!("import.truncated", count = count).into_owned()),
        );
        if report.cancelled {
            self.model.toasts.show(t!("import.cancelled").into_owned(), false, now);
        }
        if report.nothing_on_clipboard {
            self.model
                .toasts
                .show(t!("import.nothing_on_clipboard").into_owned(), false, now);
        }
        let came = report.added.len() + report.restored.len();
        let nothing_came = came + report.present.len() + report.merged.len() == 0;
        let quiet = report.quiet;
        match (&problems[..], report.quiet) {
            ([], false) => {
                if came + report.merged.len() == 0 && report.present.len() == 1 {
                    self.model
                        .toasts
                        .show(t!("toast.opened_again").into_owned(), false, now);
                }
            }
            ([only], false) if nothing_came => {
                self.model.prompt = Some(Prompt::Report {
                    headline: only.clone(),
                    problems: Vec::new(),
                });
            }
            // Cancelled: there is nothing to report.
            ([], true) if report.cancelled => {}
            _ => {
                self.model.prompt = Some(Prompt::Imported {
                    headline: messages::imported(&report),
                    problems,
                    doubtful: report.doubtful,
                });
            }
        }
        if self.model.reading.is_none() && (nothing_came || quiet) {
            self.model.view = View::Library;
        }
    }
}
