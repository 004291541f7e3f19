SELECT uuid, origin_kind, origin_path FROM articles
WHERE id = ?1 AND deleted_at IS NULL
