INSERT INTO notes (uuid, kind, term_id, article_id, anchor, quote, sentence, colour, body, review, created_at, updated_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11)
