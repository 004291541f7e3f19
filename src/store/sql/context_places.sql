SELECT id, term_id, anchor, deleted_at IS NULL
FROM contexts
WHERE article_id = ?1
ORDER BY id
