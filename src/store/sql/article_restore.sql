UPDATE articles SET deleted_at = NULL, archived_at = NULL, updated_at = ?2
WHERE id = ?1 AND source_id IS NOT NULL
