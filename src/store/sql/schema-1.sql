-- Version 1 of the library. Frozen once released: what changes later is a step of its own.
--
-- Every row that may travel to another machine has a UUIDv7 beside its integer key. Times are UTC milliseconds.
-- A row with `deleted_at` is a tombstone: it is deleted for the learner, and swept after 90 days.

CREATE TABLE library (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    uuid       TEXT    NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE articles (
    id          INTEGER PRIMARY KEY,
    uuid        TEXT    NOT NULL UNIQUE,
    language    TEXT    NOT NULL CHECK (language <> ''),
    title       TEXT    NOT NULL,
    origin_kind TEXT    NOT NULL CHECK (origin_kind <> ''),
    origin_path TEXT,
    words       INTEGER NOT NULL DEFAULT 0,
    sample      INTEGER NOT NULL DEFAULT 0 CHECK (sample IN (0, 1)),
    source_id   INTEGER REFERENCES article_source (id),
    -- Anchors as JSON: where it was read last, and the furthest place read.
    position    TEXT,
    furthest    TEXT,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    opened_at   INTEGER,
    archived_at INTEGER,
    deleted_at  INTEGER
) STRICT;

CREATE INDEX articles_by_path ON articles (origin_path) WHERE origin_path IS NOT NULL;
CREATE INDEX articles_by_source ON articles (source_id);

-- The bytes as they were imported; an update of the article adds a row.
CREATE TABLE article_source (
    id          INTEGER PRIMARY KEY,
    article_id  INTEGER NOT NULL REFERENCES articles (id),
    bytes       BLOB    NOT NULL,
    sha256      BLOB    NOT NULL CHECK (length(sha256) = 32),
    imported_at INTEGER NOT NULL
) STRICT;

CREATE INDEX article_source_by_sha256 ON article_source (sha256);
CREATE INDEX article_source_by_article ON article_source (article_id);

CREATE TRIGGER article_source_is_immutable BEFORE UPDATE ON article_source
BEGIN
    SELECT RAISE(ABORT, 'article_source is immutable');
END;

CREATE TABLE terms (
    id                INTEGER PRIMARY KEY,
    uuid              TEXT    NOT NULL UNIQUE,
    language          TEXT    NOT NULL CHECK (language <> ''),
    kind              TEXT    NOT NULL CHECK (kind IN ('word', 'phrase')),
    headword          TEXT    NOT NULL,
    headword_key      TEXT    NOT NULL CHECK (headword_key <> ''),
    status            INTEGER CHECK (status IN (1, 2, 3, 4, 5, 98, 99)),
    status_at         INTEGER,
    -- Whether the learner set the status, or an import did.
    status_by_learner INTEGER NOT NULL DEFAULT 0 CHECK (status_by_learner IN (0, 1)),
    gloss             TEXT    NOT NULL DEFAULT '',
    created_at        INTEGER NOT NULL,
    updated_at        INTEGER NOT NULL,
    deleted_at        INTEGER,
    -- A tombstone keeps its key, so that a term that comes back keeps its UUID.
    UNIQUE (language, kind, headword_key)
) STRICT;

CREATE TABLE forms (
    id         INTEGER PRIMARY KEY,
    uuid       TEXT    NOT NULL UNIQUE,
    term_id    INTEGER NOT NULL REFERENCES terms (id),
    language   TEXT    NOT NULL CHECK (language <> ''),
    kind       TEXT    NOT NULL CHECK (kind IN ('word', 'phrase')),
    form       TEXT    NOT NULL,
    form_key   TEXT    NOT NULL CHECK (form_key <> ''),
    -- Key of the form's first token: what a form of several tokens is found by.
    first_key  TEXT    NOT NULL,
    source     TEXT    NOT NULL CHECK (source IN ('automatic', 'learner')),
    created_at INTEGER NOT NULL,
    deleted_at INTEGER
) STRICT;

CREATE UNIQUE INDEX forms_of_words ON forms (language, form_key) WHERE kind = 'word' AND deleted_at IS NULL;
CREATE INDEX forms_by_first_key ON forms (language, first_key) WHERE deleted_at IS NULL;
CREATE INDEX forms_by_term ON forms (term_id);

CREATE TABLE contexts (
    id          INTEGER PRIMARY KEY,
    uuid        TEXT    NOT NULL UNIQUE,
    article_id  INTEGER NOT NULL REFERENCES articles (id),
    term_id     INTEGER NOT NULL REFERENCES terms (id),
    anchor      TEXT    NOT NULL,
    -- 0: its article was updated, and the place is not found in it any more.
    placed      INTEGER NOT NULL DEFAULT 1 CHECK (placed IN (0, 1)),
    form        TEXT    NOT NULL,
    sentence    TEXT    NOT NULL,
    -- Where the form begins in the sentence, in UTF-8 bytes.
    form_offset INTEGER NOT NULL,
    origin      TEXT    NOT NULL CHECK (origin IN ('bold', 'picked')),
    pinned      INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1)),
    created_at  INTEGER NOT NULL,
    deleted_at  INTEGER
) STRICT;

