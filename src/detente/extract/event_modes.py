"""Modes and contexts of an act, by the words of its clause and sentence."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from detente.knowledge.ontology import ontology
from detente.knowledge.tables import toml_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

    from detente.records import EventType

_PACKAGE = "detente.extract"
_MOST = 3


def mode_of(kind: EventType, anchor: Token) -> str | None:
    """The mode that a word of the act's own clause names, nearest words first: the anchor, its phrase, its clause."""
    modes = _modes().get(kind)
    if not modes:
        return None
    verb = anchor if anchor.pos_ in ("VERB", "AUX") else anchor.head
    circles: tuple[Iterable[Token], ...] = ([anchor], list(anchor.children), anchor.subtree, verb.children)
    for circle in circles:
        near = {form for token in circle for form in (token.lemma_.lower(), token.lower_)}
        for mode, marks in modes.items():
            if near & marks:
                return mode
    return None


def contexts_of(sentence: Sentence) -> tuple[str, ...]:
    """Up to three PLOVER contexts, those with most words first."""
    by_word = _by_word()
    counts: dict[str, int] = {}
    for token in sentence:
        for context in {*by_word.get(token.lemma_.lower(), ()), *by_word.get(token.lower_, ())}:
            counts[context] = counts.get(context, 0) + 1
    order = list(_contexts())
    return tuple(sorted(counts, key=lambda c: (-counts[c], order.index(c)))[:_MOST])


@cache
def _modes() -> dict[str, dict[str, frozenset[str]]]:
    table = toml_table("event_modes", _PACKAGE)["modes"]
    for kind, modes in table.items():
        unknown = set(modes) - set(ontology().types[kind].modes)
        if unknown:
            raise ValueError(f"event_modes.toml: {kind} has no modes {sorted(unknown)}")
    return {kind: {mode: frozenset(marks) for mode, marks in modes.items()} for kind, modes in table.items()}


@cache
def _contexts() -> dict[str, list[str]]:
    table: dict[str, list[str]] = toml_table("event_modes", _PACKAGE)["contexts"]
    unknown = set(table) - ontology().contexts
    if unknown:
        raise ValueError(f"event_modes.toml: no contexts {sorted(unknown)}")
    return table


@cache
def _by_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for context, marks in _contexts().items():
        for mark in marks:
            found[mark] = (*found.get(mark, ()), context)
    return found
