SELECT term_id, note_id, difficulty, due_day
FROM cards
WHERE active = ?1 AND due_day <= ?2 AND due_day IS NOT NULL AND deleted_at IS NULL AND set_aside_at IS NULL
ORDER BY due_day, stability
LIMIT ?3
