-- A context that was picked is bold where the learner bolded it too, not where a status key made it a term.
SELECT count(DISTINCT contexts.article_id)
FROM contexts JOIN articles ON articles.id = contexts.article_id AND articles.deleted_at IS NULL
WHERE term_id = ?1 AND contexts.deleted_at IS NULL AND placed
  AND (origin = 'bold' OR EXISTS (
      SELECT 1 FROM bold_edits AS edit
      WHERE edit.article_id = contexts.article_id AND edit.action = 'add' AND edit.deleted_at IS NULL
        AND edit.anchor ->> '$.start' = contexts.anchor ->> '$.start'
        AND edit.anchor ->> '$.end' = contexts.anchor ->> '$.end'
  ))
