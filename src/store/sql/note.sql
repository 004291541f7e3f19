SELECT term_id, body, updated_at, deleted_at IS NOT NULL, kind, article_id, colour, quote, review
FROM notes
WHERE id = ?1
