"""One event in the common columns as a PLOVER 2.0 record, and an event of a document as one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.knowledge.ontology import ontology
from detente.records import Actor, Document, Event

type Row = Mapping[str, Any]
OWN = "detente"  # the object with what PLOVER has no place for; other readers pass it over
_MARKS = {"planned": "future", "threatened": "future", "hypothetical": "hypothetical", "negated": "negation"}
_CODEBOOK = "plover-base-2.0"


def of_imported(row: Row) -> dict[str, Any] | None:
    """An imported event; None where it has no PLOVER type, as all of ACLED and statements of CAMEO."""
    if not row["plover_type"]:
        return None
    story = {"url": row["url"], "publication": row["publisher"], "language": row["language"], "codebook": _CODEBOOK}
    place = {"resolved_place": row["place"], "country_code": row["place_country"], "lat": row["lat"], "lon": row["lon"]}
    made = {
        "id": row["dataset_id"],
        "date": str(row["day"]),
        "actor": [_entity(row, "source")],
        "recipient": [_entity(row, "target")],
        "event": [row["plover_type"]],
        "mode": [row["plover_mode"]] if row["plover_mode"] else None,
        "context": row["contexts"],
        "quad_code": ontology().quads.index(row["plover_quad"]) + 1 if row["plover_quad"] in ontology().quads else None,
        "event_scale": row["score"] if row["scale"] == "plover" else None,
        "event_loc": _set(place),
        "event_text": [row["note"]] if row["note"] else None,
        "coded_date": str(row["known_on"]) if row["known_on"] else None,
        "cite_info": _set(story),
    }
    return {**_set(made), OWN: {name: _plain(value) for name, value in row.items() if value is not None}}


def of_event(event: Event, document: Document, coder: str) -> dict[str, Any] | None:
    """An event that was found in a document; None where its day is not known."""
    day = event.when.start or event.when.end if event.when else document.published
    if day is None:
        return None
    last = event.when.end if event.when else None
    best = max(event.evidence, key=lambda one: one.confidence)
    made = {
        "id": event.id,
        "date": day.isoformat(),
        "enddate": last.isoformat() if last and last != day else None,
        "actor": [_actor(one) for one in event.source],
        "recipient": [_actor(one) for one in event.target],
        "event": [event.type],
        "mode": [event.mode] if event.mode else None,
        "context": [*event.contexts, *([_MARKS[event.status]] if event.status in _MARKS else [])],
        "quad_code": ontology().quads.index(event.quad) + 1,
        "event_scale": event.score,
        "event_loc": {"extracted_place": event.place} if event.place else None,
        "event_text": [best.quote],
        "text_info": {"start": best.start, "end": best.end},
        "cite_info": _set({
            "url": document.origin if "://" in document.origin else None,
            "title": document.title, "publication": document.outlet, "language": document.language, "codebook": _CODEBOOK,
        }),
        "coder": coder,
        "comment": f"status {event.status}; confidence {best.confidence:.2f}; document {document.id}",
    }  # fmt: skip
    return _set(made)


def _entity(row: Row, side: str) -> dict[str, Any]:
    sectors = row[f"{side}_sectors"]
    return _set({"code": row[f"{side}_country"], "sector": ";".join(sectors) if sectors else None, "entity_text": row[f"{side}_name"]})


def _actor(actor: Actor) -> dict[str, Any]:
    return _set(
        {"code": actor.country, "sector": actor.sector, "entity_text": actor.name, "identifier_id": actor.wikidata, "office": actor.role}
    )


def _set(values: dict[str, Any]) -> dict[str, Any]:
    """Without the keys that have no value."""
    return {name: value for name, value in values.items() if value not in (None, [], {})}


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | list) else str(value)
