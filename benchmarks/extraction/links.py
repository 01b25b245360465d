"""Own gold against what the rules find: `python benchmarks/extraction/links.py [conditions GOLD | own GOLD]`."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from detente.evaluate.tasks import evaluate
from detente.extract.cast import Cast
from detente.extract.draft import Draft
from detente.extract.language import load, pages
from detente.extract.links import find_links
from detente.extract.pipeline import situations
from detente.extract.tree import Tree, tree_of
from detente.knowledge.registry import shipped
from detente.records import Document, Link

ROOT = Path(__file__).parents[2]
DATA = (Path("benchmarks/gold/conditions_tune.jsonl"), Path("links/cnc_train.jsonl"), Path("benchmarks/gold/links_own.jsonl"))


def main() -> None:
    """Print the figures that the first argument names."""
    ways = {"conditions": conditions, "own": own}
    sys.stdout.write(json.dumps(ways[sys.argv[1]](*map(Path, sys.argv[2:]))) + "\n")


def measure(data: Path) -> dict[str, float]:
    """What the gate holds: own conditions, and the corpus that the models were fitted on (a guard, not a figure)."""
    figures = evaluate("links", data / DATA[1], None, load(), shipped()).figures or {}
    return {
        **{f"own conditions {name}": value for name, value in conditions(ROOT / DATA[0]).items()},
        **{f"own links {name}": value for name, value in own(ROOT / DATA[2]).items()},
        "fitted rows causal F1": figures["label"]["F1"],
        "fitted rows pair F1": figures["pair"]["F1"],
        "explicit signals pair precision": figures["explicit_signals"]["pair_precision"],
    }


def conditions(gold_file: Path) -> dict[str, float]:
    """Precision, recall and F1 at half overlap, and the share of right modality and polarity among the hits."""
    rows = [json.loads(line) for line in gold_file.read_text(encoding="utf-8").splitlines()]
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
    return {name: round(value, 4) for name, value in (figures | {"negated": negated / best}).items()}


def own(gold_file: Path) -> dict[str, float]:
    """The whole pipeline on the own links: F1 at half overlap; of the hits the share of right kind, modality, polarity, speaker."""
    rows = [json.loads(line) for line in gold_file.read_text(encoding="utf-8").splitlines()]
    documents = [Document(row["id"], row["text"]) for row in rows]
    n: Counter[str] = Counter()
    parses = pages(documents, load())
    for row, parsed, one in zip(rows, parses, situations(documents, load(), shipped()), strict=True):
        tree = tree_of(parsed)
        left = list(row["links"])
        n.update(found=len(one.links), gold=len(left))
        for link in one.links:
            match = next((gold for gold in left if meets(tree, link, gold)), None)
            if match is None:
                continue
            left.remove(match)
            told = {"kind": link.kind, "modality": link.modality, "negated": link.negated, "said_by": link.said_by and link.said_by.name}
            n.update(hits=1, **{name: int(value == match[name]) for name, value in told.items()})
    best = max(n["hits"], 1)
    figures = {
        "P": n["hits"] / max(n["found"], 1),
        "R": n["hits"] / max(n["gold"], 1),
        "F1": 2 * n["hits"] / max(n["found"] + n["gold"], 1),
    }
    figures |= {name: n[name] / best for name in ("kind", "modality", "negated", "said_by")}
    return {name: round(value, 4) for name, value in figures.items()}


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
