-- A headword before a form, a word of which most is known before others; with the place where it was met last.
SELECT found.id, met.article_id, CASE WHEN met.placed THEN met.anchor END
FROM (
    SELECT id, 0 AS rank FROM terms WHERE headword_key = ?1 AND deleted_at IS NULL
    UNION ALL
    SELECT term_id, 1 FROM forms WHERE form_key = ?1 AND deleted_at IS NULL
) AS found
JOIN terms ON terms.id = found.id AND terms.deleted_at IS NULL
LEFT JOIN contexts AS met ON met.id = (
    SELECT contexts.id FROM contexts JOIN articles ON articles.id = contexts.article_id
    WHERE contexts.term_id = found.id AND contexts.deleted_at IS NULL AND articles.deleted_at IS NULL
    ORDER BY contexts.pinned DESC, contexts.placed DESC, contexts.created_at DESC, contexts.id DESC
    LIMIT 1
)
ORDER BY found.rank, met.id IS NULL, found.id
LIMIT 1
