SELECT id, anchor, action FROM gloss_edits
WHERE article_id = ?1 AND deleted_at IS NULL
ORDER BY id
