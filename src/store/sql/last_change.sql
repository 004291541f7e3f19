SELECT max(at) FROM (
    SELECT coalesce(max(created_at), 0) AS at FROM library
    UNION ALL SELECT coalesce(max(max(updated_at, coalesce(deleted_at, 0))), 0) FROM articles
    UNION ALL SELECT coalesce(max(max(updated_at, coalesce(deleted_at, 0))), 0) FROM terms
    UNION ALL SELECT coalesce(max(max(updated_at, coalesce(deleted_at, 0))), 0) FROM notes
    UNION ALL SELECT coalesce(max(max(created_at, coalesce(deleted_at, 0))), 0) FROM contexts
    UNION ALL SELECT coalesce(max(max(created_at, coalesce(deleted_at, 0))), 0) FROM bold_edits
    UNION ALL SELECT coalesce(max(max(created_at, coalesce(deleted_at, 0))), 0) FROM gloss_edits
    UNION ALL SELECT coalesce((SELECT at FROM status_log ORDER BY id DESC LIMIT 1), 0)
);
