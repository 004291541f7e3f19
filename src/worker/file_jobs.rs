//! An article's file on the disk: looked at, compared, written. All of it on the jobs thread.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::link::Batch;
use super::prepare::{Prepared, prepare};
use super::two_hands::{Comparison, Merge, Written, compare, written};
use crate::store::{Origin, Store, StoredArticle};
use crate::study::ArticleId;
use crate::text::write_back;
use crate::transfer::{self, Expect, Import, ReadError, SaveError, decode, is_same_file, is_web_page, save};

/// Where an article is to be written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteTo {
    /// Its own file.
    Source {
        /// Nobody asked for it.
        by_itself: bool,
    },
    /// A path that the learner chose.
    Path {
        /// The path.
        path: PathBuf,
        /// Another file that is there may be replaced.
        replace: bool,
    },
}

impl WriteTo {
    /// Whether nobody asked for it.
    #[must_use]
    pub const fn is_by_itself(&self) -> bool {
        matches!(self, Self::Source { by_itself: true })
    }
}

/// How an article of the library stands to its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileStanding {
    /// The file.
    pub path: PathBuf,
    /// Changes of bold that the file has and the library has not.
    pub ahead: u32,
    /// Changes of bold that the library has and the file has not.
    pub behind: u32,
    /// Changes of bold that stay in the library, since Markdown cannot hold them.
    pub held: u32,
    /// The file holds another text.
    pub other_text: bool,
    /// The file is not there any more.
    pub gone: bool,
}

impl FileStanding {
    fn count(&mut self, changes: usize, held: usize) {
        self.behind = u32::try_from(changes.saturating_sub(held)).unwrap_or(u32::MAX);
        self.held = u32::try_from(held).unwrap_or(u32::MAX);
    }
}

/// What tells a changed file from an unchanged one without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    modified: Option<SystemTime>,
    bytes: u64,
}

impl Stamp {
    /// Of a file; `None` where there is none.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let metadata = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
        Some(Self {
            modified: metadata.modified().ok(),
            bytes: metadata.len(),
        })
    }
}

/// Something to be done with files.
pub(super) enum FileJob {
    /// Write an article.
    Write(Box<StoredArticle>, WriteTo),
    /// Read an article's own file and compare; then write, if so wished.
    BringIn(Box<StoredArticle>, Option<WriteTo>),
    /// Compare files that were read with articles that may be the same.
    Compare(Batch, Vec<Against>),
    /// See how the open article stands to its file.
    Look(Look),
}

/// A file of a batch, and the articles that it may be.
pub(super) struct Against {
    pub(super) index: usize,
    pub(super) candidates: Vec<StoredArticle>,
}

/// Which article's file to look at.
pub(super) struct Look {
    pub(super) library: PathBuf,
    pub(super) article_id: ArticleId,
    pub(super) path: PathBuf,
    /// How the file was when it was looked at last: if it still is, nothing is read.
    pub(super) known: Option<Stamp>,
}

/// What came of a job.
pub enum FileDone {
    /// An article was written.
    Written {
        /// The article as it was when the job began.
        stored: Box<StoredArticle>,
        /// Where to.
        path: PathBuf,
        /// It is the article's own file.
        own: bool,
        /// Nobody asked for it.
        by_itself: bool,
        /// How many bolds of it are new to the file.
        bolds: usize,
        /// What.
        written: Box<Written>,
    },
    /// It was not.
    Failed {
        /// The article.
        article_id: ArticleId,
        /// Nobody asked for it.
        by_itself: bool,
        /// Why.
        error: SaveError,
    },
    /// An article's own file could not be read.
    Unread {
        /// Why.
        error: ReadError,
        /// Nobody asked for it.
        by_itself: bool,
    },
    /// An article's own file was read.
    BroughtIn {
        /// The article as it was when the job began.
        stored: Box<StoredArticle>,
        /// The file.
        prepared: Box<Prepared>,
        /// How they stand to each other.
        comparison: Comparison,
        /// To be written when they have been brought together.
        then: Option<WriteTo>,
    },
    /// Files were compared: which of the batch are which articles.
    Compared(Batch, HashMap<usize, Found>),
    /// A file was looked at.
    Looked {
        /// The article.
        article_id: ArticleId,
        /// How the file is now.
        stamp: Option<Stamp>,
        /// How the article stands to it.
        standing: Option<FileStanding>,
    },
}

