SELECT id, anchor, action FROM bold_edits
WHERE article_id = ?1 AND deleted_at IS NULL
ORDER BY id
