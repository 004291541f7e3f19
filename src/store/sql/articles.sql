WITH met AS (
    SELECT DISTINCT article_id, term_id FROM contexts WHERE deleted_at IS NULL
), counts AS (
    SELECT article_id,
           count(*) AS terms,
           count(*) FILTER (WHERE status BETWEEN 1 AND 4) AS to_study,
           count(*) FILTER (WHERE status IN (5, 99)) AS known
    FROM met JOIN terms ON terms.id = met.term_id
    GROUP BY article_id
)
SELECT id, title, language, origin_kind, origin_path, words, sample, archived_at IS NOT NULL, created_at, opened_at,
       coalesce(terms, 0), coalesce(to_study, 0), coalesce(known, 0), bookmark
FROM articles LEFT JOIN counts ON counts.article_id = articles.id
WHERE deleted_at IS NULL
ORDER BY coalesce(opened_at, created_at) DESC, id DESC
