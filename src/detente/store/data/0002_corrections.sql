-- Migration 2: what users say of single records; a correction is tied to document, span and kind, so that it survives re-extraction.

CREATE TABLE corrections (
  id VARCHAR PRIMARY KEY,        -- k-…
  document_id VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,         -- statements, events, links, questions
  record_id VARCHAR NOT NULL,    -- the record as it was found when it was corrected
  span_start INTEGER NOT NULL,   -- where the record stands in documents.text
  span_end INTEGER NOT NULL,
  quote VARCHAR NOT NULL,
  action VARCHAR NOT NULL,       -- accept, reject, edit, withdraw
  patch JSON NOT NULL,           -- field → value, for an edit
  was JSON NOT NULL,             -- the record as extracted
  author VARCHAR NOT NULL,
  reason VARCHAR NOT NULL,
  made TIMESTAMP NOT NULL,       -- UTC
  fit VARCHAR NOT NULL,          -- applied; kept: nothing there is found any more, so the user's record stays; moot: a rejected record is not found any more
  run_id VARCHAR NOT NULL
);

ALTER TABLE statements ADD COLUMN standing VARCHAR DEFAULT 'extracted';  -- extracted, accepted, edited, rejected
ALTER TABLE statements ADD COLUMN extracted JSON;  -- the record as extracted, where an edit changed it
ALTER TABLE statements ADD COLUMN found BOOLEAN DEFAULT true;  -- false where only a correction keeps it
ALTER TABLE events ADD COLUMN standing VARCHAR DEFAULT 'extracted';
ALTER TABLE events ADD COLUMN extracted JSON;
ALTER TABLE events ADD COLUMN found BOOLEAN DEFAULT true;
ALTER TABLE links ADD COLUMN standing VARCHAR DEFAULT 'extracted';
ALTER TABLE links ADD COLUMN extracted JSON;
ALTER TABLE links ADD COLUMN found BOOLEAN DEFAULT true;
ALTER TABLE questions ADD COLUMN standing VARCHAR DEFAULT 'extracted';
ALTER TABLE questions ADD COLUMN extracted JSON;
ALTER TABLE questions ADD COLUMN found BOOLEAN DEFAULT true;
