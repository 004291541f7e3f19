SELECT notes.id, notes.term_id, notes.body, notes.quote, terms.headword
FROM notes LEFT JOIN terms ON terms.id = notes.term_id
WHERE notes.deleted_at IS NULL AND (?1 IS NULL OR notes.id IN (SELECT value FROM json_each(?1)))
ORDER BY notes.id
