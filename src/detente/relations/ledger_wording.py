"""Find the act inside the words of a statement: a stretch of the text, without subject, modal verb, conditions and asides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from detente.knowledge.tables import toml_table
from detente.records import Span

_ROOM = "detente.relations"
_OUTER = " \t\n,;:.\"'“”„«»‘’`–—-"
_INFINITIVE = re.compile(r"(?:that\s+)?(?P<act>(?:not\s+)?)to\s+(?=[\"“‘]?[a-z])", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|can|may|might|should|must|did|does|do|said|says|\w+n['’]t|that['’]s|it['’]s)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r",\s|;\s|\s[–—]\s|\s\(|\s(?:after|because|that|which|who|when|while|although|as)\s")
_ASKED = re.compile(r"(?:whether|if|how|what|why|who|whom|where)\b", re.IGNORECASE)
_HANGING = re.compile(r"(?:that|about|of|with|by|as|at|on|in)\b", re.IGNORECASE)
_DAY = re.compile(r"(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\s+(?=to\s|that\s)")
# a past form where a base form belongs: the words are no act
_PAST = re.compile(r"(?!(?:need|feed|heed|speed|breed|seed|bleed|proceed|succeed|exceed|embed)\b)\w+ed\b")
_RELATIVE = re.compile(r"\s(?:whose|which|that|who|whom)\s")
_NEXT = re.compile(
    r"\s*[―—–]+\s|\s--\s|;\s|(?<![A-Z])[.!?][\"”’]*\s|,\s+(?:\w+\s+){1,4}(?:would|will|could|may|might)\b"
    r"|[,;]\s+(?:\w+\s+){0,5}(?:said|says|added|adding|warned|told|according)\b"
)
_READINESS = re.compile(
    r"(?:(?:a|an|the|his|her|its|their|our)\s+)?(?:\w+\s+)?(?:willingness|readiness|openness)\s+to\s+(?=[a-z])", re.IGNORECASE
)
_OPEN = re.compile(
    r"(?P<subject>[^\s,;.!?\"“”]+(?:\s[^\s,;.!?\"“”]+){0,4}?)\s+(?:is|was|were|are|remains?|remained)\s+(?P<open>open\s+to\s)",
    re.IGNORECASE,
)
_AND_WOULD = re.compile(r",?\s+(?:and|but)\s+(?:would|will|shall)\s+(?!not\b)")
_AND_DID = re.compile(r",?\s+and\s+(?:\w+ly\s+)?\w+ed\b")
# what cannot stand alone: a passive without its subject, a preposition left behind, a colon
_LOOSE = re.compile(
    r"^(?:not\s+)?be\s+(?:an?\s|(?:\w+ly\s+)?\w+(?:ed|en|ought|ade)\b)|^(?:and|or|but|nothing|something|anything|what|how|why)\b|:|\b(?:to|of|for|with|the|a|an|and|or|in|on|at|by|that|so|as|if|when|than|while|because)$|``|''|\s//\s",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(r"(?:\b[A-Z]\.)+[A-Z]$")
_LONGEST, _SHORTEST, _TOO_LONG = 90, 24, 140

Form = Literal["infinitive", "clause", "thing"]


@dataclass(frozen=True, slots=True)
class Clause:
    """The act in a content: its place, the place of its subject (None where the speaker is meant), how it is put."""

    start: int
    end: int
    subject: tuple[int, int] | None
    form: Form
    negated: bool
    whole: int  # where the clause begins, its subject included


def clause_in(text: str, span: Span, conditions: tuple[Span, ...]) -> Clause | None:
    """The act in one span of content; None where the words have no form that can be read with certainty."""
    start, end = _main(text, span, conditions)
    if _ASKED.match(text, start, end):
        return None
    if match := _INFINITIVE.match(text, start, end):
        at = match.start("act") if match.group("act") else match.end()
        return _made(text, Clause(at, end, None, "infinitive", bool(match.group("act")), at), conditions)
    if match := (_will().match(text, start, end) or _ready().match(text, start, end)):
        negated = bool(re.match(r"(?:not|never)\b", text[match.end() : end]) or match.group("no"))
        subject = (match.start("subject"), match.end("subject"))
        return _made(text, Clause(match.end(), end, subject, "clause", negated, match.start("subject")), conditions)
    if match := _READINESS.match(text, start, end):
        return _made(text, Clause(match.end(), end, None, "infinitive", False, match.start()), conditions)
    if match := _OPEN.match(text, start, end):
        subject = (match.start("subject"), match.end("subject"))
        return _made(text, Clause(match.start("open"), end, subject, "clause", False, match.start()), conditions)
    clause = _made(text, Clause(start, end, None, "thing", False, start), conditions)
    if (
        clause
        and not _FINITE.search(_RELATIVE.split(text[clause.start : clause.end], maxsplit=1)[0])
        and not _HANGING.match(text, start, end)
    ):
        return clause
    return None


def ask_clause(text: str, ask: Span, conditions: tuple[Span, ...]) -> Clause | None:
    """The act of an ask, which the extraction has already cut out."""
    if re.search(r"\b(?:should|could|ought\s+to|must)\s+(?:not\s+)?have\s+$", text[max(0, ask.start - 20) : ask.start]):
        return None  # what somebody should have done is no demand any more
    if _PAST.match(ask.quote):
        return None
    negated = bool(re.match(r"(?:not|never)\b", ask.quote))
    return _made(text, Clause(ask.start, ask.end, None, "infinitive", negated, ask.start), conditions)


def readable(text: str, start: int, end: int) -> bool:
    """Whether a stretch can stand in a row by itself: not too long, nothing left hanging, its quotation marks in pairs."""
    words = text[start:end]
    return 3 < len(words) <= _TOO_LONG and not _LOOSE.search(words) and _open_marks(words) == 0


def _main(text: str, span: Span, conditions: tuple[Span, ...]) -> tuple[int, int]:
    """Where the main clause lies: behind a condition that opens the content, without the quotation marks around it."""
    start, end = span.start, span.end
    for condition in sorted(conditions, key=lambda one: one.start):
        ahead = text[start : condition.start]
        if start <= condition.start and re.fullmatch(
            r"[\W_]*(?:that\s+)?(?:if|unless|once|should|when|as\s+long\s+as|provided(?:\s+that)?)?\s*", ahead, re.IGNORECASE
        ):
            start = condition.end
    while start < end and text[start] in _OUTER:
        start += 1
    if day := _DAY.match(text, start, end):
        start = day.end()
    if opening := re.match(r"(?:it\s+(?:clear|plain|known)\s+)?that\s+", text[start:end]):
        start += opening.end()
    while end > start and text[end - 1] in _OUTER:
        end -= 1
    return start, end


def _made(text: str, clause: Clause, conditions: tuple[Span, ...]) -> Clause | None:
    """The clause up to its condition or its first aside."""
    start, end = clause.start, clause.end
    for condition in conditions:
        if start < condition.start < end:
            before = text[start : condition.start]
            opener = _openers().search(before)
            end = start + (opener.start() if opener else len(before))
            if joined := list(_AND_WOULD.finditer(text, start, end)):
                start = joined[-1].end()  # the condition belongs to the last of several acts
    for edge in (_NEXT, _AND_WOULD, *((_AND_DID,) if clause.form == "infinitive" else ())):
        if match := edge.search(text, start, end):
            end = match.start()
    if end - start > _LONGEST:
        cut = [match.start() for match in _ASIDE.finditer(text, start + _SHORTEST, end) if _open_marks(text[start : match.start()]) == 0]
        near = [at for at in cut if at - start <= _LONGEST]
        end = near[-1] if near else cut[0] if cut else end
    while end > start and text[end - 1] in " \t\n,;:.–—-":
        end -= 1
    if _open_marks(text[start:end]) and text[end - 1] in '"”’':
        end -= 1
    while end > start and text[end - 1] in " \t\n,;:.–—-":
        end -= 1
    if text[end : end + 1] == "." and _ABBREVIATED.search(text[start:end]):
        end += 1
    return Clause(start, end, clause.subject, clause.form, clause.negated, clause.whole) if end > start else None


def _open_marks(words: str) -> int:
    return words.count('"') % 2 + abs(words.count("“") - words.count("”"))


@cache
def _will() -> re.Pattern[str]:
    will = toml_table("ledger", _ROOM)["wording"]["will"]
    return re.compile(
        rf"(?P<subject>[^\s,;.!?\"“”]+(?:\s[^\s,;.!?\"“”]+){{0,7}}?)(?P<no>)(?:\s+|(?=['’]ll\b)){will}", re.VERBOSE | re.IGNORECASE
    )


@cache
def _ready() -> re.Pattern[str]:
    ready = toml_table("ledger", _ROOM)["wording"]["ready"]
    return re.compile(rf"(?P<subject>[^\s,;.!?\"“”]+(?:\s[^\s,;.!?\"“”]+){{0,7}}?)(?P<no>)\s+{ready}", re.VERBOSE | re.IGNORECASE)


@cache
def _openers() -> re.Pattern[str]:
    return re.compile(toml_table("ledger", _ROOM)["wording"]["openers"], re.VERBOSE | re.IGNORECASE)
