"""Fit the statement models on attributed news (PolNeAR train, by path): python training/train_statements.py --data ../shared/data."""

from __future__ import annotations

import argparse
import json
import pickle
import random
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from detente.evaluate.figures import WordIndex, jaccard, pair_off
from detente.extract import language
from detente.extract.attributions import attributions_in
from detente.extract.cues import cue_candidates, cue_features
from detente.extract.draft import Page
from detente.extract.edges import sunk, trimmed
from detente.extract.findings import Finding, contexts, find_by_cue, match_features
from detente.extract.linear import Linear, WeightFile
from detente.extract.parts import Part, part_features, parts_of, shape_of, strip_features
from detente.extract.quotes import find_quotes
from detente.extract.sources import source_candidates, source_features
from detente.extract.tree import Tree, tree_of
from detente.records import Document

OUT = Path(__file__).parents[1] / "src/detente/extract/data/statement_weights.npz"
SEED = 20260205
FLOOR = -1.8  # cues that the tool would no longer look at still teach what is wrong
CALIBRATION = 6  # one article in so many is kept for the mapping to a confidence
Example = tuple[list[str], bool]


@dataclass
class Gold:
    """One attribution over the tokens of a tree."""

    cue: int
    content: set[int]
    source: int | None
    others: tuple[int, ...] = ()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path, help="where parsed trees are kept between runs")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    train_on(read_trees(options.data / "statements/polnear_train.jsonl", options.cache), options.out)


def train_on(trees: list[tuple[dict[str, Any], Tree]], out: Path) -> None:
    """Fit all models, and the mapping from score to confidence on a sixth that another fit has not seen."""
    taught = fitted_on([one for at, one in enumerate(trees) if at % CALIBRATION])
    calibration = calibrated(trees[::CALIBRATION], taught)
    final = fitted_on(trees)
    save(out, {**final.models, "calibration": calibration}, set(final.lexicon))


def fitted_on(trees: list[tuple[dict[str, Any], Tree]]) -> WeightFile:
    """All models; the last two on findings that the others make in the half they have not seen."""
    golds = [[g for one in row["attributions"] if (g := align(tree, one))] for row, tree in trees]
    forest = [tree for _, tree in trees]
    lexicon = mined_lexicon(forest, golds)
    half = len(forest) // 2
    order = random.Random(SEED).sample(range(len(forest)), len(forest))
    unseen: list[tuple[Tree, list[Gold], list[Finding]]] = []
    for mine, others in ((order[:half], order[half:]), (order[half:], order[:half])):
        models = fit_all([forest[i] for i in mine], [golds[i] for i in mine], lexicon)
        unseen += [(forest[i], golds[i], find_by_cue(forest[i], models, lexicon, floor=FLOOR)) for i in others]
    models = fit_all(forest, golds, lexicon)
    models["match"], models["stand"] = fit_matches(unseen)
    return WeightFile(models, frozenset(lexicon))


def calibrated(trees: list[tuple[dict[str, Any], Tree]], taught: WeightFile) -> Linear:
    """Platt's mapping (1999): log-odds and whether a quotation is claimed, to whether the content meets the gold by half."""
    rows: list[tuple[float, float]] = []
    right: list[bool] = []
    for row, tree in trees:
        page = Page(Document(row["id"], row["text"]), None, (), find_quotes(row["text"]))  # type: ignore[arg-type]
        words = WordIndex(row["text"])
        golds = [words.words(one["content"]) for one in row["attributions"]]
        found = [one for one in attributions_in(tree, page, fitted=taught) if one.score is not None]
        mine = [words.words(one.content) for one in found]
        overlaps = ((value, i, j) for i, a in enumerate(mine) for j, b in enumerate(golds) if (value := jaccard(a, b)) >= 0.5)
        pairs = pair_off(overlaps)
        rows += [(one.score or 0.0, float(one.quoted)) for one in found]
        right += [i in pairs for i in range(len(found))]
    model = LogisticRegression(C=1e6).fit(np.array(rows), right)
    print("calibration", len(rows), sum(right), model.coef_, model.intercept_, flush=True)
    score, quoted = (round(float(weight), 2) for weight in model.coef_[0])
    return Linear({"score": score, "quoted": quoted}, round(float(model.intercept_[0]), 3))


