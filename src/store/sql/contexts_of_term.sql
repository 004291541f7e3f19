SELECT contexts.id, article_id, articles.title, term_id, anchor, form, sentence, form_offset, origin, sense, pinned
FROM contexts JOIN articles ON articles.id = article_id
WHERE term_id = ?1 AND contexts.deleted_at IS NULL
ORDER BY contexts.created_at DESC, article_id DESC, contexts.id
