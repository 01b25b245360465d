"""What an act is made of: its deed, the things it is about, its numbers; and how far two acts agree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from detente.knowledge.tables import patterns, toml_table, words

_ROOM = "detente.relations"
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*|\d+(?:[.,]\d+)*")
_EDGE = re.compile(
    r"[;:()—–]|,|\b(?:but|while|although|though|whereas|because|which|who|whom|whose|that|saying)\b"
    r"|\band\s+(?=(?:\w+\s+)?\w+(?:ed|ew)\b)"
)
GIVEN = "given"  # the deed of an act that is a thing: a treaty, a vote
_NEAR = 4  # words between a verb of giving and what is given
_REACH = 6  # words between a verb and its particle


@dataclass(frozen=True, slots=True)
class Act:
    """An act by its deed (None where no known verb or noun of action leads it) and the stems of what it is about."""

    deed: str | None
    head: str | None
    things: frozenset[str]
    numbers: frozenset[str]
    negated: bool


@dataclass(frozen=True, slots=True)
class Found:
    """Where a text says that an act was done: the place of its verb, the share of things that agree, whether only partly."""

    at: int
    share: float
    partly: bool
    passive: bool


def act_of(text: str) -> Act:
    """The act that the words of an offer, a demand or a threat name."""
    found = [word for word, _ in _words(patterns("ledger", "date", _ROOM).sub(" ", text))]
    negated = bool(found) and found[0] in ("not", "never")
    full = [at for at, word in enumerate(found) if _full(word)]
    lead = next((at for at in full[:3] if _deed(found, at)), None)
    deed = _deed(found, lead) if lead is not None else None
    if lead is None and full and full[0] == int(negated):
        lead, deed = full[0], stem(found[full[0]])  # an infinitive whose verb the table does not know
    numbers = frozenset(_counts().get(word, word) for word in found if word[0].isdigit() or word in _counts())
    about = [at for at in full if at != lead]
    things = frozenset(stem(found[at]) for at in about)
    return Act(deed or (GIVEN if about else None), _head(found, about, lead), things, numbers, negated)


def alike(one: Act, other: Act) -> float:
    """How far two acts agree, 0 to 1: the same deed about the same thing."""
    if one.negated != other.negated or (GIVEN not in (one.deed, other.deed) and one.deed != other.deed):
        return 0.0
    mine, yours = _all(one), _all(other)
    shared = len(mine & yours)
    if not shared or not (one.head in other.things or other.head in one.things):
        return 0.0
    return shared / min(len(mine), len(yours))


def done_in(act: Act, text: str) -> Found | None:
    """Where the text says that the act was done: its deed in the past, its things in the same clause, nothing that makes it unreal."""
    if act.deed is None or act.negated:
        return None
    best: Found | None = None
    for start, end in _clauses(text):
        clause = text[start:end]
        found = _words(clause)
        bare = [word for word, _ in found]
        for at, (word, place) in enumerate(found):
            if not _does(bare, at, act) or not _past(word) or _unreal(clause[:place]):
                continue
            share = _share(act, {stem(one) for one in bare[:at] + bare[at + 1 :]})
            some = bool(patterns_of("partly").search(clause.lower())) or _fewer(act, bare)
            if act.deed == GIVEN and act.head not in {stem(one) for one in bare[max(0, at - _NEAR) : at + _NEAR + 1]}:
                continue
            passive = bool(re.search(r"\b(?:was|were|been|being)\s+(?:\w+ly\s+)?$", clause[:place].lower()))
            if best is None or share > best.share:
                best = Found(start + place, share, some, passive)
    return best if best and best.share > 0 else None


def deeds_told(text: str) -> set[tuple[str, str]]:
    """Every (deed, thing) that a text tells as done, for an index: a sentence without an act's deed and head cannot hold it."""
    found: set[tuple[str, str]] = set()
    for start, end in _clauses(text):
        clause = text[start:end]
        pairs = _words(clause)
        bare = [word for word, _ in pairs]
        things = {stem(word) for word in bare}
        for at, (word, place) in enumerate(pairs):
            if _full(word) and _past(word) and not _unreal(clause[:place]):
                deeds = {_deed(bare, at) or stem(word)} | ({GIVEN} if word in words("ledger", "given", _ROOM) else set())
                found |= {(deed, thing) for deed in deeds for thing in things}
    return found


