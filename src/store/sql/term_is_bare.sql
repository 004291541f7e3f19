SELECT 1 FROM terms
WHERE id = ?1 AND deleted_at IS NULL AND gloss = ''
  AND NOT (status IS NOT NULL AND status_by_learner = 1)
  AND NOT EXISTS (SELECT 1 FROM contexts WHERE contexts.term_id = terms.id AND contexts.deleted_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM notes WHERE notes.term_id = terms.id AND notes.deleted_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM cards WHERE cards.term_id = terms.id AND cards.deleted_at IS NULL)
