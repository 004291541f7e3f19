-- Headwords and titles that hold what is typed, those that begin with it first.
SELECT name, is_title FROM (
    SELECT DISTINCT headword AS name, 0 AS is_title, instr(headword_key, ?1) AS at, headword_key AS key
    FROM terms WHERE deleted_at IS NULL AND status IS NOT 98
    UNION ALL
    SELECT DISTINCT title, 1, instr(lower(title), ?1), lower(title)
    FROM articles WHERE deleted_at IS NULL
)
WHERE at > 0
ORDER BY at > 1, length(key), key, is_title
LIMIT ?2
