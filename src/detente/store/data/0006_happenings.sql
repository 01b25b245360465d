-- Migration 6: the same event told by several documents or data sets is one happening; derived, made anew after every change.

CREATE TABLE happenings (
  id VARCHAR NOT NULL,           -- h-… ; of the member with the smallest id
  member_id VARCHAR NOT NULL,    -- events.id, or imported_events.id
  origin VARCHAR NOT NULL        -- extracted, or the data set
);

CREATE TABLE separated (         -- what a user told apart: such an event is a happening of its own
  member_id VARCHAR PRIMARY KEY,
  author VARCHAR NOT NULL,
  reason VARCHAR NOT NULL,
  made TIMESTAMP NOT NULL,
  run_id VARCHAR NOT NULL
);

-- One row a happening: the surest extracted event of each, and every imported event that is not told by a document as well.
CREATE VIEW event_once AS
SELECT
  coalesce(h.id, e.id) AS id,
  'extracted' AS origin,
  arg_max(e.id, e.confidence) AS member_id,
  arg_max(e.first_day, e.confidence) AS day,
  arg_max(e.type, e.confidence) AS type,
  arg_max(e.quad, e.confidence) AS quad,
  arg_max(e.status, e.confidence) AS status,
  arg_max(e.source_countries, e.confidence) AS source_countries,
  arg_max(e.target_countries, e.confidence) AS target_countries,
  arg_max(e.score, e.confidence) AS score,
  arg_max(e.scale, e.confidence) AS scale,
  max(e.confidence) AS confidence,
  count(*) AS members,
  count(DISTINCT d.story_id) AS stories,
  count(DISTINCT coalesce(d.outlet, d.id)) AS outlets
FROM events e
JOIN documents d ON d.id = e.document_id
LEFT JOIN happenings h ON h.member_id = e.id AND h.origin = 'extracted'
WHERE e.standing <> 'rejected'
GROUP BY coalesce(h.id, e.id)
UNION ALL
SELECT
  i.id, i.dataset, i.id, i.day, i.plover_type, i.plover_quad, 'happened',
  [i.source_country], [i.target_country], i.score, i.scale, NULL, 1, 1, coalesce(i.sources, 1)
FROM imported_events i
WHERE NOT EXISTS (SELECT 1 FROM happenings h WHERE h.member_id = i.id AND h.origin = i.dataset);
