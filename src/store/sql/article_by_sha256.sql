SELECT articles.id, deleted_at IS NULL
FROM article_source JOIN articles ON articles.source_id = article_source.id
WHERE sha256 = ?1
ORDER BY deleted_at IS NOT NULL, deleted_at DESC, articles.id DESC
LIMIT 1
