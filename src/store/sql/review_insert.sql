INSERT INTO reviews (uuid, card_id, grade, source, at, utc_offset_minutes, day, phase, elapsed_days)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