def read_trees(path: Path, cache: Path | None) -> list[tuple[dict[str, Any], Tree]]:
    """Articles with their parsed trees."""
    kept = cache / f"{path.stem}.trees" if cache else None
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    if kept and kept.exists():
        return list(zip(rows, pickle.loads(kept.read_bytes()), strict=True))
    found: list[Page] = list(language.pages((Document(row["id"], row["text"]) for row in rows), language.load()))
    trees = [tree_of(page) for page in found]
    if kept:
        kept.write_bytes(pickle.dumps(trees))
    return list(zip(rows, trees, strict=True))


def tokens_in(tree: Tree, spans: list[list[int]]) -> list[int]:
    return [
        i
        for start, end in spans
        for i in range(tree.at(start), min(tree.at(end - 1) + 1, len(tree)))
        if tree.end[i] > start and tree.start[i] < end
    ]


def align(tree: Tree, one: dict[str, Any]) -> Gold | None:
    """The attribution's cue word (the one that governs most of the content), its content words, its source head."""
    cues = [i for i in tokens_in(tree, one["cue"]) if tree.word[i]]
    content = {i for i in tokens_in(tree, one["content"]) if tree.word[i]}
    sources = tokens_in(tree, one["source"])
    if not cues or not content:
        return None

    def cover(cue: int) -> tuple[int, bool, int]:
        inside = 0
        for part in parts_of(tree, cue):
            words = [i for i in part.tokens(tree) if tree.word[i]]
            hit = sum(i in content for i in words)
            inside += hit if 2 * hit >= len(words) else 0
        return inside, tree.pos[cue] == "VERB", -cue

    cue = max(cues, key=cover)
    named = set(sources)
    source = next((i for i in sources if tree.word[i] and (tree.head[i] not in named or tree.head[i] == i)), None)
    others = tuple(i for i in cues if i != cue and tree.pos[i] in ("VERB", "NOUN", "ADJ"))
    return Gold(cue, content if cover(cue)[0] else set(), source, others)


def mined_lexicon(forest: list[Tree], golds: list[list[Gold]]) -> set[str]:
    """Words that head a cue often enough to be looked at each time they occur."""
    cued: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for tree, gold in zip(forest, golds, strict=True):
        cued.update({f"{tree.lemma[one.cue]}/{tree.pos[one.cue]}": 0 for one in gold})
        for one in gold:
            cued[f"{tree.lemma[one.cue]}/{tree.pos[one.cue]}"] += 1
        seen.update(f"{lemma}/{pos}" for lemma, pos in zip(tree.lemma, tree.pos, strict=True))
    return {word for word, n in cued.items() if n >= 2 and n / seen[word] >= 0.03}


def fit_all(forest: list[Tree], golds: list[list[Gold]], lexicon: set[str]) -> dict[str, Linear]:
    examples: dict[str, list[Example]] = {name: [] for name in ("cue", "part", "strip", "edge", "sink", "source")}
    for tree, gold in zip(forest, golds, strict=True):
        cued = {one.cue for one in gold}
        examples["cue"] += [(cue_features(tree, i), i in cued) for i in cue_candidates(tree, lexicon)]
        for one in gold:
            if one.content:
                part_examples(tree, one, examples)
                other_cues(tree, one, examples)
                examples["source"] += [
                    (source_features(tree, one.cue, c), c.head == one.source)
                    for c in source_candidates(tree, one.cue)
                    if c.head not in one.content
                ]
    return {name: fit(rows, name) for name, rows in examples.items()}


def part_examples(tree: Tree, one: Gold, examples: dict[str, list[Example]]) -> None:
    shape = shape_of(tree, one.cue)
    for part in parts_of(tree, one.cue):
        words = [i for i in part.tokens(tree) if tree.word[i]]
        inside = sum(i in one.content for i in words)
        chosen = 2 * inside > len(words) or (part.head in one.content and 12 * inside >= len(words))
        prepositional = part.without is None and part.relation.split(":")[0] in ("prep", "agent", "dative")
        if prepositional:
            chosen = 2 * inside > len(words) - 1 and inside > 0
        examples["part"].append((part_features(tree, one.cue, part, shape), chosen))
        if not chosen:
            continue
        if prepositional:
            examples["strip"].append((strip_features(tree, one.cue, part), part.head not in one.content))

        def teacher(kid: int, _side: str, features: list[str]) -> bool:
            below = [i for i in range(tree.left[kid], tree.right[kid]) if tree.word[i]]
            cut = 2 * sum(i in one.content for i in below) < len(below)
            examples["edge"].append((features, cut))
            return cut

        kept = trimmed(tree, one.cue, part, teacher)
        if not (prepositional and part.head not in one.content):
            sink_examples(tree, one, one.cue, part, kept, examples)


