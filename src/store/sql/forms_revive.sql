-- Its own forms come back, one row each, unless another term has them now.
UPDATE forms SET deleted_at = NULL
WHERE id IN (
    SELECT max(gone.id) FROM forms AS gone
    WHERE gone.term_id = ?1 AND gone.deleted_at IS NOT NULL
      AND NOT EXISTS (
          SELECT 1 FROM forms AS live
          WHERE live.language = gone.language AND live.first_key = gone.first_key AND live.form_key = gone.form_key
            AND live.kind = gone.kind AND live.deleted_at IS NULL
      )
    GROUP BY gone.form_key
)
