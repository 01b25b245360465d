-- Migration 5: frozen forecasts and what became of them; both tables only ever grow, and each row seals the one before it.

CREATE TABLE forecasts (
  position INTEGER PRIMARY KEY,  -- 1, 2, 3, … without gaps
  id VARCHAR NOT NULL,           -- of the forecast
  source VARCHAR NOT NULL,       -- who acts: ISO 3166 alpha-3, or a PLOVER non-state code
  target VARCHAR NOT NULL,
  event_class VARCHAR NOT NULL,  -- one of the four classes, or a PLOVER type
  horizon INTEGER NOT NULL,      -- days
  known_until DATE NOT NULL,     -- first day of the horizon; nothing of it was looked at
  closes DATE NOT NULL,          -- first day after the horizon
  probability DOUBLE NOT NULL,
  base_rate DOUBLE,              -- NULL where the past is shorter than the horizon
  persistence DOUBLE,
  model VARCHAR NOT NULL,        -- digest of the weights
  record JSON NOT NULL,          -- the whole forecast: question, resolution rule, interval, reasons
  newest DATE NOT NULL,          -- day of the newest event in the workspace when it was saved
  main_source VARCHAR NOT NULL,  -- extracted, or the data set, that most events of the pair came from
  data VARCHAR NOT NULL,         -- digest of the events before known_until
  author VARCHAR NOT NULL,
  saved TIMESTAMP NOT NULL,      -- UTC
  content VARCHAR NOT NULL,      -- digest of record and data; the same forecast is kept once
  previous VARCHAR NOT NULL,     -- digest of the row before; empty in the first
  digest VARCHAR NOT NULL,       -- of this row and previous
  run_id VARCHAR NOT NULL
);

CREATE TABLE outcomes (
  position INTEGER PRIMARY KEY,
  forecast INTEGER NOT NULL,        -- forecasts.position; of several outcomes of one forecast the last counts
  forecast_digest VARCHAR NOT NULL, -- forecasts.digest
  happened BOOLEAN NOT NULL,
  event_ids VARCHAR[] NOT NULL,     -- the first events that decided
  events INTEGER NOT NULL,          -- how many there were
  data_until DATE NOT NULL,         -- up to here the data reached
  decided TIMESTAMP NOT NULL,       -- UTC
  previous VARCHAR NOT NULL,
  digest VARCHAR NOT NULL,
  run_id VARCHAR NOT NULL
);
