SELECT log.uuid, coalesce(terms.uuid, ''), coalesce(notes.uuid, ''), coalesce(terms.headword, ''),
       coalesce(terms.language, ''), log.grade, log.source, log.at, log.utc_offset_minutes, coalesce(reverted.uuid, '')
FROM reviews AS log
JOIN cards ON cards.id = log.card_id
LEFT JOIN terms ON terms.id = cards.term_id
LEFT JOIN notes ON notes.id = cards.note_id
LEFT JOIN reviews AS reverted ON reverted.id = log.reverts
ORDER BY log.id
