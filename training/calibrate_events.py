"""Fit the confidence of events to how often they are right: python training/calibrate_events.py --data DIR [--write].

DIR holds events/plover_gsr_dev.jsonl; with benchmarks/gold/events_tune.jsonl it is what the logits of `[confidence]` in
event_frames.toml are fitted on (one a rule, one for each flaw of the parties; ridge logistic regression). Prints the
calibration error in 5-fold cross-validation; --write puts the logits into the file.
"""

from __future__ import annotations

import argparse
import collections
import json
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from detente.extract.cast import Cast
from detente.extract.draft import Draft
from detente.extract.event_pairs import code_of, pairs
from detente.extract.event_records import flaws
from detente.extract.events import find_events
from detente.extract.language import load, pages
from detente.extract.pipeline import extractors
from detente.knowledge.registry import shipped
from detente.records import Document, Event, record_id

ROOT = Path(__file__).parents[1]
FRAMES = ROOT / "src/detente/extract/data/event_frames.toml"
OWN = ROOT / "benchmarks/gold/events_tune.jsonl"
SEED, FOLDS, COST, BINS = 7, 5, 0.5, 5

type Sample = tuple[tuple[str, ...], bool]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    own, pairs_ = rows_of(OWN), rows_of(options.data / "events/plover_gsr_dev.jsonl")
    found = events_of({row["text"]: row.get("date") for row in (*own, *pairs_)})
    samples = samples_of(own, pairs_, found)
    logits, report = fitted(samples)
    sys.stdout.write(json.dumps(report) + "\n" + table(logits))
    if options.write:
        write(logits)


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def events_of(texts: dict[str, str | None]) -> dict[str, tuple[Event, ...]]:
    """The events of each text through the whole pipeline up to them."""
    documents = [Document(record_id("doc", t), t, published=date.fromisoformat(d) if d else None) for t, d in texts.items()]
    steps = extractors(shipped())
    found = {}
    for page in pages(documents, load(), batch=32):
        draft = Draft(page, Cast())
        for step in steps[: steps.index(find_events) + 1]:
            draft = step(draft)
        found[page.document.text] = draft.events
    return found


def samples_of(own: list[dict[str, Any]], others: list[dict[str, Any]], found: dict[str, tuple[Event, ...]]) -> list[Sample]:
    """What the confidence of each event rests on, and whether the event is right; doubtful ones are left out."""
    samples: list[Sample] = []
    for row in own:
        left = list(row["events"])
        for event in found[row["text"]]:
            match = next((gold for gold in left if _same(event, gold)), None)
            if match is not None:
                left.remove(match)
            if match is not None or not any(event.type in gold["types"] for gold in row.get("doubtful", [])):
                samples.append((signs(event), match is not None))
    triples: dict[str, set[tuple[Any, ...]]] = collections.defaultdict(set)
    for row in others:
        triples[row["text"]].add((row["source_code"], row["target_code"], row["plover"]))
    for text, wanted in triples.items():
        for event in found[text]:
            made = {(one.source_code, one.target_code, one.plover) for one in pairs(event)}
            samples.append((signs(event), bool(made & wanted)))
    return samples


def signs(event: Event) -> tuple[str, ...]:
    """The rule that found an event, and the flaws of its parties."""
    return (event.evidence[0].method.split("/")[1], *flaws(event.source, event.target))


def _same(event: Event, gold: dict[str, Any]) -> bool:
    wanted = [{code for a in gold[side] for code in (a.get("countries") or [a.get("country")])} for side in ("source", "target")]
    mine = [{code_of(a) for a in side} for side in (event.source, event.target)]
    orders = (mine, mine[::-1]) if gold.get("symmetric") else (mine,)
    return event.type in gold["types"] and any(all(a & b or not (a or b) for a, b in zip(m, wanted, strict=True)) for m in orders)


def fitted(samples: list[Sample]) -> tuple[dict[str, float], dict[str, float]]:
    """A logit for each sign, and the calibration error in cross-validation."""
    names = sorted({sign for signs_, _ in samples for sign in signs_})
    matrix = np.array([[sign in signs_ for sign in names] for signs_, _ in samples], dtype=float)
    right = np.array([hit for _, hit in samples])
    fold = np.random.RandomState(SEED).permutation(len(samples)) % FOLDS
    shown = np.zeros(len(samples))
    for k in range(FOLDS):
        shown[fold == k] = _fit(matrix[fold != k], right[fold != k]).predict_proba(matrix[fold == k])[:, 1]
    bins = np.minimum((shown * BINS).astype(int), BINS - 1)
    error = sum(abs(shown[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in range(BINS) if (bins == b).any())
    model = _fit(matrix, right)
    logits = {"base": float(model.intercept_[0]), **dict(zip(names, map(float, model.coef_[0]), strict=True))}
    return logits, {"events": len(samples), "right": round(float(right.mean()), 4), "ECE": round(float(error), 4)}


def _fit(matrix: Any, right: Any) -> LogisticRegression:
    return LogisticRegression(C=COST, max_iter=500).fit(matrix, right)


def table(logits: dict[str, float]) -> str:
    return "".join(f"{json.dumps(name)} = {value:.2f}\n" for name, value in logits.items())


def write(logits: dict[str, float]) -> None:
    """Put the logits in place of those in the file; rules that found nothing keep the base alone."""
    text = FRAMES.read_text(encoding="utf-8")
    FRAMES.write_text(re.sub(r"(?<=\[confidence\]\n)(?:.+\n)*", lambda _: table(logits), text), encoding="utf-8")


if __name__ == "__main__":
    main()
