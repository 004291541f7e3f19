SELECT term_id
FROM forms
WHERE language = ?1 AND first_key = ?2 AND form_key = ?3 AND kind = ?4 AND deleted_at IS NULL
