DELETE FROM history WHERE at < ?1;
DELETE FROM note_versions WHERE at < ?1 OR note_id IN (SELECT id FROM notes WHERE deleted_at < ?1);
DELETE FROM notes WHERE deleted_at < ?1 AND NOT EXISTS (SELECT 1 FROM cards WHERE cards.note_id = notes.id);
DELETE FROM contexts WHERE deleted_at < ?1;
DELETE FROM bold_edits WHERE deleted_at < ?1 OR article_id IN (SELECT id FROM articles WHERE deleted_at < ?1);
DELETE FROM gloss_edits WHERE deleted_at < ?1 OR article_id IN (SELECT id FROM articles WHERE deleted_at < ?1);
DELETE FROM forms WHERE deleted_at < ?1;
UPDATE articles SET source_id = NULL, file_id = NULL WHERE deleted_at < ?1 AND source_id IS NOT NULL;
DELETE FROM article_source WHERE article_id IN (SELECT id FROM articles WHERE deleted_at < ?1);
DELETE FROM articles
WHERE deleted_at < ?1
  AND NOT EXISTS (SELECT 1 FROM contexts WHERE contexts.article_id = articles.id)
  AND NOT EXISTS (SELECT 1 FROM notes WHERE notes.article_id = articles.id)
  AND NOT EXISTS (SELECT 1 FROM reading_log WHERE reading_log.article_id = articles.id);
DELETE FROM terms
WHERE deleted_at < ?1
  AND NOT EXISTS (SELECT 1 FROM status_log WHERE status_log.term_id = terms.id)
  AND NOT EXISTS (SELECT 1 FROM forms WHERE forms.term_id = terms.id)
  AND NOT EXISTS (SELECT 1 FROM contexts WHERE contexts.term_id = terms.id)
  AND NOT EXISTS (SELECT 1 FROM notes WHERE notes.term_id = terms.id)
  AND NOT EXISTS (SELECT 1 FROM cards WHERE cards.term_id = terms.id);
