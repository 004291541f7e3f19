//! Each change the window asks for, as one call of the store.

use super::{Change, Pick, StatusStep, Target};
use crate::store::{Bracket, Committed, NewContext, Now, Occurrence, Store, StoreError};
use crate::study::Status;

/// Runs a change.
pub(super) fn apply(store: &mut Store, change: Change, now: Now) -> Result<Committed, StoreError> {
    match change {
        Change::Answer(answer) => store.answer(answer, now),
        Change::RecordPage(keys) => store.record_page(&keys, now),
        Change::MoveUp(terms) => store.move_up(&terms, now),
        Change::PinSentence(context_id, pinned) => store.pin_sentence(context_id, pinned, now),
        Change::SetAside { key, aside } => store.set_aside(key, aside, now),
        Change::StudySettings(settings) => store.set_study_settings(&settings, now),
        Change::Status {
            target: Target::Term(term_id),
            step,
        } => match step {
            StatusStep::To(status) => store.set_status(term_id, status, now),
            StatusStep::Up => store.raise_status(term_id, now),
            StatusStep::Down => store.lower_status(term_id, now),
        },
        Change::Status {
            target: Target::Word(pick),
            step,
        } => {
            let status = match step {
                StatusStep::To(status) => status,
                StatusStep::Up | StatusStep::Down => Some(Status::New),
            };
            store
                .add_term(&occurrence(*pick), status, now)
                .map(|(committed, _)| committed)
        }
        Change::ToggleBold { pick, bold } => store
            .set_bold(&occurrence(pick), bold, now)
            .map(|(committed, _)| committed),
        Change::TakeIn { picks } => {
            let occurrences: Vec<Occurrence> = picks.into_iter().map(occurrence).collect();
            store.take_in(&occurrences, now)
        }
        Change::SetHeadword { term_id, headword } => store.set_headword(term_id, &headword, now),
        Change::TreatForm {
            language,
            kind,
            form,
            headword,
        } => store
            .treat_form(&language, kind, &form, &headword, now)
            .map(|(committed, _)| committed),
        Change::Finish { article_id, words } => store.finish(article_id, &words, now),
        Change::Gloss { term_id, text, session } => store.set_gloss(term_id, &text, session, now),
        Change::Sense { term_id, sense, place } => {
            let place = place.as_ref().map(|(article_id, anchor)| (*article_id, anchor));
            store.choose_sense(term_id, &sense, place, now)
        }
        Change::Note { on, edit } => store.edit_note(&on, &edit, now).map(|(committed, _)| committed),
        Change::RestoreNote(note_id) => store.restore_note(note_id, now),
        Change::RevertNote { note_id, body } => store.revert_note(note_id, &body, now),
        Change::TurnBracket(turned) => {
            let bracket = Bracket {
                article_id: turned.article_id,
                anchor: turned.anchor,
                text: turned.text,
                is_gloss: turned.is_gloss,
                said_again: turned.said_again,
                before: turned.before.map(occurrence),
                after: turned.after.map(occurrence),
            };
            store.turn_bracket(&bracket, now)
        }
        Change::TakeBack(past_id) => store.take_back(past_id, now).map(|(committed, _)| committed),
        Change::Rename { article_id, title } => store.rename_article(article_id, &title, now),
        Change::Bookmark { article_id, place } => store.set_bookmark(article_id, place.as_ref(), now),
        Change::SetLanguage { article_id, language } => store.set_language(article_id, &language, now),
        Change::Archive { article_id, archived } => store.archive_article(article_id, archived, now),
        Change::Delete { article_id } => store.delete_article(article_id, now),
    }
}

fn occurrence(pick: Pick) -> Occurrence {
    Occurrence {
        article_id: pick.article_id,
        kind: pick.kind,
        headword: pick.headword,
        context: NewContext {
            anchor: pick.anchor,
            form: pick.form,
            sentence: pick.sentence,
            offset: pick.offset,
        },
        in_source: pick.in_source,
        emphasis: pick.emphasis,
        gloss: pick.gloss,
    }
}
