"""Records as rows of the store's tables, and rows as records again; the JSON column keeps what the others do not."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from detente.json_form import from_data, to_data
from detente.records import (
    Actor,
    Document,
    Event,
    Evidence,
    Link,
    Mention,
    Question,
    Situation,
    Statement,
    TimeExpression,
    When,
)

type Row = dict[str, Any]

TABLES = ("actors", "mentions", "dates", "statements", "events", "links", "questions")  # what extraction writes, by document
CORRECTABLE = ("statements", "events", "links", "questions")
_KEPT_AS_JSON = {"dates": TimeExpression, "statements": Statement, "events": Event, "links": Link, "questions": Question}


def document_row(document: Document, run_id: str) -> Row:
    """A document's row; until it is compared with others its story is its own."""
    row = {name: getattr(document, name) for name in ("id", "title", "outlet", "published", "language", "origin", "text")}
    return {**row, "notices": list(document.notices), "story_id": document.id, "run_id": run_id}


@dataclass(frozen=True, slots=True)
class Mark:
    """What corrections did to a record: `extracted` is the record before an edit, `found` is false where only the user keeps it."""

    standing: str = "extracted"
    extracted: object | None = None
    found: bool = True


def situation_rows(situation: Situation, run_id: str, marks: Mapping[str, Mark]) -> dict[str, list[Row]]:
    """The rows of all that was extracted from one document, by table; `marks` by id of the records that were corrected."""
    about = {"document_id": situation.document.id, "run_id": run_id}
    made: dict[str, list[Row]] = {}
    for table in TABLES:
        made[table] = [{**_ROWS[table](one), **about, "position": at} for at, one in enumerate(getattr(situation, table))]
        for row in made[table] if table in CORRECTABLE else ():
            mark = marks.get(row["id"], Mark())
            row["standing"], row["found"] = mark.standing, mark.found
            row["extracted"] = None if mark.extracted is None else _json(mark.extracted)
    return made


def situation_of(document: Document, rows: Mapping[str, Iterable[Row]]) -> Situation:
    """The situation that the rows came from; rows of each table in order of position."""
    actors = tuple(_actor_of(row) for row in rows["actors"])
    mentions = tuple(_mention_of(document.id, row) for row in rows["mentions"])
    kept: dict[str, Any] = {
        table: tuple(from_data(kind, json.loads(row["record"])) for row in rows[table]) for table, kind in _KEPT_AS_JSON.items()
    }
    return Situation(document=document, actors=actors, mentions=mentions, **kept)


def document_of(row: Row) -> Document:
    """The document of a row."""
    names = ("id", "text", "title", "outlet", "published", "language", "origin")
    return Document(**{name: row[name] for name in names}, notices=tuple(row["notices"]))


def confidence_of(evidence: Iterable[Evidence]) -> float:
    """The best confidence among pieces of evidence."""
    return max((one.confidence for one in evidence), default=0.0)


def _actor(actor: Actor) -> Row:
    return {name: getattr(actor, name) for name in ("id", "name", "country", "sector", "role", "kind", "wikidata", "resolved")}


def _actor_of(row: Row) -> Actor:
    return Actor(**{name: row[name] for name in ("id", "name", "country", "sector", "role", "kind", "wikidata", "resolved")})


def _mention(mention: Mention) -> Row:
    evidence = mention.evidence
    return {
        "actor_id": mention.actor_id,
        "form": mention.form,
        "span_start": evidence.start,
        "span_end": evidence.end,
        "quote": evidence.quote,
        "method": evidence.method,
        "confidence": evidence.confidence,
    }


def _mention_of(document_id: str, row: Row) -> Mention:
    evidence = Evidence(document_id, row["span_start"], row["span_end"], row["quote"], row["method"], row["confidence"])
    return Mention(row["actor_id"], row["form"], evidence)


def _date(date: TimeExpression) -> Row:
    return {"id": date.id, "type": date.type, "value": date.value, **_days(date.when), "record": _json(date)}


def _statement(statement: Statement) -> Row:
    return {
        "id": statement.id,
        "kind": statement.kind,
        "kinds": list(statement.kinds),
        **_party("speaker", statement.speaker),
        **_party("addressee", statement.addressee),
        "content": " … ".join(span.quote for span in statement.content),
        "quotation": statement.quotation,
        "polarity": statement.polarity,
        "modality": statement.modality,
        **_days(statement.when),
        "confidence": confidence_of(statement.evidence),
        "record": _json(statement),
    }


def _event(event: Event) -> Row:
    best = max(event.evidence, key=lambda one: one.confidence, default=None)
    return {
        **{name: getattr(event, name) for name in ("id", "type", "mode", "quad", "status", "score", "scale", "said_in")},
        "contexts": list(event.contexts),
        **_parties("source", event.source),
        **_parties("target", event.target),
        **_days(event.when),
        "quote": best.quote if best else "",
        "confidence": confidence_of(event.evidence),
        "record": _json(event),
    }


def _link(link: Link) -> Row:
    return {
        **{name: getattr(link, name) for name in ("id", "kind", "modality", "negated")},
        "cause": link.cause.quote,
        "cause_id": link.cause.record_id,
        "effect": link.effect.quote,
        "effect_id": link.effect.record_id,
        "said_by_id": link.said_by.id if link.said_by else None,
        "said_by_name": link.said_by.name if link.said_by else None,
        "confidence": link.evidence.confidence,
        "record": _json(link),
    }


def _question(question: Question) -> Row:
    row = {"id": question.id, "text": question.text, "about": list(question.about), "explicit": question.explicit}
    return {**row, "confidence": question.evidence.confidence, "record": _json(question)}


_ROWS: dict[str, Any] = {
    "actors": _actor,
    "mentions": _mention,
    "dates": _date,
    "statements": _statement,
    "events": _event,
    "links": _link,
    "questions": _question,
}


def _days(when: When | None) -> Row:
    return {"first_day": when.start if when else None, "last_day": when.end if when else None}


def _party(side: str, actor: Actor | None) -> Row:
    return {f"{side}_{name}": getattr(actor, name) if actor else None for name in ("id", "name", "country")}


def _parties(side: str, actors: tuple[Actor, ...]) -> Row:
    return {
        f"{side}_ids": [actor.id for actor in actors],
        f"{side}_names": [actor.name for actor in actors],
        f"{side}_countries": list(_countries(actors)),
    }


def _countries(actors: tuple[Actor, ...]) -> Iterator[str]:
    yield from dict.fromkeys(actor.country for actor in actors if actor.country)


def _json(record: object) -> str:
    return json.dumps(to_data(record), ensure_ascii=False, separators=(",", ":"))
