SELECT card_id, reviews.phase, cards.term_id, terms.kind IS 'phrase'
FROM reviews JOIN cards ON cards.id = card_id LEFT JOIN terms ON terms.id = cards.term_id
WHERE day = ?1 AND source IN ('card', 'page', 'reading') AND reviews.reverts IS NULL
  AND NOT EXISTS (SELECT 1 FROM reviews AS later WHERE later.reverts = reviews.id)
