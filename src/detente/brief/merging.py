"""The same event or statement in several documents becomes one line with the evidence of all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from detente.brief.names import faceless
from detente.knowledge.ontology import ontology
from detente.records import Actor, Event, Situation, Statement


def merged_events(situations: Iterable[Situation]) -> list[tuple[Event, tuple[str, ...]]]:
    """Events one by type, parties, status and days, each with the ids of all its records."""
    rows: dict[object, tuple[Event, tuple[str, ...]]] = {}
    for situation in situations:
        for event in situation.events:
            # without a day of its own an event is only the same within the reports of one day
            day = (event.when.start, event.when.end) if event.when else ("undated", situation.document.published or situation.document.id)
            key = (event.type, event.status, _parties(event, situation.document.id), day)
            if key in rows:
                known, ids = rows[key]
                mode = known.mode or event.mode
                rows[key] = (replace(known, mode=mode, evidence=(*known.evidence, *event.evidence)), (*ids, event.id))
            else:
                rows[key] = (event, (event.id,))
    return list(rows.values())


def merged_statements(situations: Iterable[Situation]) -> list[tuple[Statement, tuple[str, ...]]]:
    """Statements one by speaker, kind and words, each with the ids of all its records."""
    rows: dict[object, tuple[Statement, tuple[str, ...]]] = {}
    for situation in situations:
        for statement in situation.statements:
            words = "".join(c for span in statement.content for c in span.quote.casefold() if c.isalnum())
            key = (who(statement.speaker), statement.kind, statement.polarity, words)
            if key in rows:
                known, ids = rows[key]
                rows[key] = (replace(known, evidence=(*known.evidence, *statement.evidence)), (*ids, statement.id))
            else:
                rows[key] = (statement, (statement.id,))
    return list(rows.values())


def who(actor: Actor | None, document: str = "") -> tuple[str, str | None, str] | None:
    """What makes an actor the same in two documents; one that is only described is at home in its own."""
    if actor is None:
        return None
    return actor.name.casefold(), actor.country, document if faceless(actor) and not actor.country else ""


def _parties(event: Event, document: str) -> object:
    source, target = (frozenset(who(actor, document) for actor in side) for side in (event.source, event.target))
    return source | target if ontology().types[event.type].symmetric else (source, target)
