"""Fit the models of causal sentences: `python training/train_links.py CNC_TRAIN.jsonl [--cv PREDICTIONS] [--out WEIGHTS]`."""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from detente.extract.language import load, pages
from detente.extract.linear import Linear, sigmoid
from detente.extract.link_candidates import Candidate, candidates_of, edge_features, edges_of, features
from detente.extract.link_model import Pair, choice_features, read_causes, scored_pairs, text_features, text_row
from detente.extract.tree import Tree, tree_of
from detente.records import Document

Row = dict[str, Any]
WAYS = ("B", "F")


@dataclass(slots=True)
class Item:
    """A sentence with its candidates, each with how well it meets the gold."""

    row: Row
    tree: Tree
    vector: list[float]
    candidates: list[tuple[Candidate, list[str], bool]]
    places: list[tuple[list[str], bool]]
    names: set[str]


def main() -> None:
    """Cross-validate, or fit on everything and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--cv", type=Path)
    parser.add_argument("--out", type=Path, default=Path("src/detente/extract/data/link_weights.npz"))
    options = parser.parse_args()
    items = read(options.gold)
    if options.cv:
        cross_validate(items, options.cv)
    else:
        save(fit(items), options.out)


def read(path: Path) -> list[Item]:
    """Parse the sentences and list their candidates."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    documents = [Document(row["id"], row["text"]) for row in rows]
    return [item_of(row, tree_of(page), page.doc.vector.tolist()) for row, page in zip(rows, pages(documents, load()), strict=True)]


def item_of(row: Row, tree: Tree, vector: list[float]) -> Item:
    """One sentence, made ready."""
    gold = [[_words(tree, one[side]["start"], one[side]["end"]) for side in ("cause", "effect")] for one in row["relations"]]
    candidates, places, names = [], [], set(text_features(tree))
    for edge in edges_of(tree, 0, len(tree)):
        own = edge_features(tree, edge)
        names |= set(own)
        met = {False: False, True: False}
        for one in candidates_of(tree, edge):
            ends = [frozenset(i for i in range(end.first, end.last + 1) if tree.word[i]) for end in (one.cause, one.effect)]
            right = any(min(_jaccard(a, b) for a, b in zip(ends, pair, strict=True)) >= 0.5 for pair in gold)
            candidates.append((one, features(tree, one), right))
            met[one.forward] |= right
        places += [([f"{WAYS[way]}|{name}" for name in own], met[bool(way)]) for way in (0, 1)]
    return Item(row, tree, vector, candidates, places, names)


def fit(items: Sequence[Item]) -> dict[str, Linear]:
    """The four models; what weighs the outcome of others is fitted on outcomes for sentences that those had not seen."""
    outside: dict[int, tuple[Any, float]] = {}
    for part in range(3):
        inner = [one for at, one in enumerate(items) if at % 3 != part]
        base = _base(inner)
        found = [scored_pairs(one.tree, base)[0] for one in inner]
        label = _label(inner, found)
        for at in range(part, len(items), 3):
            odds = scored_pairs(items[at].tree, base)[0]
            row = text_row(items[at].names, items[at].vector, odds)
            outside[at] = odds, sigmoid(label.bias + sum(label.weights.get(name, 0.0) * value for name, value in row.items()))
    base = _base(items)
    base["label"] = _label(items, [outside[at][0] for at in range(len(items))])
    rows, right = [], []
    for at, item in enumerate(items):
        for candidate, row in choice_features(item.tree, *outside[at]):
            rows.append(row)
            right.append(item.candidates[candidate][2])
    base["choice"] = _fitted(rows, right, 10.0, 1)
    return base


def _base(items: Sequence[Item]) -> dict[str, Linear]:
    pairs = [(dict.fromkeys(names, 1.0), right) for item in items for _, names, right in item.candidates]
    places = [(dict.fromkeys(names, 1.0), right) for item in items for names, right in item.places]
    return {
        name: _fitted([row for row, _ in rows], [right for _, right in rows], 0.1, 3) for name, rows in (("pair", pairs), ("edge", places))
    }


def _label(items: Sequence[Item], found: Sequence[Any]) -> Linear:
    rows = [text_row(item.names, item.vector, odds) for item, odds in zip(items, found, strict=True)]
    return _fitted(rows, [bool(item.row["label"]) for item in items], 0.05, 2)


def _fitted(rows: Sequence[Mapping[str, float]], right: Sequence[bool], c: float, least: int) -> Linear:
    counts = Counter(name for row in rows for name in row)
    index = {name: at for at, name in enumerate(sorted(name for name, n in counts.items() if n >= least))}
    at, columns, values = [0], [], []
    for row in rows:
        known = [(index[name], value) for name, value in row.items() if name in index]
        columns += [column for column, _ in known]
        values += [value for _, value in known]
        at.append(len(columns))
    matrix = csr_matrix((values, columns, at), shape=(len(rows), len(index)))
    model = LogisticRegression(C=c, solver="liblinear", random_state=0).fit(matrix, np.array(right))
    return Linear(dict(zip(index, model.coef_[0].tolist(), strict=True)), float(model.intercept_[0]))


def cross_validate(items: Sequence[Item], path: Path) -> None:
    """Five folds; predictions for the scorer."""
    order = list(range(len(items)))
    random.Random(0).shuffle(order)
    answers: dict[int, Row] = {}
    for fold in range(5):
        held = set(order[fold::5])
        models = fit([items[at] for at in order if at not in held])
        for at in held:
            tree = items[at].tree
            causal, found = read_causes(tree, items[at].vector, models)
            relations = [_answer(tree, one) for one in found]
            answers[at] = {"id": items[at].row["id"], "label": int(causal), "relations": relations}
    path.write_text("".join(json.dumps(answers[at]) + "\n" for at in range(len(items))), encoding="utf-8")


def _answer(tree: Tree, one: Pair) -> Row:
    signal = list(tree.span(*one.signal)) if one.signal else None
    return {"cause": tree.span(one.cause.first, one.cause.last), "effect": tree.span(one.effect.first, one.effect.last), "signal": signal}


def save(models: Mapping[str, Linear], path: Path) -> None:
    """Names as lines of text, weights in hundredths; weights that round to nothing are left out."""
    table: dict[str, Any] = {"models": _bytes(models), "lexicon": _bytes([])}
    for name, model in models.items():
        kept = {key: round(value * 100) for key, value in model.weights.items() if round(value * 100)}
        table[f"{name}.features"] = _bytes(kept)
        table[f"{name}.weights"] = np.array(list(kept.values()), dtype=np.int16)
        table[f"{name}.bias"] = np.float64(model.bias)
    np.savez_compressed(path, **table)


def _bytes(lines: Iterable[str]) -> Any:
    return np.frombuffer("\n".join(lines).encode(), dtype=np.uint8)


def _words(tree: Tree, start: int, end: int) -> frozenset[int]:
    return frozenset(i for i in range(len(tree)) if tree.word[i] and tree.start[i] < end and tree.end[i] > start)


def _jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / max(len(one | other), 1)


if __name__ == "__main__":
    main()
