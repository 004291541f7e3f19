SELECT id, from_status, to_status, source, at, utc_offset_minutes, reverts
FROM status_log WHERE term_id = ?1 ORDER BY id
