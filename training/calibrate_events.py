"""Fit the confidence of events to how often they are right: python training/calibrate_events.py --data DIR [--write].

DIR holds events/plover_gsr_dev.jsonl and the wire texts of benchmarks/gold/events_real.jsonl (its odd lines); with
events_tune.jsonl, events_tune2a.jsonl and events_tune2b.jsonl there it is what the logits of `[confidence]` in
event_frames.toml are fitted on (ridge logistic regression over the signs of event_confidence.py). The rules were written with
`tune` and the shared set at hand and are right there more often than on new text: each of them has a level of its own in the
fit, and the level that ships is that of the other three. Prints, for each of these left out in turn, the calibration error,
the area under the curve and what thresholds keep; --write puts the logits into the file.
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

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks/extraction"))  # gold is read as the benchmark reads it

from events import rows_of, same

from detente.extract.cast import Cast
from detente.extract.draft import Draft
from detente.extract.event_confidence import signs
from detente.extract.event_pairs import pairs
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
GOLD = ROOT / "benchmarks/gold"
OWN = {"tune": "events_tune.jsonl", "2a": "events_tune2a.jsonl", "2b": "events_tune2b.jsonl", "wire": "events_real.jsonl"}
LINES = {"wire": slice(1, None, 2)}  # the even ones are kept for scoring
SHARED = "gsr"
KNOWN = ("tune", SHARED)  # sets that the rules were written with
COST, BINS = 0.3, 5
LEAST = (0.35, 0.4, 0.45, 0.5, 0.55, 0.6)


class Sample(NamedTuple):
    """One event: the set it comes from, the signs that its confidence rests on, and whether it is right."""

    origin: str
    signs: dict[str, float]
    right: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    own = {name: rows_of(GOLD / file, options.data)[LINES.get(name, slice(None))] for name, file in OWN.items()}
    pairs_ = rows_of(options.data / "events/plover_gsr_dev.jsonl", options.data)
    found = events_of({row["text"]: row.get("date") for rows in (*own.values(), pairs_) for row in rows})
    samples = [one for name, rows in own.items() for one in samples_of(name, rows, found)] + shared_samples(pairs_, found)
    for name in sorted({sample.origin for sample in samples} - set(KNOWN)):
        sys.stdout.write(json.dumps({"left out": name, **checked(samples, name)}) + "\n")
    logits = fitted(samples)
    sys.stdout.write(table(logits))
    if options.write:
        write(logits)


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


def samples_of(origin: str, rows: list[dict[str, Any]], found: dict[str, list[tuple[dict[str, float], Event]]]) -> list[Sample]:
    """What the confidence of each event rests on, and whether the event is right; doubtful ones are left out."""
    samples: list[Sample] = []
    for row in rows:
        left = list(row["events"])
        for shown, event in found[row["text"]]:
            match = next((gold for gold in left if same(event, gold)), None)
            if match is not None:
                left.remove(match)
            if match is not None or not any(event.type in gold["types"] for gold in row.get("doubtful", [])):
                samples.append(Sample(origin, shown, match is not None))
    return samples


def shared_samples(rows: list[dict[str, Any]], found: dict[str, list[tuple[dict[str, float], Event]]]) -> list[Sample]:
    """The same for gold that has one event a row."""
    triples: dict[str, set[tuple[Any, ...]]] = collections.defaultdict(set)
    for row in rows:
        triples[row["text"]].add((row["source_code"], row["target_code"], row["plover"]))
    samples = []
    for text, wanted in triples.items():
        for shown, event in found[text]:
            made = {(one.source_code, one.target_code, one.plover) for one in pairs(event)}
            samples.append(Sample(SHARED, shown, bool(made & wanted)))
    return samples


def fitted(samples: list[Sample]) -> dict[str, float]:
    """A logit for each sign; the base is that of sets that the rules were not written with."""
    names = [*sorted({sign for sample in samples for sign in sample.signs}), *KNOWN]
    matrix = np.array([[sample.signs.get(name, float(sample.origin == name)) for name in names] for sample in samples])
    right = np.array([sample.right for sample in samples])
    model = LogisticRegression(C=COST, max_iter=500).fit(matrix, right)
    logits = {"base": float(model.intercept_[0]), **dict(zip(names, map(float, model.coef_[0]), strict=True))}
    return {name: value for name, value in logits.items() if name not in KNOWN}


def checked(samples: list[Sample], left_out: str) -> dict[str, Any]:
    """How well the logits of the other sets tell how often the events of one set are right."""
    logits = fitted([sample for sample in samples if sample.origin != left_out])
    inside = [sample for sample in samples if sample.origin == left_out]
    shown = np.array([1 / (1 + np.exp(-logits["base"] - sum(logits.get(n, 0.0) * v for n, v in one.signs.items()))) for one in inside])
    right = np.array([sample.right for sample in inside])
    bins = np.minimum((shown * BINS).astype(int), BINS - 1)
    error = sum(abs(shown[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in range(BINS) if (bins == b).any())
    kept = {least: f"{int(right[shown >= least].sum())} of {int((shown >= least).sum())}" for least in LEAST}
    figures = {"ECE": round(float(error), 4), "AUC": round(float(roc_auc_score(right, shown)), 4)}
    return {"events": len(inside), "right": round(float(right.mean()), 4), **figures, "right of kept": kept}


def table(logits: dict[str, float]) -> str:
    return "".join(f"{json.dumps(name)} = {value:.2f}\n" for name, value in logits.items())


def write(logits: dict[str, float]) -> None:
    """Put the logits in place of those in the file; rules that found nothing keep the base alone."""
    text = FRAMES.read_text(encoding="utf-8")
    FRAMES.write_text(re.sub(r"(?<=\[confidence\]\n)(?:.+\n)*", lambda _: table(logits), text), encoding="utf-8")


if __name__ == "__main__":
    main()
