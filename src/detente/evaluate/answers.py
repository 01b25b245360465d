"""What the tool answers to the input of a gold line, for each task."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from detente.evaluate.gold import Row, day_of
from detente.extract.attribution import Attribution
from detente.extract.attributions import find_attributions
from detente.extract.dates import tag
from detente.extract.draft import Page
from detente.extract.event_pair import classify
from detente.extract.event_pairs import pairs
from detente.extract.language import pages
from detente.extract.links import relations_of
from detente.extract.pipeline import situations
from detente.extract.single_mention import resolve_mention
from detente.records import Document

if TYPE_CHECKING:
    from spacy.language import Language

    from detente.knowledge.registry import Registry


def statements(rows: Sequence[Row], nlp: Language, _: Registry) -> list[Row]:
    """Every attribution of each text, before the product filter."""
    found = ((row, find_attributions(page)) for row, page in _pages(rows, nlp))
    return [{"id": row["id"], "attributions": [_attribution(one, row["text"]) for one in attributions]} for row, attributions in found]


def _attribution(found: Attribution, text: str) -> Row:
    named = {role: [list(span) for span in getattr(found, role)] for role in ("source", "cue", "content")}
    speaker = " ".join(text[start:end] for start, end in found.source) or None
    return {**named, "speaker": speaker, "confidence": round(found.confidence, 4)}


def relations(rows: Sequence[Row], nlp: Language, _: Registry) -> list[Row]:
    """The PLOVER type of what the marked source does to the marked target."""
    answers = []
    for row, page in _pages(rows, nlp):
        kind, quad, confidence = classify(page, row["source_span"], row["target_span"])
        answers.append({"id": row["id"], "plover": kind, "quad": quad, "confidence": round(confidence, 4)})
    return answers


def events(rows: Sequence[Row], nlp: Language, registry: Registry) -> list[Row]:
    """The events of each text, end to end, one answer for each pair of source and target."""
    texts = list(dict.fromkeys((row["text"], row.get("date")) for row in rows))
    documents = [Document(f"t{i}", text, published=day_of({"date": when})) for i, (text, when) in enumerate(texts)]
    by_text: dict[Any, list[Row]] = {}
    for key, situation in zip(texts, situations(documents, nlp, registry), strict=True):
        by_text[key] = [asdict(one) for event in situation.events for one in pairs(event)]
    return [{"id": row["id"], "events": by_text[row["text"], row.get("date")]} for row in rows]


def actors(rows: Sequence[Row], nlp: Language, registry: Registry) -> list[Row]:
    """Country, sector and canonical name of each mention; null where the tool abstains."""
    answers = []
    for row in rows:
        found = resolve_mention(row["mention"], row.get("context") or "", row.get("date") or "", nlp, registry)
        country = {"KOS": "XKX", "NGO": None}.get(found.country or "", found.country)  # the gold's codes: ISO, and none for NGOs
        answers.append({"id": row["id"], "country": country, "sector": found.sector, "title": found.title, "confidence": found.confidence})
    return answers


def dates(rows: Sequence[Row], nlp: Language, _: Registry) -> list[Row]:
    """The time expressions of each text."""
    documents = [Document(str(row["id"]), row["text"], published=day_of(row, "anchor_date")) for row in rows]
    answers = []
    for row, page in zip(rows, pages(documents, nlp), strict=True):
        found = []
        for one in tag(page.text, page.document.published, page.doc):
            when = one.when
            days = [when.start.isoformat(), when.end.isoformat()] if when and when.start and when.end else None
            found.append({"start": one.start, "end": one.end, "type": one.type, "value": one.value, "interval": days})
        answers.append({"id": row["id"], "expressions": found})
    return answers


def links(rows: Sequence[Row], nlp: Language, _: Registry) -> list[Row]:
    """Whether each text is causal, and its cause-effect pairs."""
    answers = []
    for row, page in _pages(rows, nlp):
        causal, found = relations_of(page)
        relations = [
            {"cause": list(one.cause), "effect": list(one.effect), "signal": list(one.signal) if one.signal else None, "kind": one.kind}
            for one in found
        ]
        answers.append({"id": row["id"], "label": int(causal), "relations": relations})
    return answers


def _pages(rows: Sequence[Row], nlp: Language) -> Iterator[tuple[Row, Page]]:
    documents = [Document(str(row["id"]), row["text"], published=day_of(row)) for row in rows]
    return zip(rows, pages(documents, nlp), strict=True)
