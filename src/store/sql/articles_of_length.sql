SELECT articles.id
FROM articles JOIN article_source ON article_source.id = source_id
WHERE deleted_at IS NULL AND sample = 0
  AND (words = ?1 OR abs(length(bytes) - ?2) <= 64)
ORDER BY coalesce(opened_at, created_at) DESC, articles.id DESC
LIMIT ?3
