INSERT INTO articles (uuid, language, title, origin_kind, origin_path, words, sample, created_at, updated_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
