"""Find the places in a text where a rule of the date grammar matches: one combined scan, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from detente.knowledge.tables import toml_table

_GAP = r"(?:[ ]{1,2}|[ ]?\n)"
_SAME = str.maketrans(
    "\t\xa0\u2002\u2003\u2009\u202f\r\u2018\u2019\u201b`\u2010\u2011\u2012\u2013\u2212", " " * 7 + "'" * 4 + "-" * 5
)  # one character for one: offsets hold
_DEPTH = 6  # fragments inside fragments
_BEFORE = r"(?<![\w$£€#])(?<!\d[.,])(?<![\w]['/])"


@dataclass(frozen=True, slots=True)
class Hit:
    """A match: which reader takes it, where it stands, its named parts (lower-case, None where absent)."""

    reader: str
    start: int
    end: int
    parts: dict[str, str | None]

    def __getitem__(self, part: str) -> str | None:
        return self.parts.get(part)


@dataclass(frozen=True, slots=True)
class _Grammar:
    combined: re.Pattern[str]
    rules: tuple[tuple[str, re.Pattern[str]], ...]


def words(key: str) -> dict[str, Any]:
    """A table of word values of the grammar."""
    table: dict[str, Any] = toml_table("dates", "detente.extract")[key]
    return table


@cache
def context(key: str) -> re.Pattern[str]:
    """A pattern on what stands before a hit."""
    return re.compile(words("contexts")[key])


def fold(text: str) -> str:
    """The text in lower case with plain quotes, hyphens and spaces, character for character."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(one if len(one := char.lower()) == 1 else char for char in text)
    return low.translate(_SAME)


def scan(folded: str) -> Iterator[Hit]:
    """The hits in a folded text, from left to right, without overlaps."""
    grammar = _grammar()
    for match in grammar.combined.finditer(folded):
        reader, rule = grammar.rules[int(str(match.lastgroup)[1:])]
        again = rule.match(folded, match.start())
        if again and again.end() > again.start():
            yield Hit(reader, again.start(), again.end(), again.groupdict())


@cache
def _grammar() -> _Grammar:
    table = toml_table("dates", "detente.extract")
    sources = [_expand(rule["pattern"], table["fragments"]) for rule in table["rules"]]
    plain = [re.sub(r"\(\?P<\w+>", "(?:", re.sub(r"\(\?P=\w+\)", "[/.]", source)) for source in sources]
    start = _expand("@start", table["fragments"])
    combined = _BEFORE + f"(?={start})(?:" + "|".join(f"(?P<r{i}>{source})" for i, source in enumerate(plain)) + ")"
    compiled = [re.compile(_BEFORE + f"(?:{source})", re.VERBOSE) for source in sources]
    rules = tuple((rule["reader"], one) for rule, one in zip(table["rules"], compiled, strict=True))
    return _Grammar(re.compile(combined, re.VERBOSE), rules)


def _expand(pattern: str, fragments: dict[str, str]) -> str:
    for _ in range(_DEPTH):
        pattern = re.sub(r"@([a-z]+\d?)", lambda found: fragments[found[1]], pattern)
    return pattern.replace("_", _GAP)
