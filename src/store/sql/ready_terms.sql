SELECT DISTINCT terms.id, headword, status, stability
FROM reviews JOIN cards ON cards.id = card_id JOIN terms ON terms.id = cards.term_id
WHERE day = ?1 AND source IN ('card', 'page', 'reading') AND reviews.reverts IS NULL
  AND NOT EXISTS (SELECT 1 FROM reviews AS later WHERE later.reverts = reviews.id)
  AND cards.phase = 'review' AND cards.deleted_at IS NULL AND terms.deleted_at IS NULL AND status IN (1, 2, 3, 4)
  -- One step a day: what was moved today is not offered again.
  AND NOT EXISTS (SELECT 1 FROM status_log AS moved
      WHERE moved.term_id = terms.id AND moved.source = 'learner' AND moved.at >= ?2 AND moved.reverts IS NULL
        AND NOT EXISTS (SELECT 1 FROM status_log AS back WHERE back.reverts = moved.id))
ORDER BY headword
