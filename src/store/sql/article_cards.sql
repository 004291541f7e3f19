SELECT terms.id, newest.grade, newest.at
FROM (SELECT term_id, min(id) AS first FROM contexts WHERE article_id = ?1 AND deleted_at IS NULL GROUP BY term_id) AS met
JOIN terms ON terms.id = met.term_id
LEFT JOIN cards ON cards.term_id = terms.id AND cards.deleted_at IS NULL
LEFT JOIN reviews AS newest ON newest.id = (
    SELECT id FROM reviews
    WHERE card_id = cards.id AND at >= ?2 AND reverts IS NULL AND (source = 'cram') = ?3
      AND NOT EXISTS (SELECT 1 FROM reviews AS later WHERE later.reverts = reviews.id)
    ORDER BY at DESC, id DESC LIMIT 1)
WHERE terms.deleted_at IS NULL AND terms.status IN (1, 2, 3, 4) AND cards.set_aside_at IS NULL
ORDER BY met.first
