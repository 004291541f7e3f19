WITH RECURSIVE own (id) AS (
    SELECT ?1 UNION SELECT cards.id FROM cards JOIN own ON cards.joined_into = own.id
)
SELECT at, utc_offset_minutes, grade, source
FROM reviews
WHERE card_id IN (SELECT id FROM own) AND reverts IS NULL
  AND NOT EXISTS (SELECT 1 FROM reviews AS later WHERE later.reverts = reviews.id)
ORDER BY at, id
