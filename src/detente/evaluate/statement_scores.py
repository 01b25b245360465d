"""Figures for attributions: content exact, soft and at half overlap, source heads, and both together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.evaluate.figures import Score, WordIndex, jaccard, pair_off
from detente.evaluate.gold import Row
from detente.extract.language import head_finder
from detente.extract.quotes import find_quotes

if TYPE_CHECKING:
    from spacy.language import Language

_HALF = 0.5


@dataclass(frozen=True, slots=True)
class _Side:
    """One attribution ready to compare: words of content and source, the source's head, and whether all words are quoted."""

    content: frozenset[int]
    source: frozenset[int]
    head: int | None
    direct: bool


def statements(gold: Sequence[Row], answers: Sequence[Row], nlp: Language) -> dict[str, Any]:
    """Content exact, soft and m50 F1, source head on matched pairs, joint F1; the same for direct quotations only."""
    counts: Counter[tuple[str, str, str]] = Counter()
    soft: Counter[tuple[str, str]] = Counter()
    for row, answer in zip(gold, answers, strict=True):
        words, head = WordIndex(row["text"]), head_finder(row["text"], nlp)
        quoted = words.words([(q.start, q.end) for q in find_quotes(row["text"])])
        predicted, expected = (_sides(item["attributions"], words, quoted, head) for item in (answer, row))
        _count(predicted, expected, counts, soft)
    return {**_table(counts, soft, "all"), "direct": _table(counts, soft, "direct")}


def _sides(attributions: Sequence[Row], words: WordIndex, quoted: frozenset[int], head: Any) -> list[_Side]:
    sides = []
    for one in attributions:
        content, source = words.words(one.get("content") or []), words.words(one.get("source") or [])
        if content:
            sides.append(_Side(content, source, head(one["source"][0]) if source else None, content <= quoted))
    return sides


def _count(predicted: list[_Side], expected: list[_Side], counts: Counter[tuple[str, str, str]], soft: Counter[tuple[str, str]]) -> None:
    for name, own, others in (("P", predicted, expected), ("R", expected, predicted)):
        for side in own:
            share = min(1.0, sum(len(side.content & other.content) for other in others) / len(side.content))
            for group in _groups(side):
                counts[group, name, "n"] += 1
                soft[group, name] += share  # type: ignore[assignment]
    overlaps = (
        ((value, _same(p, g)), i, j)
        for i, p in enumerate(predicted)
        for j, g in enumerate(expected)
        if (value := jaccard(p.content, g.content)) >= _HALF
    )
    for i, j in pair_off(overlaps).items():
        p, g = predicted[i], expected[j]
        same = _same(p, g)
        marks = [
            "m50",
            *(["exact"] if p.content == g.content else []),
            *(["joint"] if same else []),
            *(["head"] if same and p.source and g.source else []),
        ]
        for name, side in (("P", p), ("R", g)):
            for group in _groups(side):
                for mark in [*marks, *(["sourced"] if side.source else [])]:
                    counts[group, name, mark] += 1


def _groups(side: _Side) -> tuple[str, ...]:
    return ("all", "direct") if side.direct else ("all",)


def _same(p: _Side, g: _Side) -> bool:
    if not p.source or not g.source:
        return not p.source and not g.source
    return p.head == g.head


def _table(counts: Counter[tuple[str, str, str]], soft: Counter[tuple[str, str]], group: str) -> dict[str, Any]:
    def score(mark: str, total: str = "n") -> dict[str, float | int]:
        return Score(counts[group, "P", mark], counts[group, "P", total], counts[group, "R", total], counts[group, "R", mark]).as_dict()

    overlap = Score(soft[group, "P"], counts[group, "P", "n"], counts[group, "R", "n"], soft[group, "R"]).as_dict()
    return {
        "content_exact": score("exact"), "content_soft": overlap, "content_m50": score("m50"),
        "source_head_on_matched": score("head", "sourced"), "joint": score("joint"),
    }  # fmt: skip
