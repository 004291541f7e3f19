-- Version 3: notes on passages and articles.

-- 0: its article was updated, and the passage is not found in it any more.
ALTER TABLE notes ADD COLUMN placed INTEGER NOT NULL DEFAULT 1 CHECK (placed IN (0, 1));

-- The sentence around the quote, the note's own copy.
ALTER TABLE notes ADD COLUMN sentence TEXT;

-- Whether it comes up in review.
ALTER TABLE notes ADD COLUMN review INTEGER NOT NULL DEFAULT 0 CHECK (review IN (0, 1));

-- What the article's file holds (a row of `article_source`), where that is not its source: the program wrote it, and a
-- step back has not been written since. No image of an undo holds it, as no file is taken back with a step.
ALTER TABLE articles ADD COLUMN file_id INTEGER;

-- The History list: what was deleted or swept, with what its rows held before and after, so that it can be taken back
-- in a later session. `images` is the JSON of `store/past.rs`. A row with `deleted_at` was taken back.
CREATE TABLE history (
    id                 INTEGER PRIMARY KEY,
    uuid               TEXT    NOT NULL UNIQUE,
    kind               TEXT    NOT NULL CHECK (kind <> ''),
    title              TEXT    NOT NULL,
    detail             TEXT    NOT NULL,
    count              INTEGER NOT NULL,
    images             TEXT    NOT NULL,
    at                 INTEGER NOT NULL,
    utc_offset_minutes INTEGER NOT NULL,
    deleted_at         INTEGER
) STRICT;

CREATE INDEX history_by_time ON history (at);

-- How many commits there were, and when the last one was (UTC milliseconds): what was made of the library elsewhere, the
-- search index, knows by them whether it is still in step.
ALTER TABLE library ADD COLUMN commits INTEGER NOT NULL DEFAULT 0;
ALTER TABLE library ADD COLUMN committed_at INTEGER NOT NULL DEFAULT 0;

-- The meaning of a dictionary that the learner chose: of a word in one sentence, and of the term the one chosen last. Its
-- own text, since dictionaries come and go.
ALTER TABLE contexts ADD COLUMN sense TEXT NOT NULL DEFAULT '';
ALTER TABLE terms ADD COLUMN sense TEXT NOT NULL DEFAULT '';
