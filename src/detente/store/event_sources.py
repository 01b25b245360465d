"""Events in the words of their sources: the sentence of a document, or what a data set says of its row."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from detente.knowledge.sentence_marks import sentence_spans
from detente.records import SourcedEvent
from detente.store.database import Database, telling
from detente.store.tables import dicts

_EXTRACTED = """
SELECT once.id, once.day, e.type, e.source_names, e.target_names, CAST(e.record AS VARCHAR) AS record, d.text, d.title, d.outlet,
  d.origin AS file
FROM event_once once JOIN events e ON e.id = once.member_id JOIN documents d ON d.id = e.document_id
WHERE once.origin = 'extracted' AND once.id IN (SELECT unnest(?))"""
_IMPORTED = """
SELECT id, day, plover_type AS type, dataset, coalesce(source_name, source_country) AS source,
  coalesce(target_name, target_country) AS target, coalesce(note, label, cameo, plover_type) AS text, coalesce(url, publisher) AS place
FROM imported_events WHERE id IN (SELECT unnest(?))"""


def sourced_events(database: Database, ids: Iterable[str]) -> tuple[SourcedEvent, ...]:
    """The events with these ids (of `country_events`), newest first; ids that are no longer there are left out."""
    asked = [list(dict.fromkeys(ids))]
    if not asked[0]:
        return ()
    with telling(database.path):
        extracted = [_extracted(row) for row in dicts(database.connection, _EXTRACTED, list(asked))]
        imported = [_imported(row) for row in dicts(database.connection, _IMPORTED, list(asked))]
    return tuple(sorted([*extracted, *imported], key=lambda one: (-one.day.toordinal(), one.id)))


def _extracted(row: dict[str, Any]) -> SourcedEvent:
    evidence = json.loads(row["record"])["evidence"]
    start = evidence[0]["start"] if evidence else 0
    sentence = next((row["text"][a:b] for a, b in sentence_spans(row["text"]) if a <= start < b), evidence[0]["quote"] if evidence else "")
    who, to = (", ".join(row[f"{side}_names"]) for side in ("source", "target"))
    place = row["outlet"] or row["title"] or row["file"]
    return SourcedEvent(row["id"], row["day"], who, to, row["type"], " ".join(sentence.split()), "extracted", place)


def _imported(row: dict[str, Any]) -> SourcedEvent:
    names = {name: row[name] or "" for name in ("source", "target", "text", "place")}
    return SourcedEvent(row["id"], row["day"], names["source"], names["target"], row["type"], names["text"], row["dataset"], names["place"])
