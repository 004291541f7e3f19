UPDATE cards
SET phase = ?2, step = ?3, stability = ?4, difficulty = ?5, due_at = ?6, due_day = ?7, last_at = ?8, last_offset = ?9,
    reviews = ?10, lapses = ?11, updated_at = ?12
WHERE id = ?1