/// The article that a file is.
pub struct Found {
    /// As it was when the job began.
    pub stored: StoredArticle,
    /// What brings them together.
    pub merge: Merge,
}

/// Does a job for a learner with this language (BCP 47); nothing when there is nothing to tell.
pub(super) fn perform(job: FileJob, learner: &str) -> Option<FileDone> {
    match job {
        FileJob::Write(stored, to) => Some(write(stored, to, learner)),
        FileJob::BringIn(stored, then) => Some(bring_in(stored, then, learner)),
        FileJob::Compare(batch, against) => {
            let found = against
                .into_iter()
                .filter_map(|against| Some((against.index, find(batch.prepared.get(against.index)?, against)?)))
                .collect();
            Some(FileDone::Compared(batch, found))
        }
        FileJob::Look(look) => look_at(&look),
    }
}

/// The file that an article came from, if it is one that it can be written back to or compared with.
pub(super) fn own_file(origin: &Origin) -> Option<PathBuf> {
    match origin {
        Origin::File(path) if !path.is_empty() => Some(PathBuf::from(path)),
        _ => None,
    }
}

fn write(stored: Box<StoredArticle>, to: WriteTo, learner: &str) -> FileDone {
    let by_itself = to.is_by_itself();
    let article_id = stored.article_id;
    let failed = |error| FileDone::Failed {
        article_id,
        by_itself,
        error,
    };
    let source = own_file(&stored.origin);
    let (path, own, replace) = match (&to, &source) {
        (WriteTo::Source { .. }, Some(source)) => (source.clone(), true, false),
        (WriteTo::Source { .. }, None) => return failed(SaveError::Gone { path: PathBuf::new() }),
        (WriteTo::Path { path, replace }, source) => {
            let own = source.as_ref().is_some_and(|source| is_same_file(source, path));
            (path.clone(), own, *replace)
        }
    };
    if is_web_page(&path) {
        return failed(SaveError::WebPage { path });
    }
    let there = if own { read_if_there(&path) } else { Ok(None) };
    let there = match there {
        Ok(there) => there,
        Err(source) => return failed(SaveError::Io { path, source }),
    };
    let left_behind = there.as_deref().filter(|bytes| is_left_behind(&stored, bytes));
    if left_behind.is_none() && there.as_ref().is_some_and(|bytes| *bytes != stored.bytes) {
        return bring_in(stored, Some(to), learner);
    }
    if own && there.is_none() && to == (WriteTo::Source { by_itself }) {
        return failed(SaveError::Gone { path });
    }
    let written = match written(&stored) {
        Ok(written) => written,
        Err(source) => return failed(SaveError::Encoding { path, source }),
    };
    let bolds = left_behind.map_or(written.applied.len(), |bytes| behind(&stored, bytes));
    let expect = match &there {
        Some(bytes) => Expect::Bytes(bytes),
        None if replace => Expect::Anything,
        None => Expect::Nothing,
    };
    if there.as_ref() != Some(&written.bytes) {
        match save(&path, &written.bytes, expect) {
            Ok(()) => {}
            Err(SaveError::Changed { .. }) => return bring_in(stored, Some(to), learner),
            Err(error) => return failed(error),
        }
    }
    FileDone::Written {
        stored,
        path,
        own,
        by_itself,
        bolds,
        written: Box::new(written),
    }
}

/// Whether a file holds what was written to it before a step back, and differs from the source in its bold alone: then
/// it can be written over, as nothing in it is anybody else's.
fn is_left_behind(stored: &StoredArticle, bytes: &[u8]) -> bool {
    let text = |bytes| decode(bytes).map(|decoded| decoded.text).unwrap_or_default();
    stored.in_file.as_deref() == Some(bytes)
        && without_bold(&text(bytes), false).eq(without_bold(&text(&stored.bytes), false))
}

/// How many changes of bold a file lacks.
fn behind(stored: &StoredArticle, bytes: &[u8]) -> usize {
    let text = decode(bytes).map(|decoded| decoded.text).unwrap_or_default();
    match compare(stored, &crate::text::parse(&text)) {
        Comparison::Bolds(merge) => merge.behind() as usize,
        Comparison::Text => 0,
    }
}

