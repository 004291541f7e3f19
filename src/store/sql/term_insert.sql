INSERT INTO terms (uuid, language, kind, headword, headword_key, created_at, updated_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
