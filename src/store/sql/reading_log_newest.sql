SELECT reading_log.words, seconds
FROM reading_log JOIN articles ON articles.id = article_id
WHERE language = ?1
ORDER BY reading_log.id DESC
LIMIT ?2
