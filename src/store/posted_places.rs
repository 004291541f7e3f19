//! Where words stand: what today's page is chosen by.

use super::error::Failure;
use super::packed::unpack;
use super::values::json_array;
use super::{Postings, StoreError};
use crate::study::ArticleId;
use crate::study::review::TextPlaces;

/// An article with the places of some words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostedPlaces {
    /// The article.
    pub article_id: ArticleId,
    /// The places; each word by its number among those asked for.
    pub places: TextPlaces,
}

/// Keys of forms, each with the number of its word.
type Words<'a> = &'a [(String, u32)];

impl Postings {
    /// The articles of a language that have the most of these words, and where these stand there: `words` are keys of
    /// forms, each with the number of its word. Each form is looked for in at most `deep` articles, the latest.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub fn places_of(
        &self,
        language: &str,
        words: &[(String, u32)],
        bounds: (u32, u32),
    ) -> Result<Vec<PostedPlaces>, StoreError> {
        self.places_beside(language, (words, &[]), bounds)
    }

    /// The same, with the places of other words in those articles: words that say nothing of which articles to take.
    ///
    /// # Errors
    /// As [`Postings::places_of`].
    pub fn places_beside(
        &self,
        language: &str,
        (words, beside): (Words<'_>, Words<'_>),
        (articles, deep): (u32, u32),
    ) -> Result<Vec<PostedPlaces>, StoreError> {
        self.read(|conn| {
            let mut find = conn.prepare_cached("SELECT id FROM keys WHERE language = ?1 AND key = ?2")?;
            let mut list = conn.prepare_cached(
                "SELECT article_id FROM postings WHERE key_id = ?1 ORDER BY article_id DESC LIMIT ?2",
            )?;
            let mut counts: std::collections::HashMap<i64, u32> = std::collections::HashMap::new();
            let mut keys = Vec::new();
            for (key, word) in words {
                let mut ids = find.query_map((language, key), |row| row.get::<_, i64>(0))?;
                let Some(key_id) = ids.next().transpose()? else { continue };
                keys.push((key_id, *word));
                for article in list.query_map((key_id, deep), |row| row.get(0))? {
                    *counts.entry(article?).or_default() += 1;
                }
            }
            for (key, word) in beside {
                let mut ids = find.query_map((language, key), |row| row.get::<_, i64>(0))?;
                keys.extend(ids.next().transpose()?.map(|key_id| (key_id, *word)));
            }
            let mut best: Vec<(i64, u32)> = counts.into_iter().collect();
            best.sort_unstable_by_key(|&(article, count)| (std::cmp::Reverse(count), std::cmp::Reverse(article)));
            best.truncate(articles as usize);
            let mut places = Vec::new();
            let mut blocks = conn.prepare_cached("SELECT blocks FROM articles WHERE id = ?1")?;
            let mut of_article = conn.prepare_cached(
                "SELECT key_id, places FROM postings WHERE article_id = ?1 AND key_id IN (SELECT value FROM json_each(?2))",
            )?;
            let ids = json_array(keys.iter().map(|&(key_id, _)| key_id));
            for (article, _) in best {
                let mut text = TextPlaces {
                    blocks: blocks.query_one([article], |row| Ok(unpack(row.get_ref(0)?.as_blob()?)))?,
                    places: Vec::new(),
                };
                let mut rows = of_article.query((article, &ids))?;
                while let Some(row) = rows.next()? {
                    let key_id: i64 = row.get(0)?;
                    let tokens = unpack(row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?);
                    for &(_, word) in keys.iter().filter(|(key, _)| *key == key_id) {
                        text.places.extend(tokens.iter().map(|&token| (token, word)));
                    }
                }
                text.places.sort_unstable();
                places.push(PostedPlaces {
                    article_id: ArticleId(article),
                    places: text,
                });
            }
            Ok::<_, Failure>(places)
        })
    }
}
