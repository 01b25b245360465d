"""Conditions of the own gold against what the rules find: `python benchmarks/extraction/links.py benchmarks/gold/conditions_tune.jsonl`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from detente.extract.cast import Cast
from detente.extract.draft import Draft
from detente.extract.language import load, pages
from detente.extract.links import find_links
from detente.extract.tree import Tree, tree_of
from detente.records import Document, Link


def main() -> None:
    """Print precision, recall and F1 at half overlap, and the share of right modality and polarity among the hits."""
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    found = gold = hits = modality = negated = 0
    for row, page in zip(rows, pages([Document(row["id"], row["text"]) for row in rows], load()), strict=True):
        tree = tree_of(page)
        left = list(row["conditions"])
        gold += len(left)
        for link in find_links(Draft(page, Cast())).links:
            if link.kind != "condition":
                continue
            found += 1
            match = next((one for one in left if meets(tree, link, one)), None)
            if match:
                left.remove(match)
                hits += 1
                modality += match["modality"] == link.modality
                negated += match["negated"] == link.negated
    best = max(hits, 1)
    figures = {"P": hits / max(found, 1), "R": hits / max(gold, 1), "F1": 2 * hits / max(found + gold, 1), "modality": modality / best}
    print(json.dumps({name: round(value, 4) for name, value in (figures | {"negated": negated / best}).items()}))


def meets(tree: Tree, link: Link, gold: dict[str, Any]) -> bool:
    """Whether both ends share at least half of their words with the gold."""
    ends = (((link.cause.start, link.cause.end), gold["cause"]), ((link.effect.start, link.effect.end), gold["effect"]))
    return all(_shared(_words(tree, *one), _words(tree, *other)) >= 0.5 for one, other in ends)


def _words(tree: Tree, start: int, end: int) -> frozenset[int]:
    return frozenset(i for i in range(len(tree)) if tree.word[i] and tree.start[i] < end and tree.end[i] > start)


def _shared(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / max(len(one | other), 1)


if __name__ == "__main__":
    main()
