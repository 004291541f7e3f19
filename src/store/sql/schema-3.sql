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

-- Review. How often a term stands in contexts, and whether it has been reviewed: what the queue of first-time words is
-- found by. Triggers keep both, and `cards.active`, in step with what they are counted from.
ALTER TABLE terms ADD COLUMN bolded INTEGER NOT NULL DEFAULT 0;
ALTER TABLE terms ADD COLUMN carded INTEGER NOT NULL DEFAULT 0;
UPDATE terms SET bolded =
    (SELECT count(*) FROM contexts WHERE contexts.term_id = terms.id AND contexts.deleted_at IS NULL);

CREATE INDEX terms_to_start ON terms (bolded DESC, id)
    WHERE carded = 0 AND deleted_at IS NULL AND status IN (1, 2, 3, 4);
CREATE INDEX notes_to_review ON notes (created_at) WHERE review = 1 AND deleted_at IS NULL;

CREATE TRIGGER contexts_are_counted AFTER INSERT ON contexts WHEN NEW.deleted_at IS NULL
BEGIN
    UPDATE terms SET bolded = bolded + 1 WHERE id = NEW.term_id;
END;

CREATE TRIGGER contexts_are_counted_anew AFTER UPDATE OF term_id, deleted_at ON contexts
BEGIN
    UPDATE terms SET bolded = bolded - 1 WHERE id = OLD.term_id AND OLD.deleted_at IS NULL;
    UPDATE terms SET bolded = bolded + 1 WHERE id = NEW.term_id AND NEW.deleted_at IS NULL;
END;

