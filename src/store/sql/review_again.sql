INSERT INTO reviews (uuid, card_id, grade, source, at, utc_offset_minutes, day, phase, elapsed_days, reverts)
SELECT ?2, card_id, grade, source, at, utc_offset_minutes, day, phase, elapsed_days, ?3 FROM reviews WHERE id = ?1
