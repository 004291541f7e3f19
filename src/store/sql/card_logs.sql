SELECT coalesce(cards.joined_into, cards.id) AS card, at, utc_offset_minutes, grade
FROM reviews JOIN cards ON cards.id = card_id
WHERE source = 'card' AND reviews.reverts IS NULL
  AND reviews.id NOT IN (SELECT reverts FROM reviews WHERE reverts IS NOT NULL)
ORDER BY card, at, reviews.id
