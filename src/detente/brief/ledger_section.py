"""The ledger in a brief: what is on the table between the parties, by what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from detente.brief.names import Naming
from detente.brief.parts import Group, Line, Part, Section
from detente.brief.sentences import Numbers
from detente.brief.wording import bare, capitalised, connective, full_day
from detente.knowledge.tables import toml_table
from detente.records import Commitment, Document, Span, StatusChange, Wording

_ROOM = "detente.brief"


def ledger_section(commitments: Iterable[Commitment], naming: Naming, documents: Iterable[Document], numbers: Numbers) -> Section:
    """Offers, demands, threats, promises and conditions under their status, the open ones first."""
    texts = {document.id: document.text for document in documents}
    headings: Mapping[str, str] = toml_table("wording", _ROOM)["ledger"]["headings"]
    lines: dict[str, list[Line]] = {status: [] for status in headings}
    for one in commitments:
        parts = capitalised((*_parties(one, naming), *_act(one.wordings[-1], texts), *_earlier(one, texts), *_changes(one, naming)))
        notes = numbers.of(ledger_places(one))
        lines[one.status].append(Line(one.kind, parts, notes, (one.id,), max(wording.evidence.confidence for wording in one.wordings)))
    groups = tuple(Group(headings[status], tuple(several)) for status, several in lines.items() if several)
    return Section("ledger", "On the table", groups, "No offers, demands, threats or promises found.")


def ledger_places(commitment: Commitment) -> Iterator[tuple[str, int, int]]:
    """Where a commitment stands: its sentences, and those that changed its status."""
    for evidence in (*(one.evidence for one in commitment.wordings), *(one.evidence for one in commitment.changes)):
        yield evidence.document_id, evidence.start, evidence.end


def act_words(wording: Wording, text: str) -> tuple[str, str]:
    """The act of a wording, and its conditions with the words that tie them to it (`, if …`)."""
    tied = "".join(f", {_tie(text, span)}{_plain(span)}" for span in wording.conditions if not _inside(span, wording.act))
    return _plain(wording.act), tied


def change_words(change: StatusChange, naming: Naming) -> str:
    """A change of status in words: `refused by Libya, 3 June 2003`."""
    words: Mapping[str, str] = toml_table("wording", _ROOM)["ledger"]["proposed" if change.proposed else "changed"]
    day = f", {full_day(change.on)}" if change.on and change.status != "expired" else ""
    by = f" by {naming.name(change.by)}" if change.by and change.status != "open" else ""
    return f"{words[change.status]}{by}{day}"


def _tie(text: str, span: Span) -> str:
    """The word that ties a condition to its act; "without X" brings its own."""
    return "" if span.quote.lower().startswith("without") else f"{connective(text, span.start) or 'if'} "


def _parties(one: Commitment, naming: Naming) -> tuple[Part, ...]:
    to = (Part(" to "), *naming.parts([one.addressee], role=False)) if one.addressee else ()
    return (*naming.parts([one.speaker]), *to, Part(": "))


def _act(wording: Wording, texts: Mapping[str, str]) -> tuple[Part, ...]:
    act, conditions = act_words(wording, texts[wording.evidence.document_id])
    parts = [Part(act + conditions, "quote")]
    deadline = wording.deadline
    if deadline and not any(_holds(span, deadline.evidence.start) for span in (wording.act, *wording.conditions)):
        parts.append(Part(f" (deadline: {' '.join(deadline.evidence.quote.split())})"))
    return tuple(parts)


def _earlier(one: Commitment, texts: Mapping[str, str]) -> tuple[Part, ...]:
    """The first wording, where the last one differs from it."""
    first, last = one.wordings[0], one.wordings[-1]
    words = ["".join(act_words(wording, texts[wording.evidence.document_id])) for wording in (first, last)]
    if words[0].casefold() == words[1].casefold():
        return ()
    day = f" ({full_day(first.said)})" if first.said and first.said != last.said else ""
    return (Part("; first put as: "), Part(words[0], "quote"), Part(day))


def _changes(one: Commitment, naming: Naming) -> tuple[Part, ...]:
    return tuple(Part(f" – {change_words(change, naming)}", "faint") for change in one.changes)


def _plain(span: Span) -> str:
    return bare(" ".join(span.quote.split())).rstrip(",;:")


def _inside(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end


def _holds(span: Span, place: int) -> bool:
    return span.start <= place < span.end
