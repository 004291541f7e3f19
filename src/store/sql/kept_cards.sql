SELECT cards.uuid, coalesce(terms.uuid, ''), coalesce(notes.uuid, ''), coalesce(terms.headword, ''), phase, stability,
       difficulty, due_at, due_day, reviews, lapses, set_aside_at IS NOT NULL
FROM cards
LEFT JOIN terms ON terms.id = cards.term_id
LEFT JOIN notes ON notes.id = cards.note_id
WHERE cards.deleted_at IS NULL
ORDER BY cards.id
