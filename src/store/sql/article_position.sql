UPDATE articles SET position = ?2, furthest = coalesce(?3, furthest)
WHERE id = ?1
