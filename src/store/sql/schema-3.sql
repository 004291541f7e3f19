-- Version 3: notes on passages and articles.

-- 0: its article was updated, and the passage is not found in it any more.
ALTER TABLE notes ADD COLUMN placed INTEGER NOT NULL DEFAULT 1 CHECK (placed IN (0, 1));

-- The sentence around the quote, the note's own copy.
ALTER TABLE notes ADD COLUMN sentence TEXT;

-- Whether it comes up in review.
ALTER TABLE notes ADD COLUMN review INTEGER NOT NULL DEFAULT 0 CHECK (review IN (0, 1));

-- How many commits there were, and when the last one was (UTC milliseconds): what was made of the library elsewhere, the
-- search index, knows by them whether it is still in step.
ALTER TABLE library ADD COLUMN commits INTEGER NOT NULL DEFAULT 0;
ALTER TABLE library ADD COLUMN committed_at INTEGER NOT NULL DEFAULT 0;
