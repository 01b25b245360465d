"""Misspelt names of known persons: one edit in one word, the other words right, and the text's support."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from detente.knowledge.names import PARTICLES, Key, key_of
from detente.knowledge.registry import Person, Registry

if TYPE_CHECKING:
    from spacy.tokens import Doc

_CLOSE = 88
_LONGEST = 4


def one_edit_away(text: str, registry: Registry) -> list[tuple[Person, bool]]:
    """The persons whose name differs from the text by one edit in one word; true where the odd word is nobody's name."""
    key = key_of(text)
    if len(key) < 2:
        return []
    found: dict[tuple[str, str | None], tuple[Person, bool]] = {}
    for word in key:
        for person in registry.by_word.get(word, ()):
            for name in (person.name, *person.aliases):
                odd = _odd_word(key, key_of(name))
                if odd and fuzz.ratio(text.lower(), name.lower()) >= _CLOSE:
                    found[person.name, person.country] = (person, odd not in registry.by_word)
    return list(found.values())


def capital_runs(doc: Doc, registry: Registry) -> Iterator[tuple[int, int]]:
    """Runs of two to four capitalised words, one of them part of a known person's name, that are one edit from that name."""
    words = [token.text for token in doc]
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and (_capital(words[end]) or (end > at and _hyphen(doc, end))):
            end += 1
        if end - at > 1:
            yield from _within(doc, at, end, registry)
        at = max(end, at + 1)


def _within(doc: Doc, first: int, last: int, registry: Registry) -> Iterator[tuple[int, int]]:
    if last - first < 2 or not any(word in registry.by_word for word in key_of(doc[first:last].text)):
        return
    for size in range(min(last - first, 2 * _LONGEST), 1, -1):
        for start in range(first, last - size + 1):
            span = doc[start : start + size]
            if span[-1].is_alpha and span[0].is_alpha and one_edit_away(span.text, registry):
                yield start, start + size
                return


def _hyphen(doc: Doc, at: int) -> bool:
    """A hyphen between two parts of a name, or a small part behind it (`Jong-un`)."""
    if doc[at].text in ("-", "'", "’"):
        return not doc[at - 1].whitespace_ and not doc[at].whitespace_ and at + 1 < len(doc) and doc[at + 1].is_alpha
    return bool(doc[at - 1].text == "-" and doc[at].is_alpha) or doc[at].lower_ in PARTICLES


def _capital(word: str) -> bool:
    return word[0].isupper() and word.isalpha() and not word.isupper()


def _odd_word(key: Key, other: Key) -> str | None:
    """The one word in which two names of as many words differ, if by one edit."""
    if len(key) != len(other):
        return None
    odd = [(a, b) for a, b in zip(key, other, strict=True) if a != b]
    if len(odd) != 1 or OSA.distance(*odd[0]) != 1:
        return None
    return odd[0][0]
