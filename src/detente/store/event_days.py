"""Dated, directed events, each happening once: what relations and forecasts count."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from detente.errors import StoreError
from detente.store.database import Database, telling

if TYPE_CHECKING:
    import pyarrow

    from detente.knowledge.parties import Party

DUPLICATES = "duplicates"
_EVENTS = """
WITH pairs AS (
  SELECT id, origin, member_id, day, type, quad, score, scale, outlets, stories,
    unnest(list_distinct(source_countries)) AS source, target_countries
  FROM event_once
  WHERE day IS NOT NULL AND type IS NOT NULL AND status IN ('happened', 'ongoing')
), directed AS (
  SELECT * EXCLUDE (target_countries), unnest(list_distinct(target_countries)) AS target FROM pairs
)
SELECT id, origin, member_id, day, source, target, type, quad, score, scale, outlets, stories
FROM directed
WHERE source IS NOT NULL AND target IS NOT NULL AND source <> target
ORDER BY day, id, source, target
"""

# the view event_once with some documents and rows left out; an imported row whose documents are all left out counts itself
_IMPORTED_OUTLET = "lower(coalesce(i.publisher, nullif(regexp_extract(i.url, '^https?://(?:www[.])?([^/:]+)', 1), '')))"
_ONCE = f"""
WITH places AS (
  SELECT id AS document_id, lower(outlet) AS outlet FROM documents UNION SELECT document_id, lower(outlet) FROM sources
), heard AS (
  SELECT d.id, d.story_id, d.outlet, d.origin, d.published FROM documents d
  WHERE len($without) = 0
    OR EXISTS (SELECT 1 FROM places p WHERE p.document_id = d.id AND p.outlet IS NOT NULL AND NOT list_contains($without, p.outlet))
    OR NOT EXISTS (SELECT 1 FROM places p WHERE p.document_id = d.id AND list_contains($without, p.outlet))
), kept AS (
  SELECT * FROM heard
  QUALIFY NOT $once OR row_number() OVER (PARTITION BY story_id ORDER BY published NULLS LAST, id) = 1
), members AS (
  SELECT coalesce(h.id, e.id) AS id, e.id AS member_id, e.document_id, e.confidence, k.story_id, k.outlet, k.origin
  FROM events e JOIN kept k ON k.id = e.document_id LEFT JOIN happenings h ON h.member_id = e.id AND h.origin = 'extracted'
  WHERE e.standing <> 'rejected'
), told AS (
  SELECT id, arg_max(member_id, confidence) AS member_id, count(DISTINCT story_id) AS stories,
    count(DISTINCT coalesce(outlet, document_id)) AS outlets, arg_max(outlet, confidence) AS outlet, arg_max(origin, confidence) AS url
  FROM members GROUP BY id
), extracted AS (
  SELECT t.id, 'extracted' AS origin, t.member_id, e.first_day AS day, e.type, e.mode, e.quad, e.score, e.scale, t.outlets, t.stories,
    t.outlet, e.source_countries, e.target_countries, e.source_ids, e.target_ids, e.source_names, e.target_names, e.quote AS text, t.url
  FROM told t JOIN events e ON e.id = t.member_id
  WHERE e.first_day IS NOT NULL AND e.status IN ('happened', 'ongoing')
), imported AS (
  SELECT i.id, i.dataset AS origin, i.id AS member_id, i.day, i.plover_type AS type, i.plover_mode AS mode, i.plover_quad AS quad,
    i.score, i.scale, coalesce(i.sources, 1) AS outlets, 1 AS stories, {_IMPORTED_OUTLET} AS outlet,
    [i.source_country] AS source_countries, [i.target_country] AS target_countries, []::VARCHAR[] AS source_ids,
    []::VARCHAR[] AS target_ids, [coalesce(i.source_name, i.source_country)] AS source_names,
    [coalesce(i.target_name, i.target_country)] AS target_names, concat_ws(': ', rtrim(i.label, '.'), i.note) AS text, i.url
  FROM imported_events i
  WHERE i.plover_type IS NOT NULL AND NOT list_contains($without, lower(i.dataset))
    AND NOT coalesce(list_contains($without, {_IMPORTED_OUTLET}), false)
    AND NOT EXISTS (
      SELECT 1 FROM happenings h JOIN told t ON t.id = h.id WHERE h.member_id = i.id AND h.origin = i.dataset
    ) {{near}}
), once AS (SELECT * FROM extracted UNION ALL SELECT * FROM imported)
"""
_PAIR = """
, ways AS (
  SELECT *, true AS forward FROM once WHERE {forward} UNION ALL SELECT *, false AS forward FROM once WHERE {backward}
)
SELECT id, origin, member_id, day, forward, array_to_string(list_distinct(source_names), ', ') AS source,
  array_to_string(list_distinct(target_names), ', ') AS target, type, mode, quad, score, scale, outlets, stories, outlet, text, url
