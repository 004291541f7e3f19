UPDATE articles SET title = ?2, words = ?3, updated_at = ?4
WHERE id = ?1 AND deleted_at IS NULL
