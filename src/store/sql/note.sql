SELECT term_id, body, updated_at, deleted_at IS NOT NULL
FROM notes
WHERE id = ?1