def stem(word: str) -> str:
    """A word without its ending, in lower case: `detainees` and `detainee` are one; irregular forms by the table."""
    low = re.sub(r"[’']s?$", "", word.lower())
    if low in _irregular():
        return _irregular()[low]
    for ending, instead in (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", "e"), ("s", "")):
        if low.endswith(ending) and len(low) - len(ending) >= 3 and not low.endswith("ss"):
            low = low[: -len(ending)] + instead
            if ending in ("ing", "ed") and len(low) > 3 and low[-1] == low[-2] and low[-1] not in "lsz":
                low = low[:-1]
            break
    return low[:-1] if low.endswith("e") and len(low) > 3 else low


@cache
def patterns_of(name: str) -> re.Pattern[str]:
    """A pattern of the table `unreal`."""
    return re.compile(toml_table("ledger", _ROOM)["unreal"][name], re.VERBOSE)


def _full(word: str) -> bool:
    return word not in words("ledger", "small", _ROOM) and not word[0].isdigit() and word not in _counts()


def _head(found: list[str], about: list[int], lead: int | None) -> str | None:
    """What the act is done to: the last word of the first run of words without a preposition in between."""
    run: list[int] = []
    for at in about:
        if lead is not None and at < lead:
            continue
        if run and (found[at].endswith("ed") or any(word in words("ledger", "ties", _ROOM) for word in found[run[-1] + 1 : at])):
            break
        run.append(at)
    return stem(found[run[-1]]) if run else None


def _all(act: Act) -> frozenset[str]:
    return act.things | ({act.deed} if act.deed and act.deed != GIVEN else set())


def _words(text: str) -> list[tuple[str, int]]:
    return [(match.group().lower(), match.start()) for match in _WORD.finditer(text)]


def _deed(found: list[str], at: int) -> str | None:
    """What the word at a place does, by the table of acts that mean the same; particles may follow."""
    if at >= len(found) or found[at] in words("ledger", "small", _ROOM):
        return None
    root = stem(found[at])
    for follower in found[at + 1 : at + 1 + _REACH]:
        if named := _same().get(f"{root} {follower}"):
            return named
    return _same().get(root)


def _does(found: list[str], at: int, act: Act) -> bool:
    deed = _deed(found, at) or (stem(found[at]) if _full(found[at]) else None)
    if act.deed == GIVEN:
        return found[at] in words("ledger", "given", _ROOM)
    return deed is not None and deed == act.deed


def _past(word: str) -> bool:
    return word.endswith("ed") or word in _irregular()


def _unreal(before: str) -> bool:
    return bool(patterns_of("before").search(before.lower()))


def _share(act: Act, there: set[str]) -> float:
    """How much of what the act is about is there: the thing itself counts most."""
    if not act.things:
        return 0.0
    return 0.6 * (act.head in there) + 0.4 * len(act.things & there) / len(act.things)


def _fewer(act: Act, bare: list[str]) -> bool:
    numbers = {_counts().get(word, word) for word in bare if word[0].isdigit() or word in _counts()}
    return bool(act.numbers and numbers and not act.numbers & numbers)


def _clauses(text: str) -> list[tuple[int, int]]:
    edges = [0, *(match.start() for match in _EDGE.finditer(text)), len(text)]
    return [(a, b) for a, b in pairwise(edges) if b > a]


@cache
def _counts() -> dict[str, str]:
    return {word: str(number) for number, word in enumerate(toml_table("ledger", _ROOM)["numerals"], start=1)}


@cache
def _irregular() -> dict[str, str]:
    pairs = (one.split() for one in toml_table("ledger", _ROOM)["irregular"]["forms"])
    return {form: (base[:-1] if base.endswith("e") and len(base) > 3 else base) for form, base in pairs}


@cache
def _same() -> dict[str, str]:
    found: dict[str, str] = {}
    for deed, several in toml_table("ledger", _ROOM)["same"].items():
        for one in several:
            verb, _, particle = one.partition(" ")
            found.setdefault(f"{stem(verb)} {particle}".strip(), deed)
    return found
