UPDATE notes SET body = ?2, updated_at = ?3, deleted_at = NULL
WHERE id = ?1
