"""Whether two documents tell the same story: copies, trimmed copies, light rewrites and updates do, the next day's report does not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from detente.knowledge.tables import words

METHOD = "pairs-of-words-1"  # changes with anything here or in the word list that changes a signature or a verdict
DAYS_APART = 7

_PERMUTATIONS = 256
_FEWEST_PAIRS = 12
_TOKEN = re.compile(r"[^\W_]+(?:[.,][0-9]+)*|[.!?\n\"“”]")
_ENDS = frozenset('.!?\n"“”')
_SHORTEST_SENTENCE = 6


@dataclass(frozen=True, slots=True)
class Traits:
    """What is compared of a text: words that carry meaning, pairs of neighbours among them, names and numbers, whole sentences."""

    words: frozenset[str]
    pairs: frozenset[str]
    facts: frozenset[str]
    sentences: frozenset[str]


def traits_of(text: str) -> Traits:
    """The traits of a text."""
    small, numbers = words("small_words", "small", "detente.read"), words("small_words", "numbers", "detente.read")
    plain: list[str] = []
    facts: set[str] = set()
    sentences: set[str] = set()
    sentence: list[str] = []
    for match in _TOKEN.finditer(text + "\n"):
        token = match.group()
        if token in _ENDS:
            if len(sentence) >= _SHORTEST_SENTENCE:
                sentences.add(" ".join(sentence))
            sentence = []
            continue
        lower = token.lower()
        if token[0].isdigit() or lower in numbers or (sentence and token[0].isupper()):
            facts.add(lower)
        sentence.append(lower)
        if lower not in small:
            plain.append(lower)
    pairs = frozenset(f"{one} {other}" for one, other in pairwise(plain))
    return Traits(frozenset(plain), pairs, frozenset(facts), frozenset(sentences))


def signature(traits: Traits) -> list[int]:
    """The MinHash of the pairs of words (Broder 1997), 256 numbers of 32 bits; empty for a text too short to be compared."""
    if len(traits.pairs) < _FEWEST_PAIRS:
        return []
    made = _empty_minhash().copy()
    made.update_batch([pair.encode() for pair in traits.pairs])
    return [int(one) for one in made.hashvalues]


def same_story(one: Traits, other: Traits, *, dated: bool) -> bool:
    """Whether the shorter text is found in the other: its sentences, or else its words, names and numbers.

    Daily reports after one pattern share their words, but neither sentences nor numbers. Without both dates only copies count.
    """
    if min(len(one.pairs), len(other.pairs)) < _FEWEST_PAIRS:
        return False
    pairs, sentences = _within(one.pairs, other.pairs), _within(one.sentences, other.sentences)
    if not dated:
        return pairs >= 0.8 and sentences >= 0.7
    if pairs >= 0.5 and sentences >= 0.5:
        return True
    return pairs >= 0.3 and _within(one.words, other.words) >= 0.65 and _within(one.facts, other.facts) >= 0.7


def joined(ids: Iterable[str], pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The ids in groups: two of a pair stand in one group, and so does whatever is paired with one of them."""
    leader = {one: one for one in ids}

    def find(one: str) -> str:
        while leader[one] != one:
            leader[one] = leader[leader[one]]
            one = leader[one]
        return one

    for one, other in pairs:
        leader[find(one)] = find(other)
    groups: dict[str, list[str]] = {}
    for one in leader:
        groups.setdefault(find(one), []).append(one)
    return list(groups.values())


@cache
def _empty_minhash() -> Any:
    """Its permutations are drawn once, from a fixed seed."""
    from datasketch import MinHash  # heavy: NumPy and SciPy

    return MinHash(num_perm=_PERMUTATIONS, seed=1, scheme="affine32")


def _within(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the smaller set that is in the other; 0 where it is empty."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0
