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

-- Where the learner put the bookmark of an article, as the JSON of an anchor.
ALTER TABLE articles ADD COLUMN bookmark TEXT;

-- What was read, append-only: a block once a day, when it had been in view for half the time that it takes. `day`
-- counts days since 1970 on the learner's wall clock.
CREATE TABLE reading_log (
    id         INTEGER PRIMARY KEY,
    uuid       TEXT    NOT NULL UNIQUE,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    block      INTEGER NOT NULL CHECK (block >= 0),
    words      INTEGER NOT NULL CHECK (words > 0),
    seconds    INTEGER NOT NULL CHECK (seconds > 0),
    day        INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX reading_log_once ON reading_log (article_id, block, day);

CREATE TRIGGER reading_log_is_never_changed BEFORE UPDATE ON reading_log
BEGIN
    SELECT RAISE(ABORT, 'reading_log is append-only');
END;

CREATE TRIGGER reading_log_is_never_shortened BEFORE DELETE ON reading_log
BEGIN
    SELECT RAISE(ABORT, 'reading_log is append-only');
END;
