-- The kind is spelt out: a parameter in its place would have the statement prepared anew for each row.
SELECT term_id
FROM forms
WHERE language = ?1 AND form_key = ?2 AND kind = 'word' AND deleted_at IS NULL
