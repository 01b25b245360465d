-- Migration 1: documents, what was extracted from them, and the runs that did it. Each statement ends with a semicolon.

CREATE TABLE runs (
  id VARCHAR PRIMARY KEY,      -- r-… ; every other row names the run that made it
  command VARCHAR NOT NULL,    -- the verb: add, import, refresh, correct, forecast
  version VARCHAR NOT NULL,    -- of detente
  settings JSON NOT NULL,
  models JSON NOT NULL,        -- name → digest of each model and fitted table
  started TIMESTAMP NOT NULL,  -- UTC
  finished TIMESTAMP           -- UTC; NULL while it runs, or where it was stopped
);

CREATE TABLE documents (
  id VARCHAR PRIMARY KEY,      -- d-… ; a hash of the text
  title VARCHAR,
  outlet VARCHAR,
  published DATE,
  language VARCHAR NOT NULL,
  origin VARCHAR NOT NULL,     -- where it was first read
  notices VARCHAR[] NOT NULL,  -- what reading had to repair
  text VARCHAR NOT NULL,
  story_id VARCHAR NOT NULL,   -- documents that tell the same story share it; at first its own id
  run_id VARCHAR NOT NULL
);

CREATE TABLE sources (         -- every place where a document was read, so that copies and outlets can be counted
  digest VARCHAR NOT NULL,     -- of the bytes
  origin VARCHAR NOT NULL,
  document_id VARCHAR NOT NULL,
  title VARCHAR,
  outlet VARCHAR,
  published DATE,
  run_id VARCHAR NOT NULL
);

CREATE TABLE failures (        -- sources that could not be read
  origin VARCHAR NOT NULL,
  reason VARCHAR NOT NULL,
  run_id VARCHAR NOT NULL
);

CREATE TABLE actors (          -- an actor as one document has it: the role is that of the document's day
  document_id VARCHAR NOT NULL,
  position INTEGER NOT NULL,
  id VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  country VARCHAR,             -- ISO 3166 alpha-3, or a PLOVER non-state code
  sector VARCHAR,              -- PLOVER
  role VARCHAR,
  kind VARCHAR NOT NULL,
  wikidata VARCHAR,
  resolved BOOLEAN NOT NULL,
  run_id VARCHAR NOT NULL
);

CREATE TABLE mentions (
  document_id VARCHAR NOT NULL,
  position INTEGER NOT NULL,
  actor_id VARCHAR NOT NULL,
  form VARCHAR NOT NULL,       -- name, nominal, pronoun
  span_start INTEGER NOT NULL, -- characters of documents.text
  span_end INTEGER NOT NULL,   -- exclusive
  quote VARCHAR NOT NULL,
  method VARCHAR NOT NULL,
  confidence DOUBLE NOT NULL,
  run_id VARCHAR NOT NULL
);

CREATE TABLE dates (
  document_id VARCHAR NOT NULL,
  position INTEGER NOT NULL,
  id VARCHAR NOT NULL,
  type VARCHAR NOT NULL,       -- TIMEX3
  value VARCHAR NOT NULL,
  first_day DATE,
  last_day DATE,
  record JSON NOT NULL,        -- docs/records.md
  run_id VARCHAR NOT NULL
);

CREATE TABLE statements (
  document_id VARCHAR NOT NULL,
  position INTEGER NOT NULL,
  id VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  kinds VARCHAR[] NOT NULL,
  speaker_id VARCHAR,
  speaker_name VARCHAR,
  speaker_country VARCHAR,
  addressee_id VARCHAR,
  addressee_name VARCHAR,
  addressee_country VARCHAR,
  content VARCHAR NOT NULL,    -- its spans, joined
  quotation VARCHAR NOT NULL,  -- direct, indirect, mixed
  polarity VARCHAR NOT NULL,
  modality VARCHAR NOT NULL,
  first_day DATE,
  last_day DATE,
  confidence DOUBLE NOT NULL,
  record JSON NOT NULL,
  run_id VARCHAR NOT NULL
);

CREATE TABLE events (
  document_id VARCHAR NOT NULL,
  position INTEGER NOT NULL,
  id VARCHAR NOT NULL,
  type VARCHAR NOT NULL,       -- PLOVER
  mode VARCHAR,
  contexts VARCHAR[] NOT NULL,
  quad VARCHAR NOT NULL,
  status VARCHAR NOT NULL,     -- happened, ongoing, planned, threatened, hypothetical, negated
  source_ids VARCHAR[] NOT NULL,
  source_names VARCHAR[] NOT NULL,
  source_countries VARCHAR[] NOT NULL,
  target_ids VARCHAR[] NOT NULL,
  target_names VARCHAR[] NOT NULL,
  target_countries VARCHAR[] NOT NULL,
  first_day DATE,
  last_day DATE,
  score DOUBLE NOT NULL,
  scale VARCHAR NOT NULL,      -- plover
  said_in VARCHAR,             -- the statement in which it is only claimed
  quote VARCHAR NOT NULL,
  confidence DOUBLE NOT NULL,
  record JSON NOT NULL,
  run_id VARCHAR NOT NULL
);

CREATE TABLE links (
  document_id VARCHAR NOT NULL,
  position INTEGER NOT NULL,
  id VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,       -- causes, worsens, eases, enables, prevents, condition
  cause VARCHAR NOT NULL,
  cause_id VARCHAR,            -- the event or statement that stands there
  effect VARCHAR NOT NULL,
  effect_id VARCHAR,
  modality VARCHAR NOT NULL,
  negated BOOLEAN NOT NULL,
  said_by_id VARCHAR,
  said_by_name VARCHAR,
  confidence DOUBLE NOT NULL,
  record JSON NOT NULL,
  run_id VARCHAR NOT NULL
);

CREATE TABLE questions (
  document_id VARCHAR NOT NULL,
  position INTEGER NOT NULL,
  id VARCHAR NOT NULL,
  text VARCHAR NOT NULL,
  about VARCHAR[] NOT NULL,
  explicit BOOLEAN NOT NULL,
  confidence DOUBLE NOT NULL,
  record JSON NOT NULL,
  run_id VARCHAR NOT NULL
);
