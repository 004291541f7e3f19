INSERT INTO article_source (article_id, bytes, sha256, imported_at)
VALUES (?1, ?2, ?3, ?4)
