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
