INSERT INTO reading_log (uuid, article_id, block, words, seconds, day)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (article_id, block, day) DO NOTHING
