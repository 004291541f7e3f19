-- What is searched. A cache: it may be deleted at any time and is made again from the library. The texts that are
-- searched by are tokens of the program's own; SQLite only splits them at spaces.

CREATE TABLE state (
    id        INTEGER PRIMARY KEY CHECK (id = 1),
    -- The commit of the library with which all of this is known to agree.
    watermark TEXT
) STRICT;

INSERT INTO state (id) VALUES (1);

-- An article, or a stretch of a long one: what excerpts are made of.
CREATE TABLE parts (
    id          INTEGER PRIMARY KEY,
    article_id  INTEGER NOT NULL,
    first_block INTEGER NOT NULL,
    -- The blocks, joined by line breaks, and how long each is (bytes, as varints).
    text        TEXT    NOT NULL,
    lengths     BLOB    NOT NULL,
    -- What stands before and behind it in the article, as far as an anchor may want it.
    before      TEXT    NOT NULL,
    after       TEXT    NOT NULL
) STRICT;

CREATE INDEX parts_by_article ON parts (article_id);

-- A print is a hash of all that a row was made of.
CREATE TABLE articles (
    id    INTEGER PRIMARY KEY,
    print INTEGER NOT NULL
) STRICT;

CREATE TABLE words (
    id     INTEGER PRIMARY KEY,
    print  INTEGER NOT NULL,
    status INTEGER
) STRICT;

CREATE INDEX words_by_status ON words (status);

CREATE TABLE notes (
    id      INTEGER PRIMARY KEY,
    print   INTEGER NOT NULL,
    term_id INTEGER
) STRICT;

CREATE INDEX notes_by_term ON notes (term_id);

-- Every word that was ever indexed, with its headword by the rules of its language.
CREATE TABLE vocabulary (
    token    TEXT PRIMARY KEY,
    headword TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX vocabulary_by_headword ON vocabulary (headword);

-- The forms of the learner's own words.
CREATE TABLE families (
    term_id INTEGER NOT NULL,
    token   TEXT    NOT NULL,
    PRIMARY KEY (term_id, token)
) STRICT, WITHOUT ROWID;

CREATE INDEX families_by_token ON families (token);

-- `signs`: each single character of what is otherwise indexed in pairs.
CREATE VIRTUAL TABLE part_tokens USING fts5(
    title, text, signs, content = '', contentless_delete = 1, tokenize = 'ascii'
);
-- Titles once more, by article: among ten thousand texts they would be found too slowly.
CREATE VIRTUAL TABLE title_tokens USING fts5(
    title, signs, content = '', contentless_delete = 1, tokenize = 'ascii'
);
CREATE VIRTUAL TABLE word_tokens USING fts5(
    headword, forms, gloss, signs, content = '', contentless_delete = 1, tokenize = 'ascii'
);
CREATE VIRTUAL TABLE note_tokens USING fts5(
    body, quote, tags, signs, content = '', contentless_delete = 1, tokenize = 'ascii'
);
