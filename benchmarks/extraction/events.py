"""Measure events end to end: python benchmarks/extraction/events.py GOLD [--out PREDICTIONS] [--data DIR] [--half odd|even].

GOLD is either rows of the `events` task (one event a line; predictions are written for the scorer) or own gold
(one text a line with `events` and `doubtful`; figures are printed): see benchmarks/gold/README_events.md. Gold on shared
texts holds no text: it is joined from DIR, the folder of the shared data; `--half` takes its odd or even lines, from 0.
"""

from __future__ import annotations

import argparse
import collections
import json
import sys
import time
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from detente.evaluate.tasks import evaluate
from detente.extract.cast import Cast
from detente.extract.draft import Draft
from detente.extract.event_pairs import code_of, pairs
from detente.extract.events import find_events
from detente.extract.language import load, pages
from detente.extract.pipeline import extractors
from detente.knowledge.registry import shipped
from detente.records import Document, Event, record_id

ROOT = Path(__file__).parents[2]
REAL = Path("benchmarks/gold/events_real.jsonl")
SHARED = ("relations/plv_train.jsonl", "statements/polnear_train.jsonl", "statements/polnear_dev.jsonl")
DATA = (Path("benchmarks/gold/events_tune.jsonl"), Path("events/plover_gsr_dev.jsonl"), REAL, *map(Path, SHARED))
HALVES = {"all": slice(None), "even": slice(0, None, 2), "odd": slice(1, None, 2)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared/data")
    parser.add_argument("--half", choices=HALVES, default="all")
    options = parser.parse_args()
    rows = rows_of(options.gold, options.data)[HALVES[options.half]]
    found, seconds = _events(rows)
    if options.out:
        lines = [
            json.dumps({"id": row["id"], "events": [asdict(one) for event in found[row["text"]] for one in pairs(event)]}) for row in rows
        ]
        options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if "events" in rows[0]:
        sys.stdout.write(json.dumps(figures(rows, found), indent=1) + "\n")
    sys.stdout.write(json.dumps(seconds) + "\n")


def measure(data: Path) -> dict[str, float]:
    """The figures that the gate holds: own gold to tune on, and the records of plover_gsr_dev."""
    rows, real = rows_of(ROOT / DATA[0], data), rows_of(ROOT / REAL, data)
    own, wire = figures(rows, _events(rows)[0]), figures(real, _events(real)[0])
    shared = evaluate("events", data / DATA[1], None, load(), shipped()).figures or {}
    return {
        **{f"own {name}": float(own[name]) for name in ("P", "R", "status")},
        "own without events left alone": 1 - own["no_event_coded"],
        **{f"wire {name}": float(wire[name]) for name in ("P", "R", "status")},
        "wire without events left alone": 1 - wire["no_event_coded"],
        **{f"gsr {name} {mark}": shared[name][mark] for name in ("triple", "pair", "type") for mark in ("P", "F1")},
    }


def rows_of(gold: Path, data: Path) -> list[dict[str, Any]]:
    """The rows of a gold file, each with its text: its own, or that of the shared file which it names."""
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    texts: dict[str, dict[str, str]] = {}
    for row in rows:
        if "text" not in row:
            path = data.parent / row["from"]
            if row["from"] not in texts:
                lines = path.read_text(encoding="utf-8").splitlines()
                texts[row["from"]] = {one["id"]: one["text"] for one in map(json.loads, lines)}
            start, end = row.get("offsets", (0, None))
            row["text"] = texts[row["from"]][row.get("document", row["id"])][start:end]
    return rows


def _events(rows: list[dict[str, Any]]) -> tuple[dict[str, tuple[Event, ...]], dict[str, float]]:
    """The events of each text, and the CPU seconds of the parse and of the event coder."""
    texts = {row["text"]: row.get("date") for row in rows}
    documents = [Document(record_id("doc", t), t, published=date.fromisoformat(d) if d else None) for t, d in texts.items()]
    steps = extractors(shipped())
    steps = steps[: steps.index(find_events)]
    nlp = load()
    start = time.process_time()
    parsed = list(pages(documents, nlp, batch=32))
    spent = {"parse": time.process_time() - start, "events": 0.0}
    found = {}
    for page in parsed:
        draft = Draft(page, Cast())
        for step in steps:
            draft = step(draft)
        start = time.process_time()
        found[page.document.text] = find_events(draft).events
        spent["events"] += time.process_time() - start
    return found, {name: round(value, 2) for name, value in spent.items()}


def figures(rows: list[dict[str, Any]], found: dict[str, tuple[Event, ...]]) -> dict[str, Any]:
    """Triples of own gold: type among the allowed ones, countries meet on both sides; doubtful ones count neither way."""
    n: collections.Counter[str] = collections.Counter()
    sure: list[tuple[float, bool]] = []
    for row in rows:
        left, wrong = list(row["events"]), 0
        for event in found[row["text"]]:
            match = next((gold for gold in left if same(event, gold)), None)
            doubtful = any(event.type in gold["types"] for gold in row.get("doubtful", []))
            if match is not None:
                left.remove(match)
                n["right"] += 1
                n["status"] += event.status in match["statuses"]
            elif not doubtful:
                wrong += 1
            if match is not None or not doubtful:
                sure.append((event.evidence[0].confidence, match is not None))
        n["wrong"] += wrong
        n["gold"] += len(row["events"])
        n["without"] += not row["events"]
        n["without_coded"] += not row["events"] and wrong > 0
    return {
        **n,
        "P": round(n["right"] / max(1, n["right"] + n["wrong"]), 4),
        "R": round(n["right"] / max(1, n["gold"]), 4),
        "status": round(n["status"] / max(1, n["right"]), 4),
        "no_event_coded": round(n["without_coded"] / max(1, n["without"]), 4),
        "ECE": round(_ece(sure), 4),
    }


def same(event: Event, gold: dict[str, Any]) -> bool:
    """Whether an event is that of the gold: type among the allowed ones, countries meet on both sides."""
    source, target = (
        {_state(code) for a in gold[side] for code in (a.get("countries") or [a.get("country")])} for side in ("source", "target")
    )
    mine, yours = ({_state(code_of(a)) for a in side} for side in (event.source, event.target))

    def meet(found: set[str | None], wanted: set[str | None]) -> bool:
        return bool(found & wanted) or not (found or wanted)

    straight = meet(mine, source) and meet(yours, target)
    turned = bool(gold.get("symmetric")) and meet(mine, target) and meet(yours, source)
    return event.type in gold["types"] and (straight or turned)


def _state(code: str | None) -> str | None:
    """Societies above states have no country in the gold."""
    return None if code == "NGO" else code


def _ece(sure: list[tuple[float, bool]]) -> float:
    bins: dict[int, list[tuple[float, bool]]] = collections.defaultdict(list)
    for value, right in sure:
        bins[int(value * 5)].append((value, right))
    gaps = (abs(sum(v - r for v, r in inside)) for inside in bins.values())
    return sum(gaps) / max(1, len(sure))


if __name__ == "__main__":
    main()
