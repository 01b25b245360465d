-- Migration 4: which documents tell the same story. documents.story_id names it: the id of its earliest document.

CREATE TABLE signatures (          -- one a document that was compared with the others; without its row it still has to be
  document_id VARCHAR NOT NULL,
  day DATE,                        -- of publication, when it was compared
  minima UINTEGER[] NOT NULL,      -- MinHash of its pairs of words; empty where it is too short to be compared
  method VARCHAR NOT NULL,         -- how it was made; with another method all documents are compared anew
  run_id VARCHAR NOT NULL
);

CREATE VIEW story_bands AS         -- documents that share a band may tell the same story
SELECT document_id, day, band, (minima[2 * band + 1]::UBIGINT << 32) + minima[2 * band + 2] AS key
FROM (SELECT document_id, day, minima, unnest(range(len(minima) // 2)) AS band FROM signatures);

CREATE VIEW stories AS             -- what to count in the place of documents
SELECT documents.story_id AS id, min(documents.published) AS first_day, max(documents.published) AS last_day,
  count(DISTINCT documents.id) AS documents, count(DISTINCT lower(sources.outlet)) AS outlets
FROM documents LEFT JOIN sources ON sources.document_id = documents.id
GROUP BY documents.story_id;
