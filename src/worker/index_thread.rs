//! The index thread: keeps the postings in step with the library, and answers what they can answer.
//!
//! It reads the library through a connection of its own and writes only to the cache, so that it never stands in the way
//! of a commit or of an article that is being opened. What it is asked for twice it does once.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, TryRecvError};

use super::figures::Figures;
use super::link::{Folders, Outbox};
use super::parsing::{classes, level_of_words, mark, show_edits};
use super::{ArticleMet, Event};
use crate::lexicon::Level;
use crate::store::{FormOwners, PostedArticle, Postings, Store, StoreError};
use crate::study::{ArticleId, Phrase, TermId, bold_tokens, match_phrases};
use crate::text::{TokenIndex, headword_of, is_own_headword, key_parts, parse};
use crate::transfer::decode;

/// So many bytes of articles are looked through for a phrase.
const LOOKED_THROUGH: usize = 4 << 20;

/// What the store thread asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    /// Articles came, went or changed; answered by `LibraryCoverage`.
    Sync,
    /// The library is another file from now on; no answer.
    Forget,
    /// How much of each article is known; answered by `LibraryCoverage`.
    Coverage,
    /// The words due at this time, in passages; answered by `TodayPage`.
    Page(crate::store::Now),
    /// Where a term was met; answered by `Met`.
    Met {
        /// Which term.
        term_id: TermId,
        /// BCP 47 code.
        language: String,
        /// Key of its headword.
        headword: String,
        /// Keys of its forms.
        forms: Vec<String>,
        /// Whether other words may stand between those of a phrase.
        gap: bool,
    },
}

pub(super) struct Index {
    pub(super) store: Store,
    /// BCP 47 code of the learner's own language.
    learner: String,
    pub(super) postings: Postings,
    /// Estimated levels of articles: they change with the text and not with the learner.
    levels: HashMap<(ArticleId, i64, String), Option<Level>>,
}

/// Answers until the store thread is gone. The library is in the folders, the language is the learner's own (BCP 47).
pub(super) fn run(asks: &Receiver<Ask>, home: &(Folders, String), outbox: &Outbox) {
    let mut index = None;
    while let Ok(first) = asks.recv() {
        let (mut waiting, open) = drain(first, asks);
        waiting.dedup();
        for ask in waiting {
            if ask == Ask::Forget {
                index = None;
                continue;
            }
            let done = catch_unwind(AssertUnwindSafe(|| {
                if index.is_none() {
                    index = Some(Index::open(home)?);
                }
                index.as_mut().map_or(Ok(()), |index| index.answer(&ask, outbox))
            }));
            match done {
                Ok(Ok(())) => {}
                Ok(Err(error)) => {
                    tracing::warn!(%error, ?ask, "the postings could not answer");
                    index = None;
                }
                Err(_) => {
                    index = None;
                    outbox.send(Event::Panicked { during: "index" });
                }
            }
        }
        if !open {
            return;
        }
    }
}

/// Everything that waits, and whether anything can still come.
fn drain(first: Ask, asks: &Receiver<Ask>) -> (Vec<Ask>, bool) {
    let mut waiting = vec![first];
    loop {
        match asks.try_recv() {
            Ok(ask) => {
                waiting.retain(|other| *other != ask);
                waiting.push(ask);
            }
            Err(TryRecvError::Empty) => return (waiting, true),
            Err(TryRecvError::Disconnected) => return (waiting, false),
        }
    }
}

impl Index {
    fn open((folders, learner): &(Folders, String)) -> Result<Self, StoreError> {
        let store = Store::open_reader(&folders.library)?;
        let postings = Postings::open(&folders.cache.join(store.library_uuid()))?;
        Ok(Self {
            store,
            learner: learner.clone(),
            postings,
            levels: HashMap::new(),
        })
    }

    fn answer(&mut self, ask: &Ask, outbox: &Outbox) -> Result<(), StoreError> {
        match ask {
            Ask::Sync => {
                self.sync()?;
                outbox.send(self.coverage()?);
            }
            Ask::Forget => {}
            Ask::Coverage => outbox.send(self.coverage()?),
            Ask::Page(now) => outbox.send(Event::TodayPage(Box::new(self.today_page(*now)?))),
            Ask::Met {
                term_id,
                language,
                headword,
                forms,
                gap,
            } => {
                let mut met = self.met(*term_id, language, (headword, forms))?;
                if met.is_empty() {
                    met = self.met_phrase(language, forms, *gap)?;
                }
                outbox.send(Event::Met { term_id: *term_id, met });
            }
        }
        Ok(())
    }

    /// Marks the glosses of an article as they are on its page.
    pub(super) fn mark(&self, article: &mut crate::text::Article, language: &str, edits: &[crate::store::GlossEdit]) {
        let said = mark(article, language, &self.learner, edits);
        if !said.is_empty() {
            article.mark_said(language, &said);
        }
    }

