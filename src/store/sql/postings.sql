-- Which word stands in which article, and where. A cache: it may be deleted at any time and is made again from the
-- articles' sources.

CREATE TABLE articles (
    id       INTEGER PRIMARY KEY,
    source   INTEGER NOT NULL,
    language TEXT    NOT NULL,
    -- What else the tokens depend on.
    rules    TEXT    NOT NULL,
    -- Number of the first token of each block, as varints of the differences.
    blocks   BLOB    NOT NULL,
    -- Numbers of the tokens that are bold, likewise.
    bold     BLOB    NOT NULL
) STRICT;

CREATE TABLE keys (
    id       INTEGER PRIMARY KEY,
    language TEXT NOT NULL,
    key      TEXT NOT NULL,
    headword TEXT NOT NULL,
    UNIQUE (language, key)
) STRICT;

CREATE INDEX keys_by_headword ON keys (language, headword);

CREATE TABLE postings (
    key_id     INTEGER NOT NULL REFERENCES keys (id),
    article_id INTEGER NOT NULL REFERENCES articles (id),
    class      INTEGER NOT NULL,
    count      INTEGER NOT NULL,
    -- Numbers of its tokens, as varints of the differences.
    places     BLOB    NOT NULL,
    PRIMARY KEY (key_id, article_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX postings_by_article ON postings (article_id);