CREATE INDEX contexts_by_article ON contexts (article_id, term_id);
CREATE INDEX contexts_by_term ON contexts (term_id);

-- Where the learner bolded or unbolded within the program, on top of what the source says.
CREATE TABLE bold_edits (
    id         INTEGER PRIMARY KEY,
    uuid       TEXT    NOT NULL UNIQUE,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    anchor     TEXT    NOT NULL,
    action     TEXT    NOT NULL CHECK (action IN ('add', 'drop')),
    created_at INTEGER NOT NULL,
    deleted_at INTEGER
) STRICT;

CREATE INDEX bold_edits_by_article ON bold_edits (article_id);

CREATE TABLE notes (
    id         INTEGER PRIMARY KEY,
    uuid       TEXT    NOT NULL UNIQUE,
    kind       TEXT    NOT NULL CHECK (kind IN ('term', 'passage', 'article')),
    colour     INTEGER CHECK (colour BETWEEN 1 AND 4),
    term_id    INTEGER REFERENCES terms (id),
    article_id INTEGER REFERENCES articles (id),
    anchor     TEXT,
    quote      TEXT,
    body       TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER,
    CHECK (kind <> 'term' OR term_id IS NOT NULL),
    CHECK (kind = 'term' OR article_id IS NOT NULL),
    CHECK (kind <> 'passage' OR anchor IS NOT NULL)
) STRICT;

CREATE INDEX notes_by_term ON notes (term_id);
CREATE INDEX notes_by_article ON notes (article_id);

-- What a note said before, at most one version for each five minutes of editing.
CREATE TABLE note_versions (
    id      INTEGER PRIMARY KEY,
    note_id INTEGER NOT NULL REFERENCES notes (id),
    body    TEXT    NOT NULL,
    at      INTEGER NOT NULL
) STRICT;

CREATE INDEX note_versions_by_note ON note_versions (note_id, at);

-- Every change of a status, append-only: a term's status can be derived from its last row.
CREATE TABLE status_log (
    id                 INTEGER PRIMARY KEY,
    uuid               TEXT    NOT NULL UNIQUE,
    term_id            INTEGER NOT NULL REFERENCES terms (id),
    from_status        INTEGER,
    to_status          INTEGER,
    source             TEXT    NOT NULL CHECK (source <> ''),
    at                 INTEGER NOT NULL,
    utc_offset_minutes INTEGER NOT NULL,
    -- The row that this one takes back.
    reverts            INTEGER REFERENCES status_log (id)
) STRICT;

CREATE INDEX status_log_by_term ON status_log (term_id);
CREATE INDEX status_log_by_reverts ON status_log (reverts) WHERE reverts IS NOT NULL;

CREATE TRIGGER status_log_is_never_changed BEFORE UPDATE ON status_log
BEGIN
    SELECT RAISE(ABORT, 'status_log is append-only');
END;

CREATE TRIGGER status_log_is_never_shortened BEFORE DELETE ON status_log
BEGIN
    SELECT RAISE(ABORT, 'status_log is append-only');
END;
