"""Whether the clause of a time expression looks back or ahead, by its verb or, without a parse, by the words before it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

from detente.extract.date_scan import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Direction = Literal["past", "future"]
_STEPS = 12  # from a word up to its verb: longer ways are broken parses


def direction(folded: str, start: int, end: int, doc: Doc | None) -> Direction:
    """The way the clause around a time expression looks; `past` where nothing tells."""
    if doc is None or not doc.has_annotation("DEP"):
        return _by_words(folded, start)
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return "past"
    token = span.root
    for _ in range(_STEPS):
        if token.pos_ in ("VERB", "AUX") or token.head is token:
            break
        if token.lemma_.lower() in words("tense")["future_participles"]:
            return "future"  # due on Friday, payable Jan. 2
        token = token.head
    return _of_verb(token, _STEPS)


def _of_verb(verb: Token, steps: int) -> Direction:
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    tense = words("tense")
    if helpers & _future_words():
        return "past" if "have" in helpers else "future"
    if verb.tag_ == "VBD" or "had" in helpers or "was" in helpers or "were" in helpers:
        return "future" if _arranged(verb, helpers) else "past"
    if "to" in helpers:
        return _of_infinitive(verb, steps)
    if verb.tag_ == "VBN":
        return "future" if verb.lemma_.lower() in tense["future_participles"] and not helpers & {"has", "have", "had"} else "past"
    if verb.tag_ == "VBG" and helpers & {"is", "are", "am", "'s", "'re", "'m"}:
        return "future"
    if verb.tag_ in ("VBZ", "VBP", "VB"):
        return _of_present(verb, steps)
    if verb.tag_ == "VBG" and verb.head is not verb and steps:
        return _of_verb(_verb_above(verb), steps - 1)
    return "past"


def _arranged(verb: Token, helpers: set[str]) -> bool:
    """Was due, was scheduled: said then of what lies ahead."""
    return verb.tag_ == "VBN" and verb.lemma_.lower() in words("tense")["future_participles"] and "had" not in helpers


def _of_infinitive(verb: Token, steps: int) -> Direction:
    governor = verb.head
    if governor is verb or governor.lemma_.lower() in words("tense")["future_governors"] or governor.pos_ in ("NOUN", "ADJ", "PROPN"):
        return "future"
    return _of_verb(_verb_above(verb), steps - 1) if steps else "past"


def _of_present(verb: Token, steps: int) -> Direction:
    """A present verb looks ahead, unless it depends on one that does not, or reports."""
    if verb.lemma_.lower() in words("tense")["sayers"]:
        return "past"
    if verb.dep_ == "conj" and verb.tag_ == "VB" and steps and verb.head is not verb:
        return _of_verb(_verb_above(verb), steps - 1)
    return "future"


def _verb_above(token: Token) -> Token:
    above = token.head
    while above.head is not above and above.pos_ not in ("VERB", "AUX"):
        above = above.head
    return above


def _by_words(folded: str, start: int) -> Direction:
    before = re.split(r"[.;!?\n]", folded[max(0, start - 80) : start])[-1]
    return "future" if _window().search(before) else "past"


@cache
def _window() -> re.Pattern[str]:
    return re.compile(words("tense")["window"])


@cache
def _future_words() -> frozenset[str]:
    return frozenset(words("tense")["future_words"])
