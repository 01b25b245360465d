"""Plain-language words for events, statements, links and days."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any

from detente.brief.names import Naming, plural, source_phrase
from detente.brief.parts import Part, Tone
from detente.knowledge.tables import toml_table, words
from detente.records import Actor, Event, Link, Statement, When

_ROOM = "detente.brief"
_SKIP = " … "
_FIRST_PERSON = ("i", "me")
_OPENING, _CLOSING = "\"“„«'‘`", "\"”“»'’"


def event_parts(event: Event, naming: Naming, reporter: Actor | None, published: date | None = None) -> tuple[Part, ...]:
    """One event in one sentence; `reporter` is who claims it, where the document does not vouch for it itself."""
    source, target = event.source, event.target
    pattern = event_pattern(event)
    one_another = len(source) > 1 and {actor.id for actor in source} == {actor.id for actor in target}
    if one_another:
        pattern = pattern.replace("{t}", "each other")
    parts = _filled(pattern, {"s": (source, naming), "t": (target, naming)})
    day = day_words(event.when, published)
    if day and published and event.status == "happened" and event.when and event.when.start and event.when.start > published:
        day = re.sub(r"^(?:on|in) ", "for ", day)  # readiness declared today for a later day
    if day:
        parts = (*parts, Part(f", {day}"))
    if reporter is not None and not _own_words(event, reporter):
        parts = (*parts, Part(", according to "), *naming.parts([reporter]))
    return capitalised(parts)


def event_pattern(event: Event) -> str:
    """The sentence of an event with {s} and {t} for its parties."""
    act = _act(event.type, event.mode)
    base, past, _, ing = act["verb"].split()
    status = toml_table("wording", _ROOM)["status"][event.status]
    rest = " " + act["with"] if event.target else " " + act["alone"]
    if event.source:
        many = plural(event.source)
        forms = {"base": base, "past": past, "ing": ing}
        verbs = {name: (verb + rest).strip() for name, verb in forms.items()}
        helping = {"plan": "plan" if many else "plans", "is": "are" if many else "is"}
        return str(status["active"]).format(s="{s}", **verbs, **helping)
    if event.target:
        passive = str(act["passive"]).format(t="{t}", was="were" if plural(event.target) else "was")
        return str(status.get("passive", "{passive}")).format(passive=passive)
    return f"somebody, not named, {past} {act['alone']}".rstrip(", ")


def status_label(event: Event) -> str:
    """The plain word for an event's status."""
    return str(toml_table("wording", _ROOM)["status"][event.status]["label"])


def event_tone(event: Event) -> Tone:
    """Whether an event is cooperation or conflict."""
    return "cooperation" if event.quad.endswith("cooperation") else "conflict"


def statement_parts(statement: Statement, naming: Naming, text: str) -> tuple[Part, ...]:
    """One statement: who, to whom, and the words; in the article's own run of words where they follow the cue."""
    parts = list(naming.parts([statement.speaker])) if statement.speaker else [Part(_unknown(statement), "name")]
    if statement.on_behalf_of:
        parts += [Part(" for "), *naming.parts([statement.on_behalf_of])]
    content = content_words(statement, text)
    saying = running_words(statement, text)
    if saying is not None:
        parts.append(Part(f"{saying} "))
    else:
        parts += _saying(statement, naming, opening=content.split(" ")[0])
    parts.append(Part(content, "quote"))
    if statement.deadline:
        parts.append(Part(f" (deadline: {' '.join(statement.deadline.evidence.quote.split())})"))
    return capitalised(tuple(parts))


