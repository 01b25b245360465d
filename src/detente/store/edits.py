"""An edit as a user writes it, field=value, as a patch of a record in its JSON form."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, get_args

from detente.errors import StoreError
from detente.json_form import to_data
from detente.knowledge.ontology import ontology
from detente.records import Actor, Event, EventStatus, EventType, Link, LinkKind, Modality, Polarity, Statement, StatementKind
from detente.store.corrections import Record
from detente.store.database import Database
from detente.store.tables import dicts

type Named = Callable[[str], Actor | None]

_HINT = "see docs/corrections.md"
_KNOWN = """
  SELECT id, name, country, sector, role, kind, wikidata, resolved FROM actors WHERE id = $1 OR lower(name) = lower($1)
  GROUP BY ALL ORDER BY resolved DESC, count(*) DESC, id LIMIT 1"""
_NEAR = """
  SELECT name FROM (SELECT DISTINCT name FROM actors WHERE resolved)
  ORDER BY jaro_winkler_similarity(lower(name), lower(?)) DESC, name LIMIT 3"""
_CHOICES: dict[str, dict[str, tuple[str, ...]]] = {
    "Event": {"type": get_args(EventType), "status": get_args(EventStatus)},
    "Statement": {"kind": get_args(StatementKind), "polarity": get_args(Polarity), "modality": get_args(Modality)},
    "Link": {"kind": get_args(LinkKind), "modality": get_args(Modality)},
    "Question": {},
}
_OTHERS = {
    "Event": ("mode", "source", "target", "when"),
    "Statement": ("speaker", "addressee", "when"),
    "Link": ("negated", "said_by"),
    "Question": ("text",),
}


def patch_of(database: Database, record: Record, assignments: Iterable[str], country: Named) -> dict[str, Any]:
    """The patch that `field=value` texts describe; `country` knows states that the workspace has not met; StoreError where one is wrong."""
    patch: dict[str, Any] = {}
    for assignment in assignments:
        name, sign, value = (part.strip() for part in assignment.partition("="))
        if not sign:
            raise StoreError(f"{assignment!r} is no edit", record.id, f"write field=value; {_fields(record)}")
        patch |= _field(record, name, value, lambda text: _actor(database, text, country))
    if not patch:
        raise StoreError("nothing to edit", record.id, f"write field=value; {_fields(record)}")
    return _settled(record, patch)


def _field(record: Record, name: str, value: str, named: Callable[[str], Actor]) -> dict[str, Any]:
    kind = type(record).__name__
    if name in _CHOICES[kind]:
        return {name: _one_of(record, name, value, _CHOICES[kind][name])}
    if name not in _OTHERS[kind]:
        raise StoreError(f"a {kind.lower()} has no field {name!r} to edit", record.id, _fields(record))
    if name in ("source", "target"):
        return {name: [to_data(named(one)) for one in value.split(";") if one.strip()]}
    if name in ("speaker", "addressee", "said_by"):
        return {name: to_data(named(value)) if value else None}
    if name == "negated":
        return {name: _one_of(record, name, value.lower(), ("yes", "no")) == "yes"}
    if name == "when":
        return {name: _when(record, value)}
    return {name: value or None}


def _settled(record: Record, patch: dict[str, Any]) -> dict[str, Any]:
    """With a type come its quad class and score, with a statement's kind its kinds."""
    if isinstance(record, Event) and {"type", "mode"} & patch.keys():
        facts = ontology()
        kind = patch.get("type", record.type)
        mode = patch.get("mode", record.mode if kind == record.type else None)
        if mode is not None:
            _one_of(record, "mode", mode, tuple(facts.types[kind].modes))
        return {**patch, "mode": mode, "quad": facts.quad(kind), "score": facts.score(kind, mode)}
    if isinstance(record, Statement) and "kind" in patch:
        return {**patch, "kinds": list(dict.fromkeys([patch["kind"], *(kind for kind in record.kinds if kind != record.kind)]))}
    if not isinstance(record, Link | Event | Statement) and not patch["text"]:
        raise StoreError("a question needs a text", record.id, _HINT)
    return patch


def _one_of(record: Record, name: str, value: str, known: tuple[str, ...]) -> str:
    for one in known:
        if one.lower() == value.lower():
            return one
    raise StoreError(f"{value!r} is no {name}", record.id, f"one of {', '.join(known) or 'none'}")


def _when(record: Record, value: str) -> dict[str, Any] | None:
    if not value:
        return None
    first, _, last = value.partition("..")
    try:
        start, end = date.fromisoformat(first.strip()), date.fromisoformat((last or first).strip())
    except ValueError:
        raise StoreError(f"{value!r} is no day", record.id, "write 2026-01-31, or 2026-01-01..2026-01-31") from None
    if end < start:
        raise StoreError(f"{value!r} ends before it begins", record.id, "write the earlier day first")
    return {"start": start.isoformat(), "end": end.isoformat(), "precision": "day" if start == end else "other"}


def _actor(database: Database, text: str, country: Named) -> Actor:
    """The actor of that id, name or country code: a state, or the one that the workspace met most often."""
    wanted = text.strip()
    if known := country(wanted):
        return known
    for row in dicts(database.connection, _KNOWN, [wanted]):
        return Actor(**row)
    near = database.rows(_NEAR, [wanted])
    hint = f"did you mean {', '.join(row[0] for row in near)}?" if near else _HINT
    raise StoreError(f"no actor {wanted!r} in this workspace", str(database.path), hint)


def _fields(record: Record) -> str:
    kind = type(record).__name__
    return f"fields of a {kind.lower()}: {', '.join((*_CHOICES[kind], *_OTHERS[kind]))}"
