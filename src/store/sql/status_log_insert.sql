INSERT INTO status_log (uuid, term_id, from_status, to_status, source, at, utc_offset_minutes)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
