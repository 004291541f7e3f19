-- A note on a term that has no place of its own is shown where the term was met last.
SELECT notes.uuid, notes.kind, notes.colour,
       terms.uuid, terms.language, terms.kind, terms.headword,
       articles.uuid, articles.title, articles.language, coalesce(articles.origin_path, ''),
       lower(hex(coalesce(article_source.sha256, x''))),
       coalesce(notes.anchor, met.anchor), coalesce(met.placed, notes.placed),
       coalesce(notes.quote, met.form), coalesce(notes.sentence, met.sentence),
       met.id IS NOT NULL,
       notes.body, notes.review, notes.created_at, notes.updated_at, terms.sense
FROM notes
LEFT JOIN terms ON terms.id = notes.term_id
LEFT JOIN contexts AS met
    ON notes.anchor IS NULL AND notes.article_id IS NULL AND notes.quote IS NULL AND notes.sentence IS NULL
    AND met.id = (
        SELECT id FROM contexts
        WHERE contexts.term_id = notes.term_id AND contexts.deleted_at IS NULL
        ORDER BY pinned DESC, placed DESC, created_at DESC, id DESC
        LIMIT 1
    )
LEFT JOIN articles ON articles.id = coalesce(notes.article_id, met.article_id)
LEFT JOIN article_source ON article_source.id = articles.source_id
WHERE notes.deleted_at IS NULL
ORDER BY notes.created_at, notes.id
