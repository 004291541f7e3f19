SELECT form_key, term_id, status,
       gloss <> ''
       OR term_id IN (SELECT term_id FROM contexts WHERE deleted_at IS NULL)
       OR term_id IN (SELECT term_id FROM notes WHERE kind = 'term' AND deleted_at IS NULL),
       forms.kind = 'word', headword, headword_key
FROM forms JOIN terms ON terms.id = term_id
WHERE forms.language = ?1 AND forms.deleted_at IS NULL
