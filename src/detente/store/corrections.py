"""Corrections: a user accepts, rejects or edits a record; patches tied to document, span and kind, so that they apply again later."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from detente.errors import StoreError
from detente.json_form import from_data, to_data
from detente.records import Event, Evidence, Link, Question, Situation, Statement, record_id
from detente.store.rows import CORRECTABLE, Mark
from detente.store.tables import dicts, insert

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

type Record = Statement | Event | Link | Question
type Action = Literal["accept", "reject", "edit", "withdraw"]

KINDS: dict[str, Any] = dict(zip(CORRECTABLE, (Statement, Event, Link, Question), strict=True))
_STANDING = {"accept": "accepted", "reject": "rejected", "edit": "edited"}
_SAME_PLACE = 0.5  # Jaccard overlap of two spans from which they are taken for one


@dataclass(frozen=True, slots=True)
class Correction:
    """What one user said of one record; `patch` has the fields of an edit in their JSON form, `was` the record as extracted."""

    id: str
    document_id: str
    kind: str
    record_id: str
    span_start: int
    span_end: int
    quote: str
    action: Action
    patch: Mapping[str, Any]
    was: Mapping[str, Any]
    author: str
    reason: str
    made: datetime
    fit: str = "applied"


@dataclass(frozen=True, slots=True)
class Corrected:
    """A situation after its corrections: it holds rejected records too; `marks` has the records that were corrected."""

    situation: Situation
    marks: Mapping[str, Mark]
    fits: Mapping[str, str]  # correction id → applied, kept or moot


def correction_of(record: Record, action: Action, patch: Mapping[str, Any], *, by: tuple[str, str], now: datetime) -> Correction:
    """A correction of a record as it was extracted; `by` is author and reason."""
    evidence = _evidence(record)
    author, reason = by
    return Correction(
        id=record_id("k", record.id, action, json.dumps(dict(patch), sort_keys=True), author, reason, now.isoformat()),
        document_id=evidence.document_id,
        kind=kind_of(record),
        record_id=record.id,
        span_start=evidence.start,
        span_end=evidence.end,
        quote=evidence.quote,
        action=action,
        patch=patch,
        was=to_data(record),
        author=author,
        reason=reason,
        made=now,
    )


def apply(situation: Situation, corrections: Iterable[Correction]) -> Corrected:
    """The situation with its corrections; of several of one record the last counts."""
    records: dict[str, list[Record]] = {kind: list(getattr(situation, kind)) for kind in KINDS}
    marks: dict[str, Mark] = {}
    fits: dict[str, str] = {}
    for correction in _last_of_each(corrections):
        listed = records[correction.kind]
        at = _place(listed, correction, taken=marks)
        if at is None and correction.action in ("reject", "withdraw"):
            fits[correction.id] = "moot"
            continue
        found = listed[at] if at is not None else from_data(KINDS[correction.kind], dict(correction.was))
        corrected = patched(found, correction.patch) if correction.action == "edit" else found
        if at is None:
            listed.append(corrected)
        else:
            listed[at] = corrected
        fits[correction.id] = "kept" if at is None else "applied"
        if correction.action != "withdraw":
            before = found if correction.action == "edit" and at is not None else None
            marks[corrected.id] = Mark(_STANDING[correction.action], before, found=at is not None)
    changed: dict[str, Any] = {kind: tuple(listed) for kind, listed in records.items()}
    return Corrected(replace(situation, **changed), marks, fits)


def patched(record: Record, patch: Mapping[str, Any]) -> Record:
    """The record with some fields changed; StoreError where a value does not fit its field."""
    data = {**to_data(record), **patch}
    try:
        return from_data(type(record), data)
    except Exception as error:
        raise StoreError(f"this edit does not fit: {error}", record.id, "fields and values are in docs/corrections.md") from error


def kind_of(record: Record) -> str:
    """The table that holds such records."""
    return next(kind for kind, one in KINDS.items() if isinstance(record, one))


def keep(connection: DuckDBPyConnection, correction: Correction, run_id: str) -> None:
    """Append a correction."""
    row = {name: getattr(correction, name) for name in Correction.__slots__}
    texts = {"patch": json.dumps(dict(correction.patch)), "was": json.dumps(dict(correction.was))}
    insert(connection, "corrections", [{**row, **texts, "run_id": run_id}])


def corrections_of(connection: DuckDBPyConnection, document_ids: Sequence[str] | None = None) -> list[Correction]:
    """The corrections of these documents, or all, in the order in which they were made."""
    chosen = "" if document_ids is None else "WHERE document_id IN (SELECT unnest(?))"
    query = f"SELECT * EXCLUDE (run_id) FROM corrections {chosen} ORDER BY made, rowid"
    rows = dicts(connection, query, [] if document_ids is None else [list(document_ids)])
    return [Correction(**{**row, "patch": json.loads(row["patch"]), "was": json.loads(row["was"])}) for row in rows]


def note_fits(connection: DuckDBPyConnection, fits: Mapping[str, str]) -> None:
    """Note how each correction fits what is extracted now."""
    for correction_id, fit in fits.items():
        connection.execute("UPDATE corrections SET fit = ? WHERE id = ?", [fit, correction_id])


def _last_of_each(corrections: Iterable[Correction]) -> list[Correction]:
    """One correction a record, the last; edits of different fields add up."""
    last: dict[tuple[str, str], Correction] = {}
    for correction in corrections:
        key = correction.kind, correction.record_id
        before = last.get(key)
        if before and before.action == correction.action == "edit":
            correction = replace(correction, patch={**before.patch, **correction.patch})
        last[key] = correction
    return list(last.values())


def _place(records: Sequence[Record], correction: Correction, taken: Mapping[str, object]) -> int | None:
    """The index of the record that a correction speaks of: by id, else by its place in the text."""
    free = [(at, record) for at, record in enumerate(records) if record.id not in taken]
    for at, record in free:
        if record.id == correction.record_id:
            return at
    scored = [(_overlap(_evidence(record), correction), -at) for at, record in free if _alike(record, correction)]
    best = max(scored, default=(0.0, 0))
    return -best[1] if best[0] >= _SAME_PLACE else None


def _alike(record: Record, correction: Correction) -> bool:
    """Several records may stand in one place: then the parties, or the kind, tell which is meant."""
    was, now = dict(correction.was), to_data(record)
    for sides in (("source", "target"), ("speaker",), ("kind",), ("text",)):
        if all(side in was for side in sides):
            return all(_names(was[side]) == _names(now[side]) for side in sides)
    return True


def _names(side: Any) -> Any:
    if isinstance(side, list):
        return [actor["id"] for actor in side]
    return side["id"] if isinstance(side, dict) else side


def _overlap(evidence: Evidence, correction: Correction) -> float:
    shared = min(evidence.end, correction.span_end) - max(evidence.start, correction.span_start)
    whole = max(evidence.end, correction.span_end) - min(evidence.start, correction.span_start)
    return max(0, shared) / whole if whole else 0.0


def _evidence(record: Record) -> Evidence:
    return record.evidence[0] if isinstance(record.evidence, tuple) else record.evidence
