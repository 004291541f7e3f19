SELECT id, headword, status, status_by_learner
FROM terms
WHERE id = ?1 AND deleted_at IS NULL
