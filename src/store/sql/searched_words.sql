SELECT id, language, headword, gloss, status,
       (SELECT group_concat(form_key, char(10)) FROM (
            SELECT form_key FROM forms WHERE term_id = terms.id AND deleted_at IS NULL ORDER BY form_key))
FROM terms
WHERE deleted_at IS NULL
  AND (?1 IS NULL OR id IN (SELECT value FROM json_each(?1)))
  AND (status IS NOT NULL OR gloss <> ''
       OR EXISTS (SELECT 1 FROM contexts WHERE term_id = terms.id AND deleted_at IS NULL)
       OR EXISTS (SELECT 1 FROM notes WHERE term_id = terms.id AND deleted_at IS NULL))
ORDER BY id
