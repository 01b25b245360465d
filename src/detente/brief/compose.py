"""Make one brief of one or more situations: what to show, in which order, with which sentences."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from urllib.parse import urlsplit

from detente.brief.ledger_section import ledger_section
from detente.brief.merging import merged_events, merged_statements
from detente.brief.names import Naming, country_name
from detente.brief.next_section import next_section
from detente.brief.parts import Brief as Brief
from detente.brief.parts import Group, Line, Part, Section
from detente.brief.picture import picture
from detente.brief.sections import Material, actor_section, demand_section, event_section, link_section, question_section, statement_section
from detente.brief.sentences import Numbers
from detente.brief.timeline import timeline, timeline_section
from detente.brief.wording import full_day
from detente.forecast_records import Outlook
from detente.records import Commitment, Document, Event, Evidence, Link, Question, Situation, Statement

THRESHOLD = 0.35


def compose(
    situations: tuple[Situation, ...],
    threshold: float = THRESHOLD,
    commitments: tuple[Commitment, ...] = (),
    outlooks: tuple[Outlook, ...] = (),
) -> Brief:
    """The brief of the situations, the ledger over them and what may come next; records below the threshold stay out of the sections."""
    material = _material(situations, threshold, commitments)
    naming = Naming(statement for statement, _ in material.statements)
    documents = [situation.document for situation in situations]
    dated = timeline(material)
    sections = [
        event_section(material, naming),
        statement_section(material, naming),
        *([ledger_section(commitments, naming, documents, material.numbers)] if commitments else []),
        demand_section(material, naming),
        link_section(material, naming),
        question_section(material),
        *([next_section(outlooks)] if outlooks else []),
        *([timeline_section(dated, len(material.events) - len(dated))] if dated else []),
        actor_section(material),
    ]
    found = any(section.lines for section in sections if section.key != "actors")
    if not found:
        sections = sections[:2]
    return Brief(
        title=_title(situations, material),
        as_of=max((document.published for document in documents if document.published), default=None),
        lead=_lead(material, documents, found=found),
        sections=(*sections, _source_section(documents)),
        notes=material.numbers.notes,
        remarks=(*_undated(documents), *_left_out(situations, threshold)),
        situations=situations,
        commitments=commitments,
        picture=picture(material, Naming(statement for statement, _ in material.statements)),
        timeline=dated,
        outlooks=outlooks,
    )


def confidence_of(record: Statement | Event | Link | Question) -> float:
    """The best confidence among a record's evidence."""
    evidence: tuple[Evidence, ...] = record.evidence if isinstance(record.evidence, tuple) else (record.evidence,)
    return max((one.confidence for one in evidence), default=0.0)


def _material(situations: tuple[Situation, ...], threshold: float, commitments: tuple[Commitment, ...]) -> Material:
    def kept[R: (Statement, Event, Link, Question)](records: Iterable[R]) -> list[R]:
        return [record for record in records if confidence_of(record) >= threshold]

    events = [(event, ids) for event, ids in merged_events(situations) if confidence_of(event) >= threshold]
    statements = [(one, ids) for one, ids in merged_statements(situations) if confidence_of(one) >= threshold]
    links = kept(link for situation in situations for link in situation.links)
    questions = kept(question for situation in situations for question in situation.questions)
    material = Material(situations, events, statements, links, questions, commitments)
    material.numbers = Numbers([situation.document for situation in situations], material.cited())
    return material


def _title(situations: tuple[Situation, ...], material: Material) -> str:
    document = situations[0].document if len(situations) == 1 else None
    if document and (title := " ".join((document.title or "").split())):
        return title
    subject = _file_name(document) if document else f"{len(situations)} documents"
    names = _countries(material)[:3]
    return f"Brief of {subject}" + (f": {', '.join(names)}" if names else "")


def _countries(material: Material) -> list[str]:
    counts: dict[str, int] = {}
    for event, _ in material.events:
        for actor in (*event.source, *event.target):
            if name := country_name(actor.country) or (actor.name if actor.kind == "country" else None):
                counts[name] = counts.get(name, 0) + 1
    return sorted(counts, key=lambda name: (-counts[name], name))


def _file_name(document: Document) -> str:
    if "://" in document.origin:
        parts = urlsplit(document.origin)
        return parts.netloc + parts.path
    return "standard input" if document.origin in ("", "-") else PurePath(document.origin).name


def _lead(material: Material, documents: list[Document], *, found: bool) -> str:
    if not found:
        place = "this text" if len(documents) == 1 else "these texts"
        return f"No political events, statements or open questions were found in {place}."
    numbers = {
        "document": len(documents),
        "event": len(material.events),
        "statement": len(material.statements),
        "link": len(material.links),
        "open question": len(material.questions),
    }
    return " · ".join(_count(number, noun) for noun, number in numbers.items() if number)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _source_section(documents: list[Document]) -> Section:
    lines = []
    for at, document in enumerate(documents):
        label = chr(ord("A") + at) if 1 < len(documents) <= 26 else str(at + 1) if len(documents) > 1 else ""
        day = full_day(document.published) if document.published else "publication date unknown"
        title = " ".join((document.title or "").split()).rstrip(".")
        facts = f"{document.outlet}, {day}" if document.outlet else day[0].upper() + day[1:]
        parts = [*([Part(title, "name"), Part(". ")] if title else []), Part(f"{facts}.")]
        parts.append(Part(f" {document.origin if document.origin not in ('', '-') else 'Standard input'}", "faint"))
        parts += [Part(f" (Note: {notice})") for notice in document.notices if "publication date unknown" not in notice]
        lines.append(Line(label, tuple(parts), records=(document.id,)))
    return Section("sources", "Sources", (Group(None, tuple(lines)),), "No documents.")


def _undated(documents: list[Document]) -> list[str]:
    missing = sum(document.published is None for document in documents)
    if not missing:
        return []
    subject = "The publication date is" if len(documents) == 1 else f"The publication date of {missing} of {len(documents)} documents is"
    return [f"{subject} unknown, so words like “yesterday” name no day. Say it with --published."]


def _left_out(situations: tuple[Situation, ...], threshold: float) -> list[str]:
    counts = []
    for noun in ("event", "statement", "link", "question"):
        records = [record for situation in situations for record in getattr(situation, f"{noun}s")]
        number = sum(confidence_of(record) < threshold for record in records)
        if number:
            counts.append(_count(number, noun))
    if not counts:
        return []
    listed = counts[0] if len(counts) == 1 else f"{', '.join(counts[:-1])} and {counts[-1]}"
    return [f"Left out as too uncertain (confidence below {threshold:.0%}): {listed}. All of them are in the JSON brief."]
