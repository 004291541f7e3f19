-- A note on a term is shown with the article in which the term was met.
SELECT value FROM json_each(?1)
UNION
SELECT id FROM notes WHERE term_id IN (SELECT value FROM json_each(?2))
UNION
SELECT id FROM notes WHERE article_id IN (SELECT value FROM json_each(?3))
UNION
SELECT notes.id FROM contexts JOIN notes ON notes.term_id = contexts.term_id
WHERE contexts.article_id IN (SELECT value FROM json_each(?3))
