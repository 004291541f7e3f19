-- The length of a source is looked up only where words are not told apart by spaces: there bold divides them.
SELECT id FROM articles
WHERE deleted_at IS NULL AND sample = 0
  AND (words = ?1
       OR (language IN ('zh', 'ja', 'th')
           AND abs((SELECT length(bytes) FROM article_source WHERE article_source.id = source_id) - ?2) <= 64))
ORDER BY coalesce(opened_at, created_at) DESC, id DESC
LIMIT ?3
