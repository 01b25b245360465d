"""Whether the clause of a time expression looks back or ahead, by its verb or, without a parse, by the words before it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

from detente.extract.date_scan import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Direction = Literal["past", "future", "open"]
_STEPS = 12  # from a word up to its verb: longer ways are broken parses


def direction(folded: str, start: int, end: int, doc: Doc | None) -> Direction:
    """The way the clause around a time expression looks; `open` where the tense does not tell."""
    if re.search(r"\b(?:un)?till?[ \n]$", folded[max(0, start - 7) : start]):
        return "future"
    if re.search(r"\bsince (?:late |early |mid-)?$", folded[max(0, start - 12) : start]):
        return "past"
    if doc is None or not doc.has_annotation("DEP"):
        return _by_words(folded, start)
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return "open"
    token = span.root
    for _ in range(_STEPS):
        if token.pos_ in ("VERB", "AUX") or token.head == token:
            break
        if token.lemma_.lower() in words("tense")["future_participles"]:
            return "future"  # due on Friday, payable Jan. 2
        token = token.head
    helpers = {child.lower_ for child in token.children if child.dep_ == "aux"}
    if "to" in helpers and re.search(r"\b(?:by|before|beyond)(?: the)?[ \n]$", folded[max(0, start - 12) : start]):
        return "future"  # refused to answer before Thursday
    if _asks_for(token, span.root):
        return "future"
    return _of_verb(token, _STEPS)


def _asks_for(verb: Token, date_word: Token) -> bool:
    """Called for a march on Friday."""
    if verb.lemma_.lower() not in words("tense")["future_governors"]:
        return False
    return any(child.lower_ == "for" and child.i < date_word.i and child.dep_ == "prep" and child.i > verb.i for child in verb.children)


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
    if verb.tag_ == "VBG" and verb.head != verb and steps:
        return _of_verb(_verb_above(verb), steps - 1)
    return "open" if verb.pos_ not in ("VERB", "AUX") else "past"


def _arranged(verb: Token, helpers: set[str]) -> bool:
    """Was due, was scheduled: said then of what lies ahead."""
    return verb.tag_ == "VBN" and verb.lemma_.lower() in words("tense")["future_participles"] and "had" not in helpers


def _of_infinitive(verb: Token, steps: int) -> Direction:
    governor = verb.head
    holders = [governor, governor.head] if governor.pos_ == "ADJ" else [governor]
    if any(child.lower_ == "had" for holder in holders for child in holder.children):
        return "past"
    if governor == verb or governor.lemma_.lower() in words("tense")["future_governors"] or governor.pos_ in ("NOUN", "ADJ", "PROPN"):
        return "future"
    return _of_verb(_verb_above(verb), steps - 1) if steps else "open"


def _of_present(verb: Token, steps: int) -> Direction:
    """A present verb looks ahead where it tells of something arranged."""
    if verb.dep_ == "conj" and verb.tag_ == "VB" and steps and verb.head != verb:
        return _of_verb(_verb_above(verb), steps - 1)
    return "future" if verb.lemma_.lower() in words("tense")["booked"] else "open"


def _verb_above(token: Token) -> Token:
    above = token.head
    while above.head != above and above.pos_ not in ("VERB", "AUX"):
        above = above.head
    return above


def _by_words(folded: str, start: int) -> Direction:
    before = re.split(r"[.;!?\n]", folded[max(0, start - 80) : start])[-1]
    return "future" if _window().search(before) else "open"


@cache
def _window() -> re.Pattern[str]:
    return re.compile(words("tense")["window"])


@cache
def _future_words() -> frozenset[str]:
    return frozenset(words("tense")["future_words"])
