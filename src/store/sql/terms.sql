SELECT id, language, kind, headword, status, gloss,
       (SELECT count(*) FROM contexts WHERE contexts.term_id = terms.id AND contexts.deleted_at IS NULL),
       created_at, sense
FROM terms
WHERE id IN (SELECT value FROM json_each(?1)) AND deleted_at IS NULL
ORDER BY id
