UPDATE terms SET status = ?2, status_at = ?3, status_by_learner = ?4, updated_at = ?3
WHERE id = ?1
