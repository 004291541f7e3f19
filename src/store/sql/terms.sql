SELECT id, language, kind, headword, status, gloss
FROM terms
WHERE id IN (SELECT value FROM json_each(?1)) AND deleted_at IS NULL
ORDER BY id
