UPDATE terms SET deleted_at = NULL, status = NULL, status_at = NULL, status_by_learner = 0, gloss = '', updated_at = ?2
WHERE id = ?1
