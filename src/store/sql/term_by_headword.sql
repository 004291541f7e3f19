SELECT id, deleted_at IS NOT NULL
FROM terms
WHERE language = ?1 AND kind = ?2 AND headword_key = ?3
