INSERT INTO forms (uuid, term_id, language, kind, form, form_key, first_key, source, created_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?7, ?8)