def running_words(statement: Statement, text: str) -> str | None:
    """The article's words between speaker and content (` has not said whether`), or None where they do not run on."""
    cue, source = statement.cue, statement.source
    first_person = statement.speaker is None and source is not None and source.quote.lower() in _FIRST_PERSON
    if cue is None or len(statement.content) != 1 or (source and source.end > cue.start) or first_person:
        return None
    gap = text[cue.end : statement.content[0].start]
    if statement.content[0].start < cue.end or len(gap) > 60 or re.search(r"[.!?;(]|\n\s*\n|\w[\"”]", gap):
        return None
    verb = text[source.end : cue.end] if source else ""
    if not source or len(verb) > len(cue.quote) + 30 or re.search(r"[^\w\s'’-]|\n\s*\n", verb):
        verb = f" {cue.quote}"
        finite = cue.quote.lower() in words("wording", "finite", _ROOM) or cue.quote.endswith("ed")
        if not finite or (statement.polarity == "negative" and cue.quote.lower() not in words("wording", "denying", _ROOM)):
            return None
    gap = gap.rstrip(" \"“‘'`")
    return f" {' '.join(verb.split())}{' ' if gap[:1].isspace() else ''}{' '.join(gap.split())}"


def content_words(statement: Statement, text: str) -> str:
    """The exact words of a statement; those that stand inside quotation marks keep a pair of them."""
    words_of = [bare(span.quote) if statement.quotation == "direct" else span.quote for span in statement.content]
    joined = ""
    for at, piece in enumerate(words_of):
        gap = text[statement.content[at - 1].end : statement.content[at].start] if at else ""
        apart = any(letter.isalnum() for letter in gap) or statement.quotation == "direct"
        joined += f"”{_SKIP}“{piece}" if at and statement.quotation == "direct" else f"{_SKIP if at and apart else gap}{piece}"
    joined = " ".join(joined.split()).replace("``", "“").replace("''", "”")
    return f"“{joined}”" if statement.quotation == "direct" else joined.rstrip(",;:")


def _unknown(statement: Statement) -> str:
    """What to call a speaker whom the document leaves unknown."""
    quote = " ".join(statement.source.quote.split()) if statement.source else ""
    if quote.lower() in _FIRST_PERSON:
        return "the author"
    return (source_phrase(quote) or f"somebody (“{quote}”)") if quote else "a source that is not named"


def _saying(statement: Statement, naming: Naming, *, opening: str) -> list[Part]:
    """Our own words between speaker and content, where the article's do not fit."""
    to = naming.parts([statement.addressee], role=False) if statement.addressee else ()
    addressed = [Part(", to "), *to] if to else []
    if statement.polarity == "positive":
        if opening == "that":
            return [Part(" told "), *to, Part(" ")] if to else [Part(" said ")]
        return [*addressed, Part(": ")]
    if opening in ("whether", "who", "what", "when", "how", "if", "why", "where"):
        return [*addressed, Part(", not saying ")]
    if statement.kind in ("denial", "refusal"):
        return [*addressed, Part(f", as a {statement.kind}: ")]
    return [*addressed, Part(", denying or doubting " if opening == "that" else ", denying or doubting that: ")]


def bare(text: str) -> str:
    """Words without the quotation marks and the comma around them; marks that would leave a partner alone inside stay."""
    whole = text.strip()
    inner = whole[2:] if whole[:2] == "``" else whole
    while inner and inner[0] in _OPENING:
        inner = inner[1:]
    while inner and (inner[-1] in _CLOSING or inner[-1] == ","):
        inner = inner[:-1]
    alone = inner.count('"') % 2 or inner.count("“") != inner.count("”")
    return (whole.rstrip(",") if alone else inner).strip()


def statement_rank(statement: Statement) -> int:
    """The place of a statement's kind in the order of the brief."""
    order: list[str] = _table()["statements"]["order"]
    return order.index(statement.kind) if statement.kind in order else len(order)


def link_parts(link: Link, naming: Naming, text: str) -> tuple[Part, ...]:
    """One relation, from cause to effect, in the article's words."""
    cause, effect = (Part(f"“{bare(' '.join(end.quote.split())).rstrip('.')}”", "quote") for end in (link.cause, link.effect))
    if link.kind == "condition":
        parts: tuple[Part, ...] = (effect, Part(_tie(link, text)), cause)
    else:
        relation = _table()["links"][link.kind]["negated" if link.negated else link.modality]
        parts = (cause, Part(f" {relation} "), effect)
    if link.said_by:
        parts = (*parts, Part(", say " if plural([link.said_by]) else ", says "), *naming.parts([link.said_by]))
    return parts


