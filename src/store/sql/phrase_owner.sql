SELECT term_id
FROM forms
WHERE language = ?1 AND first_key = ?3 AND form_key = ?2 AND kind = 'phrase' AND deleted_at IS NULL
