-- Migration 3: other people's event data in one form; one row an event, and what was refused, with its line.

CREATE TABLE imported_events (
  id VARCHAR NOT NULL,           -- dataset:dataset_id ; no second row has it
  dataset VARCHAR NOT NULL,      -- gdelt, icews, polecat, acled, plover, or the name given to a table of one's own
  dataset_id VARCHAR NOT NULL,   -- the data set's own key; of ICEWS, whose ids repeat, id@day
  day DATE NOT NULL,             -- when it happened
  known_on DATE,                 -- when it became known to the data set; NULL where that is not told
  source_name VARCHAR,
  source_country VARCHAR,        -- ISO 3166 alpha-3, or a PLOVER non-state code; NULL where it is not known
  source_country_given VARCHAR,  -- as the data set writes it
  source_sectors VARCHAR[],      -- PLOVER
  source_labels VARCHAR[],       -- sectors and roles as the data set names them
  source_code VARCHAR,           -- actor code as the data set writes it
  target_name VARCHAR,
  target_country VARCHAR,
  target_country_given VARCHAR,
  target_sectors VARCHAR[],
  target_labels VARCHAR[],
  target_code VARCHAR,
  directed BOOLEAN NOT NULL,     -- false where source and target say nothing of who acted on whom
  cameo VARCHAR,
  code_dialect VARCHAR,          -- whose labels the code has: cameo-1.1b3, cameo-gdelt, cameo-older
  cameo_quad INTEGER,            -- 1-4, CAMEO's classes
  label VARCHAR,                 -- the kind of event in the words of the data set
  plover_type VARCHAR,           -- as given, or made from the CAMEO code
  plover_mode VARCHAR,
  plover_quad VARCHAR,           -- PLOVER's class, in words
  contexts VARCHAR[],
  score DOUBLE,
  scale VARCHAR,                 -- of the score: goldstein-gdelt, goldstein-icews, plover
  tone DOUBLE,                   -- of the documents, not of the event
  is_root BOOLEAN,
  mentions INTEGER,
  sources INTEGER,
  articles INTEGER,
  fatalities INTEGER,
  story_id VARCHAR,
  place VARCHAR,
  place_type VARCHAR,            -- country, region, city: only a city has a place of its own, the others have a centroid
  place_country VARCHAR,
  lat DOUBLE,
  lon DOUBLE,
  url VARCHAR,
  publisher VARCHAR,
  language VARCHAR,
  note VARCHAR,
  revised TIMESTAMP,             -- when the data set last changed the row, where it does so
  dyad VARCHAR,                  -- both countries by the alphabet, CUB-USA: the quick way to the history of a pair, in both directions
  run_id VARCHAR NOT NULL
);

CREATE TABLE rejected_rows (     -- rows of imported files that could not be used
  dataset VARCHAR NOT NULL,
  origin VARCHAR NOT NULL,       -- file, and member of an archive
  line BIGINT NOT NULL,
  reason VARCHAR NOT NULL,
  raw VARCHAR NOT NULL,          -- its first 500 characters
  run_id VARCHAR NOT NULL
);

CREATE TABLE import_batches (    -- one row a transaction of an import
  dataset VARCHAR NOT NULL,
  origin VARCHAR NOT NULL,
  first_line BIGINT NOT NULL,
  added BIGINT NOT NULL,
  known BIGINT NOT NULL,         -- rows that were here already
  revised BIGINT NOT NULL,       -- rows whose newer form took the place of an older one
  rejected BIGINT NOT NULL,
  run_id VARCHAR NOT NULL
);
