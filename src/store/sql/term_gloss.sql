UPDATE terms SET gloss = ?2, updated_at = ?3
WHERE id = ?1 AND gloss <> ?2
