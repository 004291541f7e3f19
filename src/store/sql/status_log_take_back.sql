INSERT INTO status_log (uuid, term_id, from_status, to_status, source, at, utc_offset_minutes, reverts)
SELECT ?2, term_id, to_status, from_status, 'undo', ?3, ?4, id FROM status_log WHERE id = ?1