def sink_examples(tree: Tree, one: Gold, cue: int, part: Part, kept: list[int], examples: dict[str, list[Example]]) -> None:
    """Whether the words before a complement belong to the cue, for each step down."""

    def teacher(lost: list[int], features: list[str]) -> bool:
        belongs = not any(i in one.content for i in lost)
        examples["sink"].append((features, belongs))
        return belongs

    sunk(tree, cue, part, kept, teacher)


def other_cues(tree: Tree, one: Gold, examples: dict[str, list[Example]]) -> None:
    """The other words of a cue ("refusing" in "refusing to concede") teach how far the cue reaches."""
    for cue in one.others:
        for part in parts_of(tree, cue):
            words = [i for i in part.tokens(tree) if tree.word[i]]
            if part.without is None and part.head > cue and one.content and one.content <= set(words):
                sink_examples(tree, one, cue, part, part.tokens(tree), examples)


def fit_matches(unseen: list[tuple[Tree, list[Gold], list[Finding]]]) -> tuple[Linear, Linear]:
    """First whether a finding stands by itself, then (on the other half) whether it stands among the others."""
    half = len(unseen) // 2
    rows = [[(match_features(tree, one), right(one, golds)) for one in found if one.tokens] for tree, golds, found in unseen]
    matched = fit([row for group in rows for row in group], "match")
    contextual: list[Example] = []
    for teach, apply in ((slice(None, half), slice(half, None)), (slice(half, None), slice(None, half))):
        first = fit([row for group in rows[teach] for row in group], "match")
        for tree, golds, found in unseen[apply]:
            scored = [replace(one, score=first.score(match_features(tree, one))) if one.tokens else one for one in found]
            contextual += [
                (features, right(one, golds)) for one, features in zip(scored, contexts(tree, scored), strict=True) if one.tokens
            ]
    return matched, fit(contextual, "stand")


def right(one: Finding, golds: list[Gold]) -> bool:
    mine = set(one.tokens)
    return any(2 * len(mine & gold.content) >= len(mine | gold.content) for gold in golds)


def fit(rows: list[Example], name: str, floor: int = 3) -> Linear:
    """A logistic model over features that occur often enough, small weights dropped."""
    counts = Counter(feature for features, _ in rows for feature in set(features))
    index = {feature: at for at, feature in enumerate(sorted(f for f, n in counts.items() if n >= floor))}
    columns, ends = [], [0]
    for features, _ in rows:
        columns += sorted({index[f] for f in features if f in index})
        ends.append(len(columns))
    matrix = csr_matrix((np.ones(len(columns), dtype=np.float32), columns, ends), shape=(len(rows), len(index)))
    model = LogisticRegression(C=STRENGTH.get(name, 0.3), max_iter=300, solver="liblinear", random_state=SEED)
    model.fit(matrix, [right for _, right in rows])
    kept = {f: round(float(w), 2) for f, w in zip(index, model.coef_[0], strict=True) if abs(w) >= 0.03}
    print(name, len(rows), sum(right for _, right in rows), len(kept), flush=True)
    return Linear(kept, round(float(model.intercept_[0]), 3))


STRENGTH = {"cue": 0.3, "part": 0.3, "edge": 0.3, "source": 0.3, "strip": 0.5, "match": 0.1, "stand": 0.1}


def save(path: Path, models: dict[str, Linear], lexicon: set[str]) -> None:
    """Feature names as lines of text, weights in hundredths; the same bytes for the same models."""
    arrays: dict[str, Any] = {"models": text_array(list(models)), "lexicon": text_array(sorted(lexicon))}
    for name, model in models.items():
        features = sorted(model.weights)
        arrays[f"{name}.features"] = text_array(features)
        arrays[f"{name}.weights"] = np.array([round(100 * model.weights[f]) for f in features], dtype=np.int16)
        arrays[f"{name}.bias"] = np.float64(model.bias)
    np.savez_compressed(path, **arrays)
    print(path, path.stat().st_size)


def text_array(lines: list[str]) -> Any:
    return np.frombuffer("\n".join(lines).encode("utf-8"), dtype=np.uint8)


if __name__ == "__main__":
    main()
