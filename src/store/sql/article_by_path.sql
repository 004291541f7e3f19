SELECT id FROM articles
WHERE origin_path = ?1 AND deleted_at IS NULL
ORDER BY id DESC
LIMIT 1