fn read_if_there(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn bring_in(stored: Box<StoredArticle>, then: Option<WriteTo>, learner: &str) -> FileDone {
    let path = own_file(&stored.origin).unwrap_or_default();
    match Import::read(&path) {
        Ok(import) => {
            let prepared = prepare(import, learner);
            FileDone::BroughtIn {
                comparison: compare(&stored, &prepared.article),
                stored,
                prepared: Box::new(prepared),
                then,
            }
        }
        Err(error) => FileDone::Unread {
            error,
            by_itself: then.is_some_and(|to| to.is_by_itself()),
        },
    }
}

/// Which of the articles a file is: the one with its path, or one with its text whose own file is not there any more.
fn find(prepared: &Prepared, against: Against) -> Option<Found> {
    let transfer::Origin::File(path) = &prepared.import.origin else {
        return None;
    };
    let is_own = |stored: &StoredArticle| own_file(&stored.origin).is_some_and(|own| own == *path);
    let plain = without_markers(&prepared.import.source);
    // Only what looks like the same text is parsed.
    let is_same = |stored: &StoredArticle| {
        decode(&stored.bytes).is_ok_and(|decoded| without_markers(&decoded.text).eq(plain.clone()))
            && own_file(&stored.origin).is_none_or(|own| !own.exists())
    };
    against
        .candidates
        .into_iter()
        .filter(|stored| is_own(stored) || is_same(stored))
        .find_map(|stored| match compare(&stored, &prepared.article) {
            Comparison::Bolds(merge) => Some(Found { stored, merge: *merge }),
            Comparison::Text => None,
        })
}

/// A text without anything that can mark bold, and without spaces and line ends.
fn without_markers(text: &str) -> impl Iterator<Item = char> + Clone {
    without_bold(text, true)
}

/// A text without anything that can mark bold, and without spaces and line ends if so wished.
fn without_bold(text: &str, nor_space: bool) -> impl Iterator<Item = char> + Clone {
    let mut tag = false;
    let chars = text.chars().filter(move |char| {
        let is_tag = tag || *char == '<';
        tag = is_tag && *char != '>';
        !is_tag
    });
    let is_left_out = move |char: char| matches!(char, '*' | '_' | '=') || (nor_space && char.is_whitespace());
    chars.filter(move |char| !is_left_out(*char))
}

fn look_at(look: &Look) -> Option<FileDone> {
    let done = |stamp, standing| {
        Some(FileDone::Looked {
            article_id: look.article_id,
            stamp,
            standing,
        })
    };
    let mut standing = FileStanding {
        path: look.path.clone(),
        ahead: 0,
        behind: 0,
        held: 0,
        other_text: false,
        gone: false,
    };
    // A web page is never written to: the article is the Markdown made from it.
    if is_web_page(&look.path) {
        return done(None, None);
    }
    let Some(stamp) = Stamp::of(&look.path) else {
        standing.gone = fs::metadata(&look.path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
        return done(None, standing.gone.then_some(standing));
    };
    if look.known == Some(stamp) {
        return None;
    }
    let stored = Store::open_reader(&look.library)
        .and_then(|store| store.article(look.article_id))
        .inspect_err(|error| tracing::warn!(%error, "an article could not be compared with its file"))
        .ok()??;
    // What cannot be read now can be neither ahead nor behind.
    let Ok(import) = Import::read(&look.path) else {
        return done(Some(stamp), None);
    };
    if import.bytes != stored.bytes || stored.in_file.is_some() {
        match compare(&stored, &crate::text::parse(&import.source)) {
            Comparison::Bolds(merge) => {
                standing.ahead = merge.came + merge.went;
                standing.count(
                    merge.to_file.len(),
                    write_back(&import.source, &merge.to_file).refused.len(),
                );
            }
            Comparison::Text => standing.other_text = true,
        }
    } else {
        match written(&stored) {
            Ok(written) => standing.count(written.applied.len() + written.refused.len(), written.refused.len()),
            Err(_) => standing.count(stored.bold_edits.len(), 0),
        }
    }
    done(Some(stamp), Some(standing))
}

#[cfg(test)]
mod tests;
