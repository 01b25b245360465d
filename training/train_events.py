"""Train the linear type model of events: python training/train_events.py --data DIR [--cv] [--out FILE].

DIR holds relations/plv_train.jsonl and relations/synthetic_news.jsonl; training/no_event.tsv teaches the class NONE (see the
card). Seeded; with --cv prints the figures of 5-fold cross-validation grouped by near-duplicate text; training texts close to
an evaluation text (leakage.py) are dropped.
"""

from __future__ import annotations

import argparse
import collections
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import leakage
import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from detente.extract.cast import Cast
from detente.extract.event_features import dense_features, named_features
from detente.extract.event_model import NONE
from detente.extract.event_pair import features_of
from detente.extract.language import load, pages
from detente.records import Document, record_id

SEED, FOLDS = 7, 5
COST, DENSE = 2.0, 2.5
SYNTHETIC_WEIGHT, SYNTHETIC_PER_CLASS, SYNTHETIC_CHARACTERS = 0.05, 150, 600
QUADS = {
    "VERBAL_COOP": ("AGREE", "CONSULT", "SUPPORT"),
    "MATERIAL_COOP": ("COOPERATE", "AID", "YIELD"),
    "VERBAL_CONF": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "MATERIAL_CONF": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
NO_EVENT = Path(__file__).parent / "no_event.tsv"
OWN = Path(__file__).parents[1] / "benchmarks/gold"


@dataclass
class Data:
    """Training rows as features, classes, and groups of near-duplicates."""

    named: list[dict[str, float]]
    dense: Any
    classes: list[str]
    groups: list[int]
    extra: Data | None = None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("src/detente/extract/data/event_types.npz"))
    parser.add_argument("--cv", action="store_true")
    options = parser.parse_args()
    rows = _rows(options.data / "relations/plv_train.jsonl")
    asked = [*(options.data / name for name in leakage.EVALUATION), *sorted(OWN.glob("*_tune.jsonl"))]
    held = leakage.pieces(text for path in asked if path.exists() for text in leakage.texts_of(path))
    data = _data(_without_leaks([*rows, *_no_events(NO_EVENT)], held))
    data.extra = _synthetic(_without_leaks(_rows(options.data / "relations/synthetic_news.jsonl"), held))
    temperature, report = _cross_validated(data)
    if options.cv:
        sys.stdout.write(json.dumps(report, indent=1) + "\n")
    _save(data, temperature, options.out)


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _no_events(path: Path) -> list[dict[str, Any]]:
    """The own sentences without an event: the first name in brackets stands for the source, the second for the target."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        marked = line.split("\t")[1]
        spans = [[m.start() - 2 * n, m.end() - 2 * n - 2] for n, m in enumerate(re.finditer(r"\[[^\]]+\]", marked))]
        rows.append({"text": re.sub(r"[\[\]]", "", marked), "source_span": spans[:1], "target_span": spans[1:], "plover": NONE})
    return rows


def _without_leaks(rows: list[dict[str, Any]], evaluation: list[str]) -> list[dict[str, Any]]:
    """Drop what shares a sentence with an evaluation set, and say how much."""
    cut = [(i, piece) for i, row in enumerate(rows) for piece in leakage.pieces([row["text"]])]
    near = {cut[place][0] for place, _ in leakage.leaks([piece for _, piece in cut], evaluation)}
    sys.stderr.write(f"{len(rows)} rows, {len(near)} dropped as close to {len(evaluation)} evaluation sentences\n")
    return [row for i, row in enumerate(rows) if i not in near]


def _data(rows: list[dict[str, Any]]) -> Data:
    texts = list(dict.fromkeys(row["text"] for row in rows))
    documents = [Document(record_id("doc", text), text) for text in texts]
    found = {page.document.text: page for page in pages(documents, load(), batch=64)}
    both = [features_of(found[row["text"]], row["source_span"], row["target_span"]) for row in rows]
    return Data(
        [n for n, _ in both], np.array([d for _, d in both]), [row["plover"] for row in rows], leakage.groups([r["text"] for r in rows])
    )


def _synthetic(rows: list[dict[str, Any]]) -> Data:
    """Machine-written stories, evenly by class, with small weight: the subject of the first sentence stands for the source."""
    order = np.random.RandomState(SEED).permutation(len(rows))
    taken: collections.Counter[str] = collections.Counter()
    chosen = []
    for i in order:
        name = "YIELD" if rows[i]["plover"] in ("CONCEDE", "RETREAT") else rows[i]["plover"]
        if taken[name] < SYNTHETIC_PER_CLASS:
            taken[name] += 1
            chosen.append((rows[i]["text"][:SYNTHETIC_CHARACTERS], name))
    documents = [Document(record_id("doc", text), text) for text, _ in chosen]
    named, dense = [], []
    for page in pages(documents, load(), batch=64):
        sentences = list(page.doc.sents)[:2]
        stretch = page.doc[sentences[0].start : sentences[-1].end]
        subjects = [t for t in sentences[0].root.children if t.dep_ in ("nsubj", "nsubjpass")]
        source = page.doc[subjects[0].left_edge.i : subjects[0].right_edge.i + 1] if subjects else None
        named.append(named_features(stretch, source, None, [], Cast()))
        dense.append(dense_features(stretch, source, None))
    return Data(named, np.array(dense), [name for _, name in chosen], list(range(len(chosen))))


def _fit(data: Data, rows: list[int]) -> tuple[DictVectorizer, LogisticRegression]:
    vectorizer = DictVectorizer().fit([data.named[i] for i in rows])
    named, dense, classes, weights = [data.named[i] for i in rows], data.dense[rows], [data.classes[i] for i in rows], np.ones(len(rows))
    if data.extra is not None:
        named, classes = named + data.extra.named, classes + data.extra.classes
        dense = np.vstack([dense, data.extra.dense])
        weights = np.concatenate([weights, np.full(len(data.extra.classes), SYNTHETIC_WEIGHT)])
    matrix = hstack([vectorizer.transform(named), csr_matrix(dense * DENSE)]).tocsr()
    model = LogisticRegression(C=COST, max_iter=150, random_state=SEED).fit(matrix, classes, sample_weight=weights)
    return vectorizer, model


def _cross_validated(data: Data) -> tuple[float, dict[str, Any]]:
    order = np.random.RandomState(SEED).permutation(sorted(set(data.groups)))
    fold = {group: i % FOLDS for i, group in enumerate(order)}
    scores: list[Any] = [None] * len(data.classes)
    names: list[str] = sorted(set(data.classes))
    for k in range(FOLDS):
        train = [i for i, g in enumerate(data.groups) if fold[g] != k]
        test = [i for i, g in enumerate(data.groups) if fold[g] == k]
        vectorizer, model = _fit(data, train)
        matrix = hstack([vectorizer.transform([data.named[i] for i in test]), csr_matrix(data.dense[test] * DENSE)]).tocsr()
        for i, row in zip(test, model.decision_function(matrix), strict=True):
            scores[i] = [dict(zip(model.classes_, row, strict=True))[name] for name in names]
    table, classes = np.array(scores), np.array(data.classes)
    types = [name for name in names if name != NONE]
    rows, columns = classes != NONE, [names.index(name) for name in types]
    known, gold = table[rows][:, columns], np.array([types.index(c) for c in classes[rows]])
    temperature = min(np.linspace(0.4, 2.0, 33), key=lambda t: -np.mean(np.log(_softmax(known / t)[np.arange(len(gold)), gold])))
    report = _report(_softmax(known / temperature), gold, types)
    return float(temperature), {**report, "no_event": _no_event_report(_softmax(table / temperature)[:, names.index(NONE)], ~rows)}


def _no_event_report(shown: Any, gold: Any) -> dict[str, Any]:
    """How well NONE is told from events: area under the curve, and both recalls at a half."""
    return {
        "rows": int(gold.sum()),
        "AUC": round(float(roc_auc_score(gold, shown)), 4),
        "found": round(float((shown > 0.5)[gold].mean()), 4),
        "events_lost": round(float((shown > 0.5)[~gold].mean()), 4),
    }


def _softmax(scores: Any) -> Any:
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)


def _report(shown: Any, gold: Any, names: list[str]) -> dict[str, Any]:
    best, top = shown.argmax(axis=1), shown.max(axis=1)
    quad_names = list(QUADS)
    quad_of = {c: quad_names.index(q) for q, members in QUADS.items() for c in members}
    quads = np.stack([shown[:, [i for i, c in enumerate(names) if quad_of[c] == q]].sum(axis=1) for q in range(4)], axis=1).argmax(axis=1)
    sure = np.argsort(-top)[: int(0.8 * len(gold))]
    bins = np.minimum((top * 10).astype(int), 9)
    ece = sum(abs(top[bins == b].mean() - (best == gold)[bins == b].mean()) * (bins == b).mean() for b in range(10) if (bins == b).any())
    f1 = _f1(gold, best, len(names))
    return {
        "rows": len(gold),
        "accuracy": round(float((best == gold).mean()), 4),
        "macro_F1": round(float(np.mean(f1)), 4),
        "quad_macro_F1": round(float(np.mean(_f1(np.array([quad_of[names[g]] for g in gold]), quads, 4))), 4),
        "accuracy_on_surest_80": round(float((best == gold)[sure].mean()), 4),
        "ECE": round(float(ece), 4),
        "by_class": {name: round(float(value), 3) for name, value in zip(names, f1, strict=True)},
    }


def _f1(gold: Any, found: Any, size: int) -> list[float]:
    return [2 * int(((gold == c) & (found == c)).sum()) / max(1, int((gold == c).sum() + (found == c).sum())) for c in range(size)]


def _save(data: Data, temperature: float, out: Path) -> None:
    """Weights as small integers, one scale a class; features seen once in training are left out."""
    counts = collections.Counter(name for row in data.named for name in row)
    kept = Data([{n: v for n, v in row.items() if counts[n] > 1} for row in data.named], data.dense, data.classes, data.groups, data.extra)
    vectorizer, model = _fit(kept, list(range(len(kept.classes))))
    size = len(vectorizer.feature_names_)
    weights, dense = model.coef_[:, :size].T, model.coef_[:, size:].T * DENSE
    scale = np.abs(weights).max(axis=0) / 127
    np.savez_compressed(
        out,
        names=np.frombuffer("\n".join(vectorizer.feature_names_).encode("utf-8"), dtype=np.uint8),
        classes=np.array(list(model.classes_)),
        weights=np.round(weights / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        dense=dense.astype(np.float16),
        bias=model.intercept_.astype(np.float32),
        temperature=np.float32(temperature),
    )
    sys.stderr.write(f"{size} features, temperature {temperature:.2f}, {out.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
