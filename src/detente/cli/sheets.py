"""Records as rows of a sheet: the cells that a person or a spreadsheet sees, and what filters look at."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import get_args

from detente.brief.ledger_section import act_words, change_words
from detente.brief.names import Naming, country_name
from detente.brief.plain import one_line
from detente.errors import SettingsError
from detente.knowledge.sentence_marks import sentence_spans
from detente.records import (
    Actor,
    ActorKind,
    Commitment,
    CommitmentKind,
    CommitmentStatus,
    Event,
    EventStatus,
    EventType,
    Evidence,
    Link,
    LinkKind,
    Question,
    Situation,
    Statement,
    StatementKind,
    When,
)

Record = Commitment | Statement | Event | Link | Actor | Question


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its cells as CSV has them, those that a table words otherwise, and who says it to whom."""

    record: Record
    cells: dict[str, str]
    short: dict[str, str]
    speakers: tuple[Actor, ...] = ()
    addressees: tuple[Actor, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of one kind of record; `shown` are the columns of the table."""

    what: str
    rows: tuple[Row, ...]
    shown: tuple[str, ...]

    def filtered(self, asked: Mapping[str, str]) -> list[Row]:
        """The rows that fit every filter."""
        return [row for row in self.rows if all(_fits(row, option, value.casefold()) for option, value in asked.items())]


def checked(what: str, asked: Mapping[str, str | None]) -> dict[str, str]:
    """The filters that are asked for; SettingsError for a filter or a word that such records do not know."""
    known = _COLUMNS[what][1]
    for option, value in asked.items():
        if value is None:
            continue
        if option not in known:
            raise SettingsError(f"{what} have no {option.removeprefix('--')}", option, f"they take {', '.join(known) or 'no filter'}")
        if known[option] and value.casefold() not in [word.casefold() for word in known[option]]:
            near = get_close_matches(value.casefold(), [word.casefold() for word in known[option]], 1)
            guess = f"did you mean {near[0]}? " if near else ""
            raise SettingsError(f"{value!r} is unknown", option, f"{guess}known: {', '.join(known[option])}")
    return {option: value for option, value in asked.items() if value is not None}


def sheet(what: str, situations: Sequence[Situation], commitments: Iterable[Commitment]) -> Sheet:
    """The records of that kind in all documents, in order."""
    texts = {one.document.id: one for one in situations}
    if what == "commitments":
        rows = [_commitment(one, texts) for one in commitments]
    elif what == "actors":
        rows = [_actor(one) for one in {actor.id: actor for situation in situations for actor in situation.actors}.values()]
    elif what == "statements":
        rows = [_statement(one, texts) for situation in situations for one in situation.statements]
    elif what == "events":
        rows = [_event(one, texts) for situation in situations for one in situation.events]
    elif what == "links":
        rows = [_link(one, texts) for situation in situations for one in situation.links]
    else:
        rows = [_question(one, texts) for situation in situations for one in situation.questions]
    return Sheet(what, tuple(rows), _COLUMNS[what][0])


def as_csv(made: Sheet, rows: Sequence[Row]) -> str:
    """The rows as CSV with a header, all columns."""
    out = io.StringIO()
    columns = list((rows or made.rows)[0].cells) if made.rows else list(made.shown)
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(row.cells for row in rows)
    return out.getvalue().encode("utf-8", "backslashreplace").decode("utf-8")


def as_table(made: Sheet, rows: Sequence[Row], width: int) -> str:
    """The rows as a table no wider than `width`, long cells on several lines."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True, show_edge=False)
    for name in made.shown:
        narrow = name in ("kind", "status", "said", "when", "country")
        table.add_column(Text(name), overflow="fold", no_wrap=narrow, ratio=None if narrow else _WIDTHS.get(name, 2))
    for row in rows:
        table.add_row(*(Text((row.cells | row.short)[name]) for name in made.shown))
    out = io.StringIO()
    Console(file=out, width=width, color_system=None, legacy_windows=False, emoji=False, highlight=False).print(table)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


_WIDTHS = {"what": 3, "sentence": 3}
_PARTIES: dict[str, tuple[str, ...]] = {"--speaker": (), "--addressee": ()}
_COLUMNS: dict[str, tuple[tuple[str, ...], dict[str, tuple[str, ...]]]] = {
    "commitments": (
        ("kind", "status", "who", "what", "said"),
        {"--status": get_args(CommitmentStatus), "--kind": get_args(CommitmentKind), **_PARTIES},
    ),
    "actors": (("kind", "name", "country", "role"), {"--kind": get_args(ActorKind), "--speaker": ()}),
    "statements": (("kind", "who", "what"), {"--kind": get_args(StatementKind), **_PARTIES}),
    "events": (("kind", "status", "who", "what", "when"), {"--status": get_args(EventStatus), "--kind": get_args(EventType), **_PARTIES}),
    "links": (("kind", "cause", "effect"), {"--kind": get_args(LinkKind), "--speaker": ()}),
    "questions": (("what", "sentence"), {}),
}


def _fits(row: Row, option: str, value: str) -> bool:
    if option in ("--status", "--kind"):
        return row.cells[option.removeprefix("--")].casefold() == value
    actors = row.speakers if option == "--speaker" else row.addressees
    return any(
        value in actor.name.casefold() or value in ((actor.country or "").casefold(), (country_name(actor.country) or "").casefold())
        for actor in actors
    )


def _commitment(one: Commitment, texts: Mapping[str, Situation]) -> Row:
    naming, last = Naming(), one.wordings[-1]
    act, conditions = act_words(last, texts[last.evidence.document_id].document.text)
    changes = [change_words(change, naming) for change in one.changes]
    days = dict.fromkeys(str(day) for day in (one.first_said, one.last_said) if day)
    to = (one.addressee,) if one.addressee else ()
    cells = {
        "id": one.id, "kind": one.kind, "status": one.status, **_party("speaker", (one.speaker,)), **_party("addressee", to),
        "act": one_line(act), "conditions": "; ".join(one_line(span.quote) for span in last.conditions),
        "deadline": _days(last.deadline.when if last.deadline else None), "first_said": str(one.first_said or ""),
        "last_said": str(one.last_said or ""), "sources": str(one.sources), "changes": "; ".join(changes),
        "sentences": " / ".join(one_line(wording.evidence.quote) for wording in one.wordings),
        "change_sentences": " / ".join(one_line(change.evidence.quote) for change in one.changes),
        "documents": "; ".join(dict.fromkeys(texts[wording.evidence.document_id].document.origin for wording in one.wordings)),
    }  # fmt: skip
    told = one_line(act + conditions) + "".join(f" – {one_line(change)}" for change in changes)
    return Row(one, cells, {"who": _who((one.speaker,), to), "what": told, "said": "\n".join(days)}, (one.speaker,), to)


def _statement(one: Statement, texts: Mapping[str, Situation]) -> Row:
    by, to = ((actor,) if actor else () for actor in (one.speaker, one.addressee))
    words = one_line(" … ".join(span.quote for span in one.content))
    cells = {
        "id": one.id, "kind": one.kind, **_party("speaker", by), **_party("addressee", to), "content": words, "quotation": one.quotation,
        "polarity": one.polarity, "modality": one.modality, "conditions": "; ".join(one_line(span.quote) for span in one.conditions),
        "deadline": _days(one.deadline.when if one.deadline else None), **_source(one.evidence, texts),
    }  # fmt: skip
    return Row(one, cells, {"who": _who(by, to), "what": words}, by, to)


def _event(one: Event, texts: Mapping[str, Situation]) -> Row:
    cells = {
        "id": one.id, "kind": one.type, "mode": one.mode or "", "status": one.status, **_party("source", one.source),
        **_party("target", one.target), "when": _days(one.when), "quad": one.quad, "score": str(one.score), "scale": one.scale,
        "place": one.place or "", **_source(one.evidence, texts),
    }  # fmt: skip
    return Row(
        one,
        cells,
        {"who": _who(one.source, one.target), "what": cells["sentence"], "when": cells["when"].replace(" to ", " –\n")},
        one.source,
        one.target,
    )


def _link(one: Link, texts: Mapping[str, Situation]) -> Row:
    by = (one.said_by,) if one.said_by else ()
    cells = {
        "id": one.id, "kind": one.kind, "cause": one_line(one.cause.quote), "effect": one_line(one.effect.quote), "modality": one.modality,
        "negated": str(one.negated).lower(), **_party("speaker", by), **_source((one.evidence,), texts),
    }  # fmt: skip
    return Row(one, cells, {"kind": f"not {one.kind}" if one.negated else one.kind}, by)


def _question(one: Question, texts: Mapping[str, Situation]) -> Row:
    cells = {"id": one.id, "question": one_line(one.text), "explicit": str(one.explicit).lower(), **_source((one.evidence,), texts)}
    return Row(one, cells, {"what": cells["question"]})


def _actor(one: Actor) -> Row:
    cells = {
        "id": one.id, "kind": one.kind, "name": one_line(one.name), "country": one.country or "", "sector": one.sector or "",
        "role": one_line(one.role or ""), "wikidata": one.wikidata or "", "resolved": str(one.resolved).lower(),
    }  # fmt: skip
    return Row(one, cells, {}, (one,))


def _source(evidence: Sequence[Evidence], texts: Mapping[str, Situation]) -> dict[str, str]:
    """Confidence, the whole sentence of the first passage, and its document."""
    first = evidence[0]
    document = texts[first.document_id].document
    sentence = next((document.text[a:b] for a, b in sentence_spans(document.text) if a <= first.start < b), first.quote)
    sure = f"{max(one.confidence for one in evidence):.2f}"
    return {"confidence": sure, "sentence": one_line(sentence), "document": document.origin, "published": str(document.published or "")}


def _party(name: str, actors: Sequence[Actor]) -> dict[str, str]:
    countries = dict.fromkeys(actor.country for actor in actors if actor.country)
    return {name: "; ".join(one_line(actor.name) for actor in actors), f"{name}_country": "; ".join(countries)}


def _who(by: Sequence[Actor], to: Sequence[Actor]) -> str:
    names = [", ".join(one_line(actor.name) for actor in side) for side in (by, to)]
    return " → ".join(name for name in (names[0] or "not named", names[1]) if name)


def _days(when: When | None) -> str:
    days = dict.fromkeys(str(day) for day in (when.start, when.end) if day) if when else {}
    return " to ".join(days)
