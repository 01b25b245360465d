"""Corrections as gold for `detente evaluate`: the paragraphs of which every record has been judged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from detente.records import Event, Link, Situation, Span, Statement
from detente.store import shelf
from detente.store.database import Database

type Row = dict[str, Any]


def gold(database: Database, task: str) -> Iterator[Row]:
    """Rows of the gold of one task (statements, events, links), in the format of docs/evaluate.md.

    A paragraph counts where users have accepted, edited or rejected every record of that kind in it, so that what is absent is wrong.
    """
    judged = {(row[0], row[1]) for row in database.rows("SELECT DISTINCT document_id, kind FROM corrections")}
    ids = sorted({document for document, kind in judged if kind == task})
    standings = dict(database.rows(f"SELECT id, standing FROM {task}"))
    for situation in shelf.situations(database, ids, rejected=True):
        yield from _paragraphs(situation, task, standings)


def _paragraphs(situation: Situation, task: str, standings: dict[str, str]) -> Iterator[Row]:
    document = situation.document
    start = 0
    for text in document.text.split("\n"):
        end = start + len(text)
        here = [one for one in getattr(situation, task) if start <= _start(one) < end]
        if here and all(standings[one.id] != "extracted" for one in here):
            right = [one for one in here if standings[one.id] != "rejected"]
            row: Row = {
                "id": f"{document.id}-{start}",
                "text": text,
                "date": document.published.isoformat() if document.published else None,
            }
            yield from _ANSWERS[task](row, right, start)
        start = end + 1


def _start(record: Statement | Event | Link) -> int:
    evidence = record.evidence[0] if isinstance(record.evidence, tuple) else record.evidence
    return evidence.start


def _statements(row: Row, right: list[Statement], at: int) -> Iterator[Row]:
    attributions = []
    for one in right:
        roles = {"source": [one.source] if one.source else [], "cue": [one.cue] if one.cue else [], "content": list(one.content)}
        attributions.append({role: [_span(span, at) for span in spans] for role, spans in roles.items()})
    yield {**row, "attributions": attributions}


def _events(row: Row, right: list[Event], _: int) -> Iterator[Row]:
    found = [
        (source.country, target.country, event.type)
        for event in right
        for source in event.source
        for target in event.target
        if source.country and target.country
    ]
    for number, (source, target, kind) in enumerate(dict.fromkeys(found)):
        yield {**row, "id": f"{row['id']}-{number}", "source_code": source, "target_code": target, "plover": kind}


def _links(row: Row, right: list[Link], at: int) -> Iterator[Row]:
    causal = [one for one in right if one.kind != "condition" and not one.negated]
    relations = [{"cause": _place(one.cause, at), "effect": _place(one.effect, at)} for one in causal]
    yield {**row, "label": int(bool(relations)), "relations": relations}


_ANSWERS: dict[str, Any] = {"statements": _statements, "events": _events, "links": _links}


def _span(span: Span, at: int) -> list[int]:
    return [span.start - at, span.end - at]


def _place(end: Any, at: int) -> Row:
    return {"start": end.start - at, "end": end.end - at}
