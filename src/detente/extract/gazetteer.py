"""Find the phrases that the registry knows in a page: longest match first, capitals respected."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.knowledge.names import Key, Word, words_of
from detente.knowledge.registry import Person, Registry, Sense, Title
from detente.knowledge.tables import words as word_list
from detente.knowledge.towns import LONGEST, town

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

PLACES = frozenset({"GPE", "LOC", "FAC"})
_LOCATIVE = word_list("actors", "locative", "detente.extract")
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
    names = [hit for hit in names if not _adjective(doc, hit)]
    names = sorted([*names, *_towns(doc, names)], key=lambda hit: hit.start)
    return Hits(tuple(names), tuple(people), tuple(titles))


def _towns(doc: Doc, names: list[Hit]) -> Iterator[Hit]:
    """Smaller towns, where the model sees a place or a preposition asks for one."""
    known = {i for hit in names for i in range(hit.first, hit.last)}
    for first, last in sorted({*_labelled(doc), *_governed(doc)}):
        if not known.isdisjoint(range(first, last)) or not doc[first].text[:1].isupper() or named_for(doc, first, last):
            continue
        if sense := town(doc[first:last].text):
            known.update(range(first, last))
            yield Hit(doc[first].idx, doc[last - 1].idx + len(doc[last - 1]), first, last, (sense,))


def named_for(doc: Doc, first: int, last: int) -> bool:
    """ "The broadcaster Myawaddy": a noun that is no place right before a name tells what bears it."""
    before = doc[first - 1] if first else None
    tied = before is not None and before.pos_ == "NOUN" and (first <= before.head.i < last or doc[first].head == before)
    return tied and before is not None and before.lemma_.lower() not in word_list("actors", "place_nouns", "detente.extract")


def _adjective(doc: Doc, hit: Hit) -> bool:
    """ "Male students" are not of the Maldives."""
    return hit.last - hit.first == 1 and doc[hit.first].pos_ == "ADJ" and all(sense.kind in ("capital", "city") for sense in hit.senses)


def placed(doc: Doc, first: int) -> bool:
    """Whether the model or a preposition takes what begins at a token for a place."""
    return doc[first].ent_type_ in PLACES or (first > 0 and doc[first - 1].lower_ in _LOCATIVE)


def _labelled(doc: Doc) -> Iterator[tuple[int, int]]:
    """What the model takes for a place."""
    for entity in doc.ents:
        if entity.label_ in PLACES:
            last = entity.end - (entity.end - entity.start > 1 and doc[entity.end - 1].text in ("'s", "’s", "'", "’"))
            yield entity.start + (doc[entity.start].lower_ == "the"), last


def _governed(doc: Doc) -> Iterator[tuple[int, int]]:
    """The proper nouns right behind a preposition of place."""
    for token in doc:
        if token.lower_ in _LOCATIVE:
            last = token.i + 1
            while last < min(len(doc), token.i + 1 + LONGEST) and doc[last].pos_ == "PROPN":
                last += 1
            if last > token.i + 1 and (last == len(doc) or doc[last].pos_ != "PROPN"):
                yield token.i + 1, last


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
