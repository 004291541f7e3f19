SELECT term_id, id, body, updated_at
FROM notes
WHERE term_id IN (SELECT value FROM json_each(?1)) AND kind = 'term' AND deleted_at IS NULL
ORDER BY created_at, id
