"""What a statement does: its kinds by cue and words, its polarity and modality."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, get_args

from detente.extract.cue_words import infinitive_kinds, kinds_by_cue
from detente.knowledge.tables import toml_table
from detente.records import Modality, Polarity, StatementKind

if TYPE_CHECKING:
    from collections.abc import Mapping

_ROOM = "detente.extract"
_KINDS: tuple[StatementKind, ...] = get_args(StatementKind)
_FIRST_PERSON = re.compile(r"\b(?:we|i|our|us)\b", re.IGNORECASE)
_IMPERATIVE = re.compile(r"^[“\"‘'`\s]*(?:do\s+not|don[’']t|never|please|let\s+(?:the|them|us|our|him|her)\b)", re.IGNORECASE)
_SIGNS: dict[str, tuple[str, float]] = {
    "condition_open": ("condition", 1.3),
    "readiness": ("warning", 3.2),
    "verbless": ("assessment", 1.3),
    "condition": ("condition", 2.4),
    "prediction": ("prediction", 0.9),
    "demand": ("demand", 1.7),
    "warning": ("warning", 1.3),
    "threat": ("threat", 1.5),
    "promise": ("promise", 1.3),
    "refusal": ("refusal", 1.8),
    "denial": ("denial", 1.4),
    "accusation": ("accusation", 1.4),
    "offer": ("offer", 1.5),
    "commitment": ("promise", 1.3),
    "outcome": ("prediction", 2.0),
    "menace": ("threat", 2.1),
}
_CONDITIONAL = 1.7  # where the parse shows a condition, whatever its words
_CONSENT = frozenset({"support", "back", "accept", "allow", "recognise", "recognize", "tolerate", "agree"})
_REPLIES = frozenset({"reply", "retort", "answer", "respond", "counter", "insist", "object"})


def kinds_for(
    names: list[str], content: str, *, imperative: bool, quoted: bool, negated: bool, conditional: bool = False
) -> tuple[StatementKind, ...]:
    """The kinds of a statement, the strongest first; never empty."""
    scores: dict[str, float] = {"claim": 0.8, "assessment": 0.3}
    for kind, points in (kinds_by_cue(names) | infinitive_kinds(names, content)).items():
        scores[kind] = scores.get(kind, 0.0) + points
    for kind, points in signs_in(content).items():
        scores[kind] = scores.get(kind, 0.0) + points
    if conditional:
        scores["condition"] = max(scores.get("condition", 0.0), _CONDITIONAL)
    if imperative or (quoted and _IMPERATIVE.search(content)):
        scores["demand"] = scores.get("demand", 0.0) + 2.0
    if "denial" in scores and names and names[-1] in _REPLIES:
        scores["denial"] += 1.0
    if negated:
        if names and names[-1] in _CONSENT:
            scores["refusal"] = scores.get("refusal", 0.0) + 2.0
        for kind in ("promise", "offer", "praise"):
            if kind in scores:
                scores["refusal"] = scores.get("refusal", 0.0) + 0.8 * scores.pop(kind)
    if _FIRST_PERSON.search(content) and scores.get("prediction"):
        scores["prediction"] -= 0.5
    ranked = sorted(_KINDS, key=lambda kind: (-scores.get(kind, 0.0), _KINDS.index(kind)))
    top = scores.get(ranked[0], 0.0)
    return tuple(kind for kind in ranked[:3] if scores.get(kind, 0.0) >= max(0.4 * top, 0.9) or kind == ranked[0])


def signs_in(content: str) -> Mapping[str, float]:
    """The kinds that the words themselves speak for."""
    text = content.lower()
    found: dict[str, float] = {}
    for name, pattern in _patterns().items():
        if pattern.search(text):
            kind, points = _SIGNS.get(name, (name, 1.2))
            found[kind] = max(found.get(kind, 0.0), points)
    return found


def polarity_of(names: list[str], content: str, *, negated: bool) -> Polarity:
    """Negative where the speaker denies, refuses or doubts the content."""
    table = toml_table("statement_signs", _ROOM)["polarity"]
    negative = any(name in table["negative_cues"] for name in names)
    if not negative and re.search(table["negative_start"], content.lower().lstrip("“\"'` "), re.VERBOSE):
        negative = True
    return "negative" if negative != negated else "positive"


def modality_of(content: str, *, conditional: bool, doubted: bool) -> Modality:
    """How the content is put: as a fact, a need, a possibility, under a condition."""
    table = toml_table("statement_signs", _ROOM)["modality"]
    text = content.lower()
    if doubted:
        return "doubted"
    if conditional:
        return "hypothetical" if re.search(table["hypothetical"], text, re.VERBOSE) else "conditional"
    if re.search(table["hypothetical"], text, re.VERBOSE):
        return "hypothetical"
    if re.search(table["necessary"], text, re.VERBOSE):
        return "necessary"
    if re.search(table["possible"], text, re.VERBOSE):
        return "possible"
    return "asserted"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    signs: dict[str, list[str]] = toml_table("statement_signs", _ROOM)["kind_signs"]
    return {name: re.compile("|".join(f"(?:{one})" for one in found), re.VERBOSE) for name, found in signs.items()}