FROM ways
QUALIFY NOT $once OR row_number() OVER (PARTITION BY day, forward, type ORDER BY origin <> 'extracted', id) = 1
ORDER BY day, id, forward
"""
_REPORTED = """
SELECT day, origin, CASE WHEN $once THEN count(DISTINCT (source_countries, target_countries, type)) ELSE count(*) END AS events
FROM once GROUP BY day, origin ORDER BY day, origin
"""


def country_events(database: Database) -> pyarrow.Table:
    """Happened events between two different countries, a row for each pair of theirs, by day.

    Columns: id, origin (extracted, or the data set), member_id, day (date32), source, target (ISO 3166 alpha-3
    or a PLOVER non-state code), type, quad, score, scale, outlets, stories.
    """
    with telling(database.path):
        return database.connection.sql(_EVENTS).to_arrow_table()


def pair_events(database: Database, pair: tuple[Party, Party], without: Iterable[str] = ()) -> pyarrow.Table:
    """Happened events between two parties, each happening once a direction, by day.

    Columns: id, origin, member_id, day (date32), forward (from the first party to the second), source, target (names), type, mode,
    quad, score, scale, outlets, stories, outlet, text (sentence or label), url. `without` names outlets, data sets, or `duplicates`.
    """
    one, other = pair
    parameters: dict[str, Any] = _choice(without)
    for side, party in zip(("a", "b"), pair, strict=True):
        parameters |= {f"{side}_code": party.code} if party.code else {f"{side}_names": list(party.names), f"{side}_ids": list(party.ids)}
    forward = f"({_is('source', 'a', one)}) AND ({_is('target', 'b', other)})"
    backward = f"({_is('source', 'b', other)}) AND ({_is('target', 'a', one)})"
    near = ""
    if one.code and other.code:  # the history of a pair lies together in the file
        near, parameters["dyad"] = "AND i.dyad = $dyad", "-".join(sorted((one.code, other.code)))
    query = _ONCE.format(near=near) + _PAIR.format(forward=forward, backward=backward)
    with telling(database.path):
        return database.connection.sql(query, params=parameters).to_arrow_table()


def reported_days(database: Database, without: Iterable[str] = ()) -> pyarrow.Table:
    """How many happened events of anybody there are: columns day (date32), origin (extracted, or the data set), events."""
    with telling(database.path):
        return database.connection.sql(_ONCE.format(near="") + _REPORTED, params=_choice(without)).to_arrow_table()


def actors_met(database: Database) -> set[tuple[str, str]]:
    """Id and name of everybody who does or meets something in an event; imported actors have no id."""
    query = """
      SELECT unnest(source_ids) AS id, unnest(source_names) AS name FROM events
      UNION SELECT unnest(target_ids), unnest(target_names) FROM events
      UNION SELECT '', source_name FROM imported_events WHERE source_name IS NOT NULL
      UNION SELECT '', target_name FROM imported_events WHERE target_name IS NOT NULL"""
    return {(identity or "", name) for identity, name in database.rows(query) if name}


def documents_about(database: Database, pair: tuple[Party, Party]) -> list[str]:
    """The documents in which both parties are meant."""
    tests = [f"bool_or({_actor(party, side)})" for side, party in zip(("a", "b"), pair, strict=True)]
    parameters: dict[str, Any] = {}
    for side, party in zip(("a", "b"), pair, strict=True):
        parameters |= {f"{side}_code": party.code} if party.code else {f"{side}_names": list(party.names)}
    query = f"SELECT document_id FROM actors GROUP BY document_id HAVING {' AND '.join(tests)} ORDER BY document_id"
    with telling(database.path):
        return [row[0] for row in database.connection.execute(query, parameters).fetchall()]


def check_outlets(database: Database, without: Iterable[str]) -> None:
    """StoreError, with the nearest, where a name is neither an outlet, nor a data set, nor `duplicates`."""
    query = f"""
      SELECT DISTINCT lower(outlet) FROM documents UNION SELECT DISTINCT lower(outlet) FROM sources
      UNION SELECT DISTINCT lower(dataset) FROM imported_events UNION SELECT DISTINCT {_IMPORTED_OUTLET} FROM imported_events i"""
    known = sorted({row[0] for row in database.rows(query) if row[0]} | {DUPLICATES})
    for name in without:
        if name.casefold() not in known:
            near = get_close_matches(name.casefold(), known, 3) or known[:3]
            raise StoreError(f"no outlet {name!r}", "--without", f"here are {', '.join(near)}")


def _choice(without: Iterable[str]) -> dict[str, Any]:
    names = {name.casefold() for name in without}
    return {"without": sorted(names - {DUPLICATES}), "once": DUPLICATES in names}


def _is(role: str, side: str, party: Party) -> str:
    """Whether a party stands in that role of an event."""
    if party.code:
        return f"list_contains({role}_countries, ${side}_code)"
    names = f"list_transform({role}_names, lambda name: lower(name))"
    return f"list_has_any({role}_ids, ${side}_ids) OR list_has_any({names}, ${side}_names)"


def _actor(party: Party, side: str) -> str:
    return f"country = ${side}_code" if party.code else f"list_contains(${side}_names, lower(name))"