    fn sync(&mut self) -> Result<(), StoreError> {
        let wanted = self.store.posted_articles()?.into_iter();
        let articles: Vec<PostedArticle> = wanted
            .map(|(article, _)| PostedArticle {
                rules: format!("{} {}", self.learner, article.rules),
                ..article
            })
            .collect();
        for missing in self.postings.sync(&articles)? {
            let Some(posted) = articles.iter().find(|article| article.article_id == missing) else {
                continue;
            };
            let Some(stored) = self.store.article(missing)? else {
                continue;
            };
            let source = decode(&stored.bytes).map(|decoded| decoded.text).unwrap_or_default();
            let mut article = parse(&source);
            let said = mark(&mut article, &posted.language, &self.learner, &stored.gloss_edits);
            show_edits(&mut article, stored.bold_edits);
            if !said.is_empty() {
                article.mark_said(&posted.language, &said);
            }
            let index = TokenIndex::build(&article, &posted.language);
            let blocks = u32::try_from(article.blocks.len()).unwrap_or(u32::MAX);
            let classes = classes(&article, &index, &posted.language);
            let bold = bold_tokens(&article, &index);
            self.postings.put(posted, &index, blocks, (&classes, &bold))?;
            // A bracket may have become text.
            self.levels.retain(|(article_id, ..), _| *article_id != missing);
        }
        Ok(())
    }

    fn coverage(&mut self) -> Result<Event, StoreError> {
        let mut owners: HashMap<String, FormOwners> = HashMap::new();
        let mut figures = Figures::default();
        let (mut coverage, mut vocabulary, mut levels) = (HashMap::new(), HashMap::new(), HashMap::new());
        for (article, furthest) in self.store.posted_articles()? {
            let owners = match owners.entry(article.language.clone()) {
                Entry::Occupied(owners) => owners.into_mut(),
                Entry::Vacant(place) => place.insert(self.store.form_owners_of(&article.language)?),
            };
            let text = self.postings.text(article.article_id)?;
            let (known, words) = figures.article(&article.language, &text, furthest, owners);
            coverage.insert(article.article_id, known);
            vocabulary.insert(article.article_id, words);
            let key = (article.article_id, article.source, article.language);
            let level = *self.levels.entry(key).or_insert_with_key(|(_, _, language)| {
                let words = text.words.iter();
                let words = words.map(|word| (&*word.headword, &*word.key, word.class, word.places.len()));
                level_of_words(language, words)
            });
            levels.extend(level.map(|level| (article.article_id, level)));
        }
        Ok(Event::LibraryCoverage {
            coverage,
            vocabulary,
            all: figures.all(),
            levels,
        })
    }

    fn met(
        &self,
        term_id: TermId,
        language: &str,
        (headword, forms): (&str, &[String]),
    ) -> Result<Vec<ArticleMet>, StoreError> {
        let own = forms
            .iter()
            .map(String::as_str)
            .filter(|form| is_own_headword(language, form));
        let headwords: Vec<String> = own.chain([headword]).map(str::to_owned).collect();
        let met = self.postings.met(language, forms, &headwords)?;
        let owners = self
            .store
            .form_owners(language, met.iter().map(|met| met.key.as_str()))?;
        let mut articles: Vec<ArticleMet> = Vec::new();
        for met in met {
            // A form that the learner gave to another term was not met as this one.
            if owners.get(&met.key).is_some_and(|owner| *owner != term_id) {
                continue;
            }
            match articles.iter_mut().find(|article| article.article_id == met.article_id) {
                Some(article) => article.count += met.count,
                None => {
                    if let Some(title) = self.store.article_title(met.article_id)? {
                        articles.push(ArticleMet {
                            article_id: met.article_id,
                            title,
                            count: met.count,
                        });
                    }
                }
            }
        }
        Ok(articles)
    }

    /// The same for a term of several words: the articles that have all of them are looked through.
    fn met_phrase(&self, language: &str, forms: &[String], gap: bool) -> Result<Vec<ArticleMet>, StoreError> {
        let phrases: Vec<Phrase> = forms
            .iter()
            .map(|form| Phrase {
                term: 0,
                words: key_parts(form).into_iter().map(str::to_owned).collect(),
                gap,
            })
            .filter(|phrase| phrase.words.len() > 1)
            .collect();
        let mut articles: Vec<ArticleId> = Vec::new();
        for phrase in &phrases {
            let mut having: Option<Vec<ArticleId>> = None;
            for word in &phrase.words {
                let keys = [word.clone(), headword_of(language, word).into_owned()];
                let mut have: Vec<ArticleId> = self
                    .postings
                    .met(language, &keys, &keys)?
                    .iter()
                    .map(|it| it.article_id)
                    .collect();
                have.dedup();
                having = Some(match having {
                    Some(before) => before.into_iter().filter(|it| have.contains(it)).collect(),
                    None => have,
                });
            }
            articles.extend(having.unwrap_or_default());
        }
        articles.sort_unstable_by_key(|article_id| std::cmp::Reverse(article_id.0));
        articles.dedup();
        let (mut met, mut bytes) = (Vec::new(), 0);
        for article_id in articles {
            let Some(stored) = self.store.article(article_id)? else {
                continue;
            };
            bytes += stored.bytes.len();
            if bytes > LOOKED_THROUGH && !met.is_empty() {
                break;
            }
            let source = decode(&stored.bytes).map(|decoded| decoded.text).unwrap_or_default();
            let mut article = parse(&source);
            mark(&mut article, &stored.language, &self.learner, &stored.gloss_edits);
            let index = TokenIndex::build(&article, &stored.language);
            let count = match_phrases(&article, &index, &phrases, &stored.language).len();
            if count > 0 {
                met.push(ArticleMet {
                    article_id,
                    title: stored.title,
                    count: u32::try_from(count).unwrap_or(u32::MAX),
                });
            }
        }
        Ok(met)
    }
}
