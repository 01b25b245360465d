"""The sections of a brief, each from the records that are shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from detente.brief.ledger_section import ledger_places
from detente.brief.merging import who
from detente.brief.names import Naming, country_name, faceless, office_of
from detente.brief.parts import Group, Line, Part, Section
from detente.brief.sentences import Numbers
from detente.brief.wording import (
    bare,
    capitalised,
    connective,
    content_words,
    event_parts,
    event_tone,
    link_label,
    link_parts,
    statement_parts,
    statement_rank,
    status_label,
)
from detente.knowledge.tables import words
from detente.records import Actor, Commitment, Event, Evidence, Link, Question, Situation, Span, Statement

_MATTER = ("person", "country", "government", "organisation", "group")
_PRESS = "JRN"


@dataclass(slots=True)
class Material:
    """The records that are shown, and the numbers of their sentences."""

    situations: tuple[Situation, ...]
    events: list[tuple[Event, tuple[str, ...]]]
    statements: list[tuple[Statement, tuple[str, ...]]]
    links: list[Link]
    questions: list[Question]
    commitments: tuple[Commitment, ...] = ()
    numbers: Numbers = field(default_factory=lambda: Numbers((), ()))

    def cited(self) -> Iterator[tuple[str, int, int]]:
        """Every place that a shown record rests on."""
        for event, _ in self.events:
            yield from _places(event.evidence)
        for statement, _ in self.statements:
            yield from statement_places(statement)
        for commitment in self.commitments:
            yield from ledger_places(commitment)
        for one in (*(link.evidence for link in self.links), *(question.evidence for question in self.questions)):
            yield from _places([one])


def event_section(material: Material, naming: Naming) -> Section:
    """What happened, newest first; what has no day stands at the day of its document."""
    published = {situation.document.id: situation.document.published for situation in material.situations}
    speakers = {statement.id: statement.speaker for situation in material.situations for statement in situation.statements}
    lines = [
        Line(
            status_label(event),
            event_parts(event, naming, speakers.get(event.said_in or ""), published[event.evidence[0].document_id]),
            material.numbers.of(_places(event.evidence)),
            ids,
            max(one.confidence for one in event.evidence),
            event_tone(event),
        )
        for event, ids in sorted(material.events, key=lambda item: _age(item[0], published))
    ]
    return Section("events", "What happened", _one(lines), "No political events found.")


def statement_section(material: Material, naming: Naming) -> Section:
    """Who said what: offers, demands, conditions and threats first."""
    texts = {situation.document.id: situation.document.text for situation in material.situations}
    lines = [
        Line(
            statement.kind,
            statement_parts(statement, naming, texts[statement.evidence[0].document_id]),
            material.numbers.of(statement_places(statement)),
            ids,
            max(one.confidence for one in statement.evidence),
        )
        for statement, ids in sorted(material.statements, key=lambda one: statement_rank(one[0]))
    ]
    return Section("statements", "Who said what", _one(lines), "No statements found.")


def demand_section(material: Material, naming: Naming) -> Section:
    """What each actor demands, and the conditions that it sets."""
    groups: dict[object, tuple[str, list[Line]]] = {}
    texts = {situation.document.id: situation.document.text for situation in material.situations}
    known = {actor.name: naming.name(actor) for situation in material.situations for actor in situation.actors}
    for statement, ids in material.statements:
        for label, parts, span in _demands(statement, texts[statement.evidence[0].document_id], known):
            first = statement.evidence[0].document_id
            line = Line(label, parts, material.numbers.of([(first, span.start, span.end)]), ids)
            name = naming.name(statement.speaker) if statement.speaker else "a source that is not named"
            groups.setdefault(who(statement.speaker), (name[:1].upper() + name[1:], []))[1].append(line)
    made = tuple(Group(heading, tuple(dict.fromkeys(lines))) for heading, lines in groups.values())
    return Section("demands", "Demands and conditions", made, "No demands or conditions found.")


def link_section(material: Material, naming: Naming) -> Section:
    """What drives what, in reading order."""
    texts = {situation.document.id: situation.document.text for situation in material.situations}
    lines = [
        Line(
            link_label(link),
            link_parts(link, naming, texts[link.evidence.document_id]),
            material.numbers.of(_places([link.evidence])),
            (link.id,),
            link.evidence.confidence,
        )
        for link in material.links
    ]
    return Section("links", "What drives what", _one(lines), "No causes or conditions found.")


def question_section(material: Material) -> Section:
    """What the documents leave open."""
    lines = [
        Line(
            "open" if question.explicit else "implied",
            (Part(" ".join(question.text.split())),),
            material.numbers.of(_places([question.evidence])),
            (question.id,),
            question.evidence.confidence,
        )
        for question in material.questions
    ]
    return Section("questions", "Open questions", _one(lines), "No open questions found.")


def actor_section(material: Material) -> Section:
    """Those who act or are addressed, the busiest first."""
    counts: dict[object, int] = {}
    actors: dict[object, Actor] = {}
    ids: dict[object, dict[str, None]] = {}
    for actor in _acting(material):
        if actor.kind in _MATTER and actor.sector != _PRESS:
            key = who(actor)
            counts[key] = counts.get(key, 0) + 1
            actors.setdefault(key, actor)
            ids.setdefault(key, {})[actor.id] = None
    # who is only described, and only once, tells a reader nothing that the line itself does not
    order = sorted((key for key, actor in actors.items() if counts[key] > 1 or not faceless(actor)), key=lambda key: -counts[key])
    lines = [Line(actors[key].kind, _portrait(actors[key]), records=tuple(ids[key])) for key in order]
    return Section("actors", "Actors", _one(lines), "No actors found.")


def statement_places(statement: Statement) -> Iterator[tuple[str, int, int]]:
    """Where a statement stands: its evidence, and its content within the document of its first evidence."""
    yield from _places(statement.evidence)
    for span in statement.content:
        yield statement.evidence[0].document_id, span.start, span.end


def _places(evidence: Iterable[Evidence]) -> Iterator[tuple[str, int, int]]:
    for one in evidence:
        yield one.document_id, one.start, one.end


def _one(lines: Sequence[Line]) -> tuple[Group, ...]:
    return (Group(None, tuple(lines)),) if lines else ()


def _age(event: Event, published: Mapping[str, date | None]) -> int:
    when = event.when
    day = (when.end or when.start if when else None) or published[event.evidence[0].document_id]
    return -day.toordinal() if day else 0


def _demands(statement: Statement, text: str, known: Mapping[str, str]) -> Iterator[tuple[str, tuple[Part, ...], Span]]:
    conditions = statement.conditions if statement.kind in words("wording", "binding", "detente.brief") else ()
    for ask in statement.asks:
        if not any(span.start <= ask.span.start and ask.span.end <= span.end for span in conditions):
            yield "demand", (*([Part(f"of {known.get(ask.who, ask.who)}: ")] if ask.who else []), Part(_words(ask.span), "quote")), ask.span
    if not statement.asks and statement.kind == "demand" and statement.content:
        yield "demand", (Part(content_words(statement, text), "quote"),), statement.content[0]
    for span in conditions:
        lead = f"for the {statement.kind}: " if statement.kind != "condition" else ""
        tie = connective(text, span.start)
        yield "condition", (Part(f"{lead}{tie} " if tie else lead), Part(_words(span), "quote")), span


def _words(span: Span) -> str:
    return bare(" ".join(span.quote.split())).rstrip(".")


def _acting(material: Material) -> Iterator[Actor]:
    for event, _ in material.events:
        yield from event.source
        yield from event.target
    for statement, _ in material.statements:
        if statement.speaker:
            yield statement.speaker
        if statement.addressee:
            yield statement.addressee


def _portrait(actor: Actor) -> tuple[Part, ...]:
    parts = [Part(" ".join(actor.name.split()), "name")]
    office = office_of(actor)
    if office:
        parts.append(Part(f", {office}"))
    country = country_name(actor.country)
    if country and country != actor.name and country not in (office or "") and country not in actor.name:
        parts.append(Part(f" ({country})"))
    if not actor.resolved:
        parts.append(Part(" – described, not identified", "faint"))
    return capitalised(tuple(parts))
