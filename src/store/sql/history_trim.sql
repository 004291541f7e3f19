DELETE FROM history
WHERE id IN (
    SELECT id FROM (SELECT id, sum(octet_length(images)) OVER (ORDER BY id DESC) AS total FROM history)
    WHERE total > ?1
)
