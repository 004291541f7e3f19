-- CROSS JOIN: the keys first, each looked up in the index of the forms. A headword that is a form of another word is no
-- form of its own term, so the headwords are looked up as well.
SELECT forms.term_id
FROM json_each(?2) AS keys
CROSS JOIN forms ON forms.language = ?1 AND forms.first_key = keys.value AND forms.deleted_at IS NULL
UNION
SELECT terms.id
FROM json_each(?2) AS keys
CROSS JOIN terms ON terms.language = ?1 AND terms.kind = 'word' AND terms.headword_key = keys.value
                    AND terms.deleted_at IS NULL
