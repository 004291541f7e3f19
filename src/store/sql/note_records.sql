-- A note on a term that was written before notes knew their place is shown where the term was met last.
SELECT notes.id, notes.uuid, notes.kind, notes.colour,
       terms.id, terms.language, terms.headword, terms.status,
       articles.id, articles.title, articles.deleted_at IS NULL,
       coalesce(notes.anchor, met.anchor), notes.placed AND coalesce(met.placed, 1),
       coalesce(notes.quote, met.form), coalesce(notes.sentence, met.sentence),
       notes.body, notes.review, notes.created_at, notes.updated_at, notes.deleted_at
FROM notes
LEFT JOIN terms ON terms.id = notes.term_id
LEFT JOIN contexts AS met ON notes.anchor IS NULL AND met.id = (
    SELECT id FROM contexts
    WHERE contexts.term_id = notes.term_id AND contexts.deleted_at IS NULL
    ORDER BY pinned DESC, placed DESC, created_at DESC, id DESC
    LIMIT 1
)
LEFT JOIN articles ON articles.id = coalesce(notes.article_id, met.article_id)
