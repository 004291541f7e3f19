INSERT INTO contexts (uuid, article_id, term_id, anchor, form, sentence, form_offset, origin, created_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
