INSERT INTO gloss_edits (uuid, article_id, anchor, action, created_at)
VALUES (?1, ?2, ?3, ?4, ?5)
