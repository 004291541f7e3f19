SELECT id
FROM notes
WHERE review = 1 AND deleted_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM cards WHERE cards.note_id = notes.id AND cards.deleted_at IS NULL AND phase <> 'new')
ORDER BY created_at
LIMIT ?1
