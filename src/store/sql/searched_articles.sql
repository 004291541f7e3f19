SELECT id, source_id, language, title
FROM articles
WHERE deleted_at IS NULL AND source_id IS NOT NULL AND (?1 IS NULL OR id IN (SELECT value FROM json_each(?1)))
ORDER BY id
