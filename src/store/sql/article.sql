SELECT articles.id, title, language, origin_kind, origin_path, sample, bytes, position, furthest, bookmark,
    (SELECT file.bytes FROM article_source AS file WHERE file.id = file_id)
FROM articles JOIN article_source ON article_source.id = source_id
WHERE articles.id = ?1 AND deleted_at IS NULL
