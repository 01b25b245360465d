"""How names are compared: folded words, without accents, case and punctuation."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

Key = tuple[str, ...]
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+")
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a"})
PARTICLES = frozenset(
    [
        "al",
        "el",
        "de",
        "del",
        "della",
        "di",
        "da",
        "do",
        "dos",
        "das",
        "la",
        "le",
        "van",
        "den",
        "der",
        "von",
        "bin",
        "ibn",
        "ben",
        "abu",
        "ter",
        "ten",
        "st",
        "san",
        "ul",
        "ur",
    ]
)
# family name first, as newspapers print it
# the father's name stands last; news calls the person by the first
GIVEN_FIRST = frozenset({"ETH", "ERI", "ISL"})
FAMILY_FIRST = frozenset({"CHN", "TWN", "HKG", "PRK", "KOR", "MAC"})


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: its offsets and its folded form."""

    start: int
    end: int
    key: str


def fold(text: str) -> str:
    """Lower case, without accents and without the points of abbreviations."""
    return _plain(text).replace(".", "")


def words_of(text: str) -> list[Word]:
    """The words of a text in order; `U.S.` is one word, a hyphen or apostrophe divides."""
    lower = text.lower()
    if len(lower) != len(text):  # a few letters grow when lowered; then offsets must come from the text itself
        return [Word(m.start(), m.end(), fold(m.group())) for m in _WORD.finditer(text)]
    found = []
    for match in _WORD.finditer(lower):
        word = match.group()
        found.append(Word(match.start(), match.end(), word if word.isascii() and "." not in word else fold(word)))
    return found


@lru_cache(maxsize=1 << 15)
def key_of(text: str) -> tuple[str, ...]:
    """The folded words of a name."""
    plain = _plain(text)
    if plain.isalnum() and plain.isascii():  # most names are plain words: then the pattern has nothing to find
        return (plain,)
    if plain.isascii() and plain.replace(" ", "").isalnum():
        return tuple(plain.split())
    return tuple([word.replace(".", "") for word in _WORD.findall(plain)])


def _plain(text: str) -> str:
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text.lower().translate(_LETTERS)) if not unicodedata.combining(c))
    return text.lower()


def short_keys(name: str, country: str | None) -> set[tuple[str, ...]]:
    """The forms by which news calls a person after the first mention: surname, with and without its particles."""
    parts = name.split()
    if len(parts) < 2:
        return {key_of(name)}
    if country in FAMILY_FIRST and len(parts) <= 3:
        return {key_of(parts[0])}
    last = key_of(parts[-1])
    keys = {last}
    if country in GIVEN_FIRST:
        keys.add(key_of(parts[0]))
    if len(parts) > 2:
        keys.add(key_of(parts[-2]) + last)
    at = len(parts) - 1
    while at > 1 and fold(parts[at - 1]).rstrip("-") in PARTICLES:
        at -= 1
    if at < len(parts) - 1:
        keys.add(key_of(" ".join(parts[at:])))
    if len(last) > 1 and last[0] in PARTICLES:
        keys.add(last[1:])
    return keys


def full_keys(name: str) -> set[tuple[str, ...]]:
    """The full forms of a name: as written, without initials, and first word with last."""
    key = key_of(name)
    if len(key) < 3 and all(len(word) > 1 for word in key):
        return {key} if key else set()
    keys = {key, tuple([word for word in key if len(word) > 1])}
    parts = name.split()
    if len(parts) > 2:
        keys.add(key_of(parts[0]) + key_of(parts[-1]))
    return {one for one in keys if one}
