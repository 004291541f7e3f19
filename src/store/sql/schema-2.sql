-- Version 2: words are families. The terms themselves are joined in code, which knows the headwords.

-- Where the learner says that a bracket beside a bold word is its gloss, or that it is text, against the rules.
CREATE TABLE gloss_edits (
    id         INTEGER PRIMARY KEY,
    uuid       TEXT    NOT NULL UNIQUE,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    anchor     TEXT    NOT NULL,
    action     TEXT    NOT NULL CHECK (action IN ('gloss', 'text')),
    created_at INTEGER NOT NULL,
    deleted_at INTEGER
) STRICT;

CREATE INDEX gloss_edits_by_article ON gloss_edits (article_id);
