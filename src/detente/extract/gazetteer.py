"""Find the phrases that the registry knows in a page: longest match first, capitals respected."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.knowledge.names import Key, Word, words_of
from detente.knowledge.registry import Person, Registry, Sense, Title

if TYPE_CHECKING:
    from spacy.tokens import Doc

_JOINS = frozenset({"", " ", "-", "–", "'", "’", ". ", ".", " -", "- ", "\n", "& ", " & ", "‐"})


@dataclass(frozen=True, slots=True)
class Hit:
    """Registry phrase in the text: character and token range, and all that it may mean."""

    start: int
    end: int
    first: int
    last: int
    senses: tuple[Sense, ...] = ()
    people: tuple[Person, ...] = ()
    title: Title | None = None


@dataclass(frozen=True, slots=True)
class Hits:
    """What the registry recognises in a page, each list in reading order and free of overlaps in itself."""

    names: tuple[Hit, ...]
    people: tuple[Hit, ...]
    titles: tuple[Hit, ...]


def find_hits(doc: Doc, registry: Registry) -> Hits:
    """All names, persons by full name, and titles that stand in a parsed text."""
    text, words = doc.text, words_of(doc.text)
    starts: list[int] = doc.to_array("IDX").tolist()

    def token_at(offset: int) -> int:
        return bisect_right(starts, offset) - 1

    names = [
        Hit(*_range(words, i, j, token_at), senses=senses)
        for i, j, found in _scan(text, words, registry.senses, registry.longest)
        if (senses := _fitting(text[words[i].start : words[j - 1].end], found))
    ]
    people = [
        Hit(*_range(words, i, j, token_at), people=found)
        for i, j, found in _scan(text, words, registry.people, 6)
        if j - i > 1 and text[words[i].start].isupper()
    ]
    titles = [Hit(*_range(words, i, j, token_at), title=found) for i, j, found in _scan(text, words, registry.titles, 6)]
    return Hits(tuple(names), tuple(people), tuple(titles))


def _scan[T](text: str, words: list[Word], table: Mapping[Key, T], longest: int) -> list[tuple[int, int, T]]:
    """Longest matches from left to right: word range and what the table holds."""
    keys = [word.key for word in words]
    starts = first_words(table)
    found, past = [], 0
    for i, key in enumerate(keys):
        if i < past or key not in starts:
            continue
        for size in range(min(starts[key], longest, len(words) - i), 0, -1):
            value = table.get(tuple(keys[i : i + size]))
            if value is not None and _unbroken(text, words, i, i + size):
                found.append((i, i + size, value))
                past = i + size
                break
    return found


_FIRST: dict[int, tuple[int, dict[str, int]]] = {}


def first_words(table: Mapping[Key, object]) -> dict[str, int]:
    """The longest phrase for each first word of a table; kept as long as the table does not grow."""
    known = _FIRST.get(id(table))
    if known and known[0] == len(table):
        return known[1]
    longest: dict[str, int] = {}
    for key in table:
        longest[key[0]] = max(longest.get(key[0], 0), len(key))
    _FIRST[id(table)] = (len(table), longest)
    return longest


def _unbroken(text: str, words: list[Word], i: int, j: int) -> bool:
    return all(text[a.end : b.start] in _JOINS for a, b in zip(words[i:j], words[i + 1 : j], strict=False))


def _fitting(surface: str, senses: tuple[Sense, ...]) -> tuple[Sense, ...]:
    """The senses that the surface's capitals allow."""
    letters = surface.replace(".", "")
    if not any(c.isupper() for c in surface):
        return ()
    return tuple(sense for sense in senses if not sense.acronym or letters.isupper() or len(letters) > 4)


def _range(words: list[Word], i: int, j: int, token_at: Callable[[int], int]) -> tuple[int, int, int, int]:
    start, end = words[i].start, words[j - 1].end
    return start, end, token_at(start), token_at(end - 1) + 1
