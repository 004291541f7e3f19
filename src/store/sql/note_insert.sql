INSERT INTO notes (uuid, kind, term_id, body, created_at, updated_at)
VALUES (?1, 'term', ?2, ?3, ?4, ?4)
