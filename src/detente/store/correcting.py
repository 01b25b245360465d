"""Correct a record in the store, report what corrections say of the tool's precision, and undo them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from detente.errors import StoreError
from detente.json_form import from_data
from detente.store import shelf
from detente.store.corrections import KINDS, Action, Correction, Record, correction_of, corrections_of, keep, patched
from detente.store.database import Database
from detente.store.rows import CORRECTABLE


@dataclass(frozen=True, slots=True)
class Precision:
    """Of the records of one kind that users judged: how many were right as extracted, with a 95 % Wilson interval."""

    kind: str
    accepted: int
    edited: int
    rejected: int
    share: float
    low: float
    high: float


def record_of(database: Database, record_id: str) -> Record:
    """The record as it was extracted; StoreError where there is none with this id."""
    kind, document_id = _where(database, record_id)
    for record in getattr(shelf.as_extracted(database.connection, document_id), kind):
        if record.id == record_id:
            return record  # type: ignore[no-any-return]
    kept = [one for one in corrections_of(database.connection, [document_id]) if one.record_id == record_id]
    return from_data(KINDS[kind], dict(kept[-1].was))  # type: ignore[no-any-return]


def correct(
    database: Database, record: Record, action: Action, patch: Mapping[str, Any], *, by: tuple[str, str], now: datetime, run_id: str
) -> Correction:
    """Keep a correction of a record as extracted, and apply it, within a transaction of the caller; `by` is author and reason."""
    if action == "edit":
        patched(record, patch)  # wrong values are told before anything is written
    made = correction_of(record, action, patch, by=by, now=now)
    connection = database.connection
    if not connection.execute("SELECT 1 FROM corrections WHERE id = ?", [made.id]).fetchone():
        keep(connection, made, run_id)
    made_by = connection.execute("SELECT run_id FROM documents WHERE id = ?", [made.document_id]).fetchone()
    shelf.replace(connection, [shelf.as_extracted(connection, made.document_id)], made_by[0] if made_by else run_id)
    return made


def precision(database: Database) -> list[Precision]:
    """What the corrections say, by kind of record; an edited record was wrong as extracted."""
    judged: dict[tuple[str, str], str] = {}
    for correction in corrections_of(database.connection):
        judged[correction.kind, correction.record_id] = correction.action
    found = []
    for kind in CORRECTABLE:
        actions = [action for (one, _), action in judged.items() if one == kind]
        accepted, edited, rejected = (actions.count(action) for action in ("accept", "edit", "reject"))
        if total := accepted + edited + rejected:
            found.append(Precision(kind, accepted, edited, rejected, accepted / total, *_wilson(accepted, total)))
    return found


def _where(database: Database, record_id: str) -> tuple[str, str]:
    for kind in CORRECTABLE:
        if rows := database.rows(f"SELECT document_id FROM {kind} WHERE id = ?", [record_id]):
            return kind, str(rows[0][0])
    near = sorted({row[0] for kind in CORRECTABLE for row in database.rows(f"SELECT id FROM {kind} WHERE id LIKE ?", [f"%{record_id}%"])})
    hint = f"did you mean {', '.join(near[:3])}?" if near else "ids are shown by detente list"
    raise StoreError(f"no record has the id {record_id!r}", str(database.path), hint)


def _wilson(right: int, total: int, z: float = 1.96) -> tuple[float, float]:
    """The score interval of a share (Wilson 1927)."""
    share = right / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return max(0.0, middle - half), min(1.0, middle + half)
