"""Of which kind a commitment is: the cue says it, or the words under their condition do."""

from __future__ import annotations

import re
from functools import cache
from typing import cast, get_args

from detente.knowledge.tables import patterns, toml_table
from detente.records import CommitmentKind, Statement
from detente.relations.ledger_acts import patterns_of, stem
from detente.relations.ledger_wording import Clause

_ROOM = "detente.relations"
_ONLY = re.compile(r"\b(?:only\s+(?:if|when|once|after)|unless|until)\s*$", re.IGNORECASE)
_UNLESS = re.compile(r"\b(?:unless|or\s+else)\s*$", re.IGNORECASE)
_DOUBTED = re.compile(r"\b(?:if|whether|unless|should|had|were|den(?:y|ied|ies|ying)|doubt\w*)\s+(?:that\s+)?(?:the\s+)?$", re.IGNORECASE)
_BEING = re.compile(r"(?:not\s+)?be\s+\w+ing\b", re.IGNORECASE)


def explicit_kind(statement: Statement, text: str) -> CommitmentKind | None:
    """The kind that the cue itself names; None where it only reports, or where the offering is itself denied or not yet done."""
    cue = statement.cue
    if cue is None or statement.polarity == "negative" or _unreal_cue(statement, text):
        return None
    return _named(cue.quote)


def implied_kind(statement: Statement, text: str, clause: Clause) -> CommitmentKind | None:
    """The kind of an act of one's own side that a plain cue reports, by its conditions and what it does."""
    table = toml_table("ledger", _ROOM)
    cue = statement.cue
    if statement.polarity == "negative" or cue is None or _unreal_cue(statement, text) or not _plain(cue.quote):
        return None
    act = text[clause.start : clause.end]
    if re.match(r"have\s+to\s", act) and "condition" in statement.kinds:
        return "condition"
    for condition in statement.conditions:
        before = text[max(0, condition.start - 40) : condition.start]
        if condition.quote.lower().startswith("without"):
            continue
        if clause.negated:
            return "condition" if _ONLY.search(before) else None
        if re.search(r"\bonly\s+\w+\s*$", before):
            return "condition"
        if _idle(act):
            return None
        bad = _UNLESS.search(before) or re.search(table["wording"]["bad_condition"], condition.quote, re.VERBOSE | re.IGNORECASE)
        if re.search(r"\buntil\s*$", before):
            return None
        if bad:
            return "threat"
        if _friendly(act):
            return "offer"
        if _hostile(act):
            return "threat"
        return next((kind for kind in ("offer", "promise") if kind in statement.kinds), None)
    if clause.negated or _idle(act) or statement.kind not in ("offer", "promise", "threat"):
        return None
    if statement.kind == "threat" and not _hostile(act):
        return None
    return cast("CommitmentKind", statement.kind)


def names_kind(word: str) -> CommitmentKind | None:
    """The kind that a cue inside other words names: `Libya has promised to …`."""
    return _named(word)


def reports(cue: str) -> bool:
    """Whether a cue tells of words, not of wishes or of orders to one's own."""
    return not any(stem(word) in _stems("none") for word in re.findall(r"[A-Za-z]+", cue))


def _named(cue: str) -> CommitmentKind | None:
    table = toml_table("ledger", _ROOM)["cues"]
    stems = [stem(word) for word in re.findall(r"[A-Za-z]+", cue)]
    if any(one in _stems("none") for one in stems):
        return None
    return next(
        (cast("CommitmentKind", kind) for one in stems for kind in table if kind in get_args(CommitmentKind) and one in _stems(kind)), None
    )


def _plain(cue: str) -> bool:
    return any(stem(word) in _stems("plain") for word in re.findall(r"[A-Za-z]+", cue))


@cache
def _stems(name: str) -> frozenset[str]:
    return frozenset(stem(word) for word in toml_table("ledger", _ROOM)["cues"][name])


def _unreal_cue(statement: Statement, text: str) -> bool:
    """Whether the saying itself did not happen: "did not promise", "would offer", "withdrew its offer"."""
    cue = statement.cue
    if cue is None:
        return True
    source = statement.source
    start = source.end if source and source.end <= cue.start and cue.start - source.end < 60 else max(0, cue.start - 30)
    if source and _DOUBTED.search(text[max(0, source.start - 30) : source.start]):
        return True
    before = re.split(r"[.,;:!?]\s", text[start : cue.start])[-1].lower()
    table = toml_table("ledger", _ROOM)
    taken_back = any(re.search(rf"\b{one}\b", before) for several in table["answers"].values() for one in several)
    ahead = text[max(0, cue.start - 40) : cue.start].lower()
    nouny = any(re.search(rf"\b{one}\b[^.;:]*$", ahead) for several in table["answers"].values() for one in several)
    return bool(patterns_of("before").search(before)) or taken_back or nouny


def _idle(act: str) -> bool:
    """Whether the act is a view or a state, not a deed."""
    first = stem(re.split(r"\W+", act.strip('"“ '), maxsplit=1)[0])
    return bool(_BEING.match(act)) or first in {stem(one) for one in toml_table("ledger", _ROOM)["wording"]["idle"]}


def _hostile(act: str) -> bool:
    return bool(patterns("ledger", "hostile", _ROOM).search(act.lower()))


def _friendly(act: str) -> bool:
    return bool(patterns("ledger", "friendly", _ROOM).match(act.lower().lstrip('"“ ')))
