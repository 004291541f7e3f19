SELECT term_id, form_key
FROM forms
WHERE term_id IN (SELECT value FROM json_each(?1)) AND deleted_at IS NULL
ORDER BY id
