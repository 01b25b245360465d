"""Fit the confidence of events to how often they are right: python training/calibrate_events.py --data DIR [--write].

DIR holds events/plover_gsr_dev.jsonl; with benchmarks/gold/events_tune.jsonl and events_tune2a.jsonl it is what the logits of
`[confidence]` in event_frames.toml are fitted on (ridge logistic regression over the signs of event_confidence.py). Prints
the calibration error, the area under the curve, and what a threshold keeps, in 5-fold cross-validation by text; --write puts
the logits into the file.
"""

from __future__ import annotations

import argparse
import collections
import json
import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from detente.extract.cast import Cast
from detente.extract.draft import Draft
from detente.extract.event_confidence import signs
from detente.extract.event_pairs import code_of, pairs
from detente.extract.event_records import event_of
from detente.extract.events import find_events, told_acts
from detente.extract.language import load, pages
from detente.extract.pipeline import extractors
from detente.knowledge.registry import shipped
from detente.records import Document, Event, record_id

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence

    from detente.extract.event_act import Act

ROOT = Path(__file__).parents[1]
FRAMES = ROOT / "src/detente/extract/data/event_frames.toml"
OWN = (ROOT / "benchmarks/gold/events_tune.jsonl", ROOT / "benchmarks/gold/events_tune2a.jsonl")
SEED, FOLDS, COST, BINS = 7, 5, 0.3, 5
LEAST = (0.4, 0.45, 0.5, 0.55, 0.6)


class Sample(NamedTuple):
    """One event: the text it comes from, the signs that its confidence rests on, and whether it is right."""

    text: str
    signs: dict[str, float]
    right: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    own, pairs_ = [row for path in OWN for row in rows_of(path)], rows_of(options.data / "events/plover_gsr_dev.jsonl")
    found = events_of({row["text"]: row.get("date") for row in (*own, *pairs_)})
    samples = samples_of(own, pairs_, found)
    logits, report = fitted(samples)
    sys.stdout.write(json.dumps(report) + "\n" + table(logits))
    if options.write:
        write(logits)


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def events_of(texts: dict[str, str | None]) -> dict[str, list[tuple[dict[str, float], Event]]]:
    """The events of each text, each with its signs, through the whole pipeline up to them."""
    documents = [Document(record_id("doc", t), t, published=date.fromisoformat(d) if d else None) for t, d in texts.items()]
    steps = extractors(shipped())
    found = {}
    for page in pages(documents, load(), batch=32):
        draft = Draft(page, Cast())
        for step in steps[: steps.index(find_events)]:
            draft = step(draft)
        found[page.document.text] = [_signed(*told) for told in told_acts(draft)]
    return found


def _signed(act: Act, sentence: Sentence, draft: Draft) -> tuple[dict[str, float], Event]:
    event = event_of(act, sentence, draft)
    return signs(act, (event.source, event.target), sentence, draft.cast), event


def samples_of(
    own: list[dict[str, Any]], others: list[dict[str, Any]], found: dict[str, list[tuple[dict[str, float], Event]]]
) -> list[Sample]:
    """What the confidence of each event rests on, and whether the event is right; doubtful ones are left out."""
    samples: list[Sample] = []
    for row in own:
        left = list(row["events"])
        for shown, event in found[row["text"]]:
            match = next((gold for gold in left if _same(event, gold)), None)
            if match is not None:
                left.remove(match)
            if match is not None or not any(event.type in gold["types"] for gold in row.get("doubtful", [])):
                samples.append(Sample(row["text"], shown, match is not None))
    triples: dict[str, set[tuple[Any, ...]]] = collections.defaultdict(set)
    for row in others:
        triples[row["text"]].add((row["source_code"], row["target_code"], row["plover"]))
    for text, wanted in triples.items():
        for shown, event in found[text]:
            made = {(one.source_code, one.target_code, one.plover) for one in pairs(event)}
            samples.append(Sample(text, shown, bool(made & wanted)))
    return samples


def _same(event: Event, gold: dict[str, Any]) -> bool:
    wanted = [{code for a in gold[side] for code in (a.get("countries") or [a.get("country")])} for side in ("source", "target")]
    mine = [{code_of(a) for a in side} for side in (event.source, event.target)]
    orders = (mine, mine[::-1]) if gold.get("symmetric") else (mine,)
    return event.type in gold["types"] and any(all(a & b or not (a or b) for a, b in zip(m, wanted, strict=True)) for m in orders)


def fitted(samples: list[Sample]) -> tuple[dict[str, float], dict[str, Any]]:
    """A logit for each sign, and in cross-validation by text the calibration error, the area under the curve and what thresholds keep."""
    names = sorted({sign for sample in samples for sign in sample.signs})
    matrix = np.array([[sample.signs.get(name, 0.0) for name in names] for sample in samples])
    right = np.array([sample.right for sample in samples])
    shown = np.zeros(len(samples))
    for train, test in GroupKFold(FOLDS, shuffle=True, random_state=SEED).split(matrix, right, [sample.text for sample in samples]):
        shown[test] = _fit(matrix[train], right[train]).predict_proba(matrix[test])[:, 1]
    bins = np.minimum((shown * BINS).astype(int), BINS - 1)
    error = sum(abs(shown[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in range(BINS) if (bins == b).any())
    model = _fit(matrix, right)
    logits = {"base": float(model.intercept_[0]), **dict(zip(names, map(float, model.coef_[0]), strict=True))}
    report = {"events": len(samples), "right": round(float(right.mean()), 4), "ECE": round(float(error), 4)}
    kept = {least: f"{int(right[shown >= least].sum())} of {int((shown >= least).sum())}" for least in LEAST}
    return logits, {**report, "AUC": round(float(roc_auc_score(right, shown)), 4), "right of kept": kept}


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
