"""An event as rows of country pairs: what event data formats and the `events` task want."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.records import Actor, Event, EventStatus, EventType


@dataclass(frozen=True, slots=True)
class PairRow:
    """One source and one target of an event, with their country codes."""

    source_code: str | None
    target_code: str | None
    source_text: str | None
    target_text: str | None
    plover: EventType
    status: EventStatus
    confidence: float


def pairs(event: Event) -> tuple[PairRow, ...]:
    """One row for each pair of source and target; nobody acts on himself, and a named party without a code makes no row."""
    rows = []
    for source in event.source or (None,):
        for target in event.target or (None,):
            same = source is not None and target is not None and source.id == target.id
            if same or not (_coded(source) and _coded(target)):
                continue
            codes = code_of(source), code_of(target)
            names = source.name if source else None, target.name if target else None
            rows.append(PairRow(*codes, *names, event.type, event.status, event.evidence[0].confidence))
    return tuple(rows)


_BODIES = frozenset({"UNO", "EUR"})  # the registry tells these two apart; event data know one code for all such bodies


def code_of(actor: Actor | None) -> str | None:
    """The country code of an actor, IGO for intergovernmental bodies."""
    if actor is None:
        return None
    return "IGO" if actor.country in _BODIES or (actor.country is None and actor.sector == "IGO") else actor.country


def _coded(actor: Actor | None) -> bool:
    return actor is None or code_of(actor) is not None
