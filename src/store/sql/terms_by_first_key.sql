-- CROSS JOIN: the keys first, each looked up in the index of the forms.
SELECT DISTINCT forms.term_id
FROM json_each(?2) AS keys
CROSS JOIN forms ON forms.language = ?1 AND forms.first_key = keys.value AND forms.deleted_at IS NULL