-- The memory of a term or of a note marked for review; it can be derived from `reviews`. Made by the first answer.
CREATE TABLE cards (
    id           INTEGER PRIMARY KEY,
    uuid         TEXT    NOT NULL UNIQUE,
    term_id      INTEGER REFERENCES terms (id),
    note_id      INTEGER REFERENCES notes (id),
    phase        TEXT    NOT NULL DEFAULT 'new' CHECK (phase IN ('new', 'learning', 'review', 'relearning')),
    step         INTEGER NOT NULL DEFAULT 0,
    stability    REAL,
    difficulty   REAL,
    -- One of the two: UTC milliseconds, or the number of a study day (4 a.m. to 4 a.m. on the learner's wall clock).
    due_at       INTEGER,
    due_day      INTEGER,
    last_at      INTEGER,
    last_offset  INTEGER,
    reviews      INTEGER NOT NULL DEFAULT 0,
    lapses       INTEGER NOT NULL DEFAULT 0,
    -- Forgotten again and again: it waits for the learner's word.
    set_aside_at INTEGER,
    -- Its term was joined with another: the card that took its log over.
    joined_into  INTEGER REFERENCES cards (id),
    -- 0: it does not come up; 1: its term is to be studied, or its note reviewed; 2: its term is learned.
    active       INTEGER NOT NULL DEFAULT 0,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    deleted_at   INTEGER,
    CHECK ((term_id IS NULL) <> (note_id IS NULL))
) STRICT;

CREATE UNIQUE INDEX cards_of_terms ON cards (term_id) WHERE term_id IS NOT NULL AND deleted_at IS NULL;
CREATE UNIQUE INDEX cards_of_notes ON cards (note_id) WHERE note_id IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX cards_by_term ON cards (term_id);
CREATE INDEX cards_by_note ON cards (note_id);
CREATE INDEX cards_by_day ON cards (active, due_day, stability)
    WHERE due_day IS NOT NULL AND deleted_at IS NULL AND set_aside_at IS NULL;
CREATE INDEX cards_by_step ON cards (due_at)
    WHERE due_at IS NOT NULL AND deleted_at IS NULL AND set_aside_at IS NULL;
CREATE INDEX cards_set_aside ON cards (set_aside_at) WHERE set_aside_at IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX cards_joined ON cards (joined_into) WHERE joined_into IS NOT NULL;

CREATE TRIGGER cards_begin AFTER INSERT ON cards
BEGIN
    UPDATE cards SET active = coalesce(
        (SELECT CASE WHEN deleted_at IS NOT NULL THEN 0 WHEN status IN (1, 2, 3, 4) THEN 1 WHEN status = 5 THEN 2 ELSE 0 END
         FROM terms WHERE id = NEW.term_id),
        (SELECT review AND deleted_at IS NULL FROM notes WHERE id = NEW.note_id), 0) WHERE id = NEW.id;
    UPDATE terms SET carded = EXISTS (
        SELECT 1 FROM cards WHERE term_id = NEW.term_id AND deleted_at IS NULL AND phase <> 'new') WHERE id = NEW.term_id;
END;

CREATE TRIGGER cards_move AFTER UPDATE OF term_id, note_id, phase, deleted_at ON cards
BEGIN
    UPDATE cards SET active = coalesce(
        (SELECT CASE WHEN deleted_at IS NOT NULL THEN 0 WHEN status IN (1, 2, 3, 4) THEN 1 WHEN status = 5 THEN 2 ELSE 0 END
         FROM terms WHERE id = NEW.term_id),
        (SELECT review AND deleted_at IS NULL FROM notes WHERE id = NEW.note_id), 0) WHERE id = NEW.id;
    UPDATE terms SET carded = EXISTS (
        SELECT 1 FROM cards WHERE term_id = terms.id AND deleted_at IS NULL AND phase <> 'new')
    WHERE id IN (OLD.term_id, NEW.term_id);
END;

CREATE TRIGGER cards_follow_terms AFTER UPDATE OF status, deleted_at ON terms
BEGIN
    UPDATE cards SET active =
        CASE WHEN NEW.deleted_at IS NOT NULL THEN 0 WHEN NEW.status IN (1, 2, 3, 4) THEN 1 WHEN NEW.status = 5 THEN 2 ELSE 0 END
    WHERE term_id = NEW.id;
END;

CREATE TRIGGER cards_follow_notes AFTER UPDATE OF review, deleted_at ON notes
BEGIN
    UPDATE cards SET active = NEW.review AND NEW.deleted_at IS NULL WHERE note_id = NEW.id;
END;

-- Every answer, append-only. A row that takes another back names it and counts for nothing itself.
CREATE TABLE reviews (
    id                 INTEGER PRIMARY KEY,
    uuid               TEXT    NOT NULL UNIQUE,
    card_id            INTEGER NOT NULL REFERENCES cards (id),
    grade              INTEGER NOT NULL CHECK (grade BETWEEN 1 AND 4),
    source             TEXT    NOT NULL CHECK (source IN ('card', 'page', 'reading', 'cram')),
    at                 INTEGER NOT NULL,
    utc_offset_minutes INTEGER NOT NULL,
    -- Number of the study day.
    day                INTEGER NOT NULL,
    -- Where the card stood before, and since how many study days; none before the first answer.
    phase              TEXT    NOT NULL CHECK (phase IN ('new', 'learning', 'review', 'relearning')),
    elapsed_days       INTEGER,
    reverts            INTEGER REFERENCES reviews (id)
) STRICT;

CREATE INDEX reviews_by_card ON reviews (card_id, at);
CREATE INDEX reviews_by_day ON reviews (day, source, phase, grade) WHERE reverts IS NULL;
CREATE INDEX reviews_by_reverts ON reviews (reverts) WHERE reverts IS NOT NULL;

CREATE TRIGGER reviews_are_never_changed BEFORE UPDATE ON reviews
BEGIN
    SELECT RAISE(ABORT, 'reviews is append-only');
END;

CREATE TRIGGER reviews_are_never_shortened BEFORE DELETE ON reviews
BEGIN
    SELECT RAISE(ABORT, 'reviews is append-only');
END;

-- What the learner sets of review, as JSON.
CREATE TABLE study_settings (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    settings   TEXT    NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

INSERT INTO study_settings (id, settings, updated_at) VALUES (1, '{}', 0);
