"""Figures that all tasks share: precision, recall and F1, one-to-one matching, words in spans."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

_WORD = re.compile(r"\w+")

type Spans = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 with the counts behind them."""

    hits: float
    predicted: int
    expected: int
    gold_hits: float | None = None

    @property
    def precision(self) -> float:
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        hits = self.hits if self.gold_hits is None else self.gold_hits
        return hits / self.expected if self.expected else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def as_dict(self) -> dict[str, float | int]:
        """The figures, rounded to four digits."""
        shown = {"P": self.precision, "R": self.recall, "F1": self.f1}
        return {**{name: round(value, 4) for name, value in shown.items()}, "predicted": self.predicted, "gold": self.expected}


class WordIndex:
    """The words of a text by character, so that spans become sets of words and punctuation does not count."""

    def __init__(self, text: str) -> None:
        self._at: dict[int, int] = {}
        for number, word in enumerate(_WORD.finditer(text)):
            for at in range(word.start(), word.end()):
                self._at[at] = number

    def words(self, spans: Spans) -> frozenset[int]:
        """The numbers of all words that the spans touch."""
        return frozenset(self._at[at] for start, end in spans for at in range(start, end) if at in self._at)


def jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    """Shared words over all words of two sets."""
    union = len(a | b)
    return len(a & b) / union if union else 0.0


def pair_off(candidates: Iterable[tuple[Any, int, int]]) -> dict[int, int]:
    """One-to-one pairs of left and right numbers, best candidates first; ties go to the higher numbers."""
    pairs: dict[int, int] = {}
    right: set[int] = set()
    for _, i, j in sorted(candidates, reverse=True):
        if i not in pairs and j not in right:
            pairs[i] = j
            right.add(j)
    return pairs


def set_score(predicted: Iterable[frozenset[Hashable]], expected: Iterable[frozenset[Hashable]]) -> Score:
    """Micro figures over pairs of sets."""
    hits = found = wanted = 0
    for p, g in zip(predicted, expected, strict=True):
        hits, found, wanted = hits + len(p & g), found + len(p), wanted + len(g)
    return Score(hits, found, wanted)


def class_figures(gold: Sequence[str], predicted: Sequence[str]) -> dict[str, Any]:
    """Accuracy, macro F1 over the classes present in the gold, and F1 by class."""
    by_class = {}
    for one in sorted(set(gold)):
        hits = sum(g == p == one for g, p in zip(gold, predicted, strict=True))
        by_class[one] = 2 * hits / (gold.count(one) + list(predicted).count(one))
    right = sum(g == p for g, p in zip(gold, predicted, strict=True))
    shown = {one: round(value, 4) for one, value in by_class.items()}
    return {"accuracy": round(right / len(gold), 4), "macro_F1": round(sum(by_class.values()) / len(by_class), 4), "by_class": shown}