def _tie(link: Link, text: str) -> str:
    if link.negated:
        return " does not depend on "
    if link.cause.quote.split(" ")[0].lower() in toml_table("wording", _ROOM)["connectives"]:
        return ", "
    tie = connective(text, link.cause.start) or "on this condition:"
    return f" {tie} " if tie.endswith((" on", " to")) else f", {tie} "


def connective(text: str, start: int) -> str | None:
    """The word that ties a condition (`unless`, `as soon as`), where it stands right before it or opens it."""
    before = " ".join(text[max(0, start - 40) : start].split()).lower().rstrip(" $€£\"“‘'`")
    for phrase in toml_table("wording", _ROOM)["connectives"]:
        if before.endswith(phrase) and not before[: -len(phrase)][-1:].isalpha():
            return str(phrase)
    return None


def link_label(link: Link) -> str:
    """The plain word for a link's kind."""
    return str(_table()["links"][link.kind]["label_negated" if link.negated else "label"])


def link_words(link: Link) -> str:
    """What a link says between its two ends: `may make worse`, `did not lead to`."""
    found = str(_table()["links"][link.kind]["negated" if link.negated else link.modality])
    return found.removeprefix("is the ") if link.kind == "condition" else found


def day_words(when: When | None, published: date | None = None) -> str:
    """The days of a record in words; nothing where they are unknown, or inferred to be just the day of publication."""
    if when is None or (when.start is None and when.end is None):
        return ""
    days = _range(when)
    if when.precision != "inferred":
        return days
    if when.start == when.end:
        return "" if when.start == published else f"about {days.removeprefix('on ')}"
    return f"{days} (inferred)"


def full_day(day: date) -> str:
    """14 October 2025."""
    return f"{day.day} {day:%B %Y}"


def capitalised(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts with a capital at the beginning of the line."""
    first = parts[0]
    return (Part(first.text[:1].upper() + first.text[1:], first.style), *parts[1:])


def _range(when: When) -> str:
    start, end = when.start, when.end
    if start is None or end is None:
        return f"until {full_day(end)}" if end else f"since {full_day(start)}" if start else ""
    if start == end:
        return f"on {full_day(start)}"
    if when.precision == "year" and start.year == end.year:
        return f"in {start.year}"
    if when.precision == "month" and (start.year, start.month) == (end.year, end.month):
        return f"in {start:%B %Y}"
    if when.precision == "week" and (end - start).days == 6:
        return f"in the week of {full_day(start)}"
    if start.year == end.year:
        return f"between {start.day}{'' if start.month == end.month else f' {start:%B}'} and {full_day(end)}"
    return f"between {full_day(start)} and {full_day(end)}"


def _own_words(event: Event, reporter: Actor) -> bool:
    """Whether the claim is the act itself: one's own act, or a verbal act of one's own side."""
    same_side = reporter.country and event.quad.startswith("verbal") and reporter.country in {actor.country for actor in event.source}
    return bool(same_side) or reporter.id in {actor.id for actor in event.source}


def _filled(pattern: str, actors: dict[str, tuple[tuple[Actor, ...], Naming]]) -> tuple[Part, ...]:
    parts: list[Part] = []
    while pattern:
        places = [(pattern.index(f"{{{key}}}"), key) for key in actors if f"{{{key}}}" in pattern]
        if not places:
            parts.append(Part(pattern))
            break
        at, key = min(places)
        if at:
            parts.append(Part(pattern[:at]))
        several, naming = actors[key]
        parts += naming.parts(several)
        pattern = pattern[at + len(key) + 2 :]
    return tuple(parts)


@cache
def _act(kind: str, mode: str | None) -> dict[str, str]:
    act = dict(_table()["acts"][kind])
    modes = act.pop("modes", {})
    return act | modes.get(mode, {}) if mode else act


def _table() -> dict[str, Any]:
    return toml_table("wording", _ROOM)
