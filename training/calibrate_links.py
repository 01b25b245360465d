"""Fit the confidence of links: `python training/calibrate_links.py CNC_TRAIN.jsonl CONDITIONS_TUNE.jsonl [--out TABLE]`.

Causes are judged on the corpus of causal news, conditions on the own gold. Right is a link whose ends stand on those of one gold
link, borders aside: half of the words of the shorter span are shared.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from detente.extract.language import load, pages
from detente.extract.link_confidence import traits
from detente.extract.link_found import Found
from detente.extract.link_signals import links_in
from detente.extract.tree import Tree, tree_of
from detente.records import Document

Judged = tuple[list[str], bool]
Ends = tuple[frozenset[int], frozenset[int]]
LEAST = 12  # links of a signal from which it gets a weight of its own
HEADER = "# Log-odds of a link's traits, summed; fitted by training/calibrate_links.py, see training/links_card.md.\n\n[logits]\n"


def main() -> None:
    """Print the reliability in cross-validation and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("causes", type=Path)
    parser.add_argument("conditions", type=Path)
    parser.add_argument("--out", type=Path, default=Path("src/detente/extract/data/link_confidence.toml"))
    options = parser.parse_args()
    rows = [*judged(options.causes, "relations"), *judged(options.conditions, "conditions")]
    for line in table(zip(cross_validated(rows), (right for _, right in rows), strict=True)):
        sys.stdout.write(line + "\n")
    logits = fit(rows)
    body = "".join(f'"{name}" = {value:.2f}\n' for name, value in sorted(logits.items()) if round(value, 2))
    options.out.write_text(HEADER + body, encoding="utf-8")


def judged(path: Path, field: str) -> Iterator[Judged]:
    """The traits of every link that the rules find, of the kind that the file knows, and whether it is in the gold."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for row, page in zip(rows, pages([Document(row["id"], row["text"]) for row in rows], load()), strict=True):
        tree = tree_of(page)
        gold = [(_gold(tree, one["cause"]), _gold(tree, one["effect"])) for one in row[field]]
        for one in (one for first, last in zip(tree.sent_start, tree.sent_end, strict=True) for one in links_in(tree, first, last)):
            if (one.kind == "condition") == (field == "conditions"):
                yield traits(tree, one), any(_meets(tree, one, pair) for pair in gold)


def fit(rows: Sequence[Judged]) -> dict[str, float]:
    """The log-odds of each trait; the base is never shrunk."""
    counts = Counter(name for names, _ in rows for name in names)
    known = sorted(name for name, n in counts.items() if n >= LEAST and name != "base")
    matrix = np.array([[float(name in names) for name in known] for names, _ in rows])
    model = LogisticRegression(C=0.5, solver="lbfgs", max_iter=500).fit(matrix, np.array([right for _, right in rows]))
    return {"base": float(model.intercept_[0]), **dict(zip(known, model.coef_[0].tolist(), strict=True))}


def cross_validated(rows: Sequence[Judged]) -> list[float]:
    """The confidence of each link by a table fitted without its fold, five folds, seeded."""
    order = list(range(len(rows)))
    random.Random(0).shuffle(order)
    answers = [0.0] * len(rows)
    for fold in range(5):
        held = set(order[fold::5])
        logits = fit([rows[at] for at in order if at not in held])
        for at in held:
            answers[at] = 1 / (1 + float(np.exp(-sum(logits.get(name, 0.0) for name in rows[at][0]))))
    return answers


def table(pairs: Iterable[tuple[float, bool]]) -> list[str]:
    """Reliability by fifths of confidence, and the expected calibration error."""
    ordered = sorted(pairs)
    parts = np.array_split(np.array(ordered, dtype=float), 5)
    error = sum(abs(part[:, 0].mean() - part[:, 1].mean()) * len(part) for part in parts) / len(ordered)
    lines = [f"{len(part):4d} links, said {part[:, 0].mean():.2f}, right {part[:, 1].mean():.2f}" for part in parts]
    return [*lines, f"expected calibration error {error:.3f}"]


def _gold(tree: Tree, span: dict[str, int] | list[int]) -> frozenset[int]:
    start, end = (span["start"], span["end"]) if isinstance(span, dict) else span
    return frozenset(i for i in range(len(tree)) if tree.word[i] and tree.start[i] < end and tree.end[i] > start)


def _meets(tree: Tree, one: Found, gold: Ends) -> bool:
    for end, words in zip((one.cause, one.effect), gold, strict=True):
        own = frozenset(i for i in range(end.first, end.last + 1) if tree.word[i])
        if len(own & words) < 0.5 * max(min(len(own), len(words)), 1):
            return False
    return True


if __name__ == "__main__":
    main()
