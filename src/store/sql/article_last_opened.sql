SELECT id FROM articles
WHERE deleted_at IS NULL AND archived_at IS NULL AND opened_at IS NOT NULL
ORDER BY opened_at DESC, id DESC
LIMIT 1
