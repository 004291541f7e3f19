SELECT DISTINCT terms.id, headword, status, stability
FROM reviews JOIN cards ON cards.id = card_id JOIN terms ON terms.id = cards.term_id
WHERE day = ?1 AND source IN ('card', 'page', 'reading') AND reviews.reverts IS NULL
  AND NOT EXISTS (SELECT 1 FROM reviews AS later WHERE later.reverts = reviews.id)
  AND cards.phase = 'review' AND cards.deleted_at IS NULL AND terms.deleted_at IS NULL AND status IN (1, 2, 3, 4)
ORDER BY headword
