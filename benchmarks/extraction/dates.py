"""Time expressions against TimeBank and MEANTIME: span, value and interval F1, weekdays, speed without the parse.

python benchmarks/extraction/dates.py --data ../shared/data
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from detente.evaluate.gold import day_of
from detente.evaluate.scores import dates as score
from detente.extract.dates import tag
from detente.extract.language import load, pages
from detente.records import Document

SETS = ("timebank", "meantime")
DATA = tuple(Path(f"dates/{name}.jsonl") for name in SETS)
FLOORS = {
    "timebank interval F1": 0.88,
    "timebank relaxed F1": 0.91,
    "timebank value F1": 0.80,
    "meantime interval F1": 0.90,
    "meantime relaxed F1": 0.91,
    "meantime value F1": 0.80,
}
SECONDS = 0.1  # of CPU for ten articles, without the parse
WEEK = 7
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    print(json.dumps(measure(parser.parse_args().data), indent=1))


def measure(data: Path) -> dict[str, float]:
    """The figures of both sets by name, F1 and shares between 0 and 1, and the CPU seconds of ten articles."""
    figures: dict[str, float] = {}
    weekdays: Counter[tuple[bool, bool]] = Counter()
    texts: list[tuple[str, date | None]] = []
    for name in SETS:
        rows = [json.loads(line) for line in (data / f"dates/{name}.jsonl").read_text(encoding="utf-8").splitlines() if line.strip()]
        answers = answered(rows)
        shown = score(rows, answers, load())
        figures |= {f"{name} {kind} F1": shown[kind]["F1"] for kind in ("relaxed", "strict", "value", "interval")}
        for row, answer in zip(rows, answers, strict=True):
            weekdays.update(_weekdays(row, answer))
        texts += [(row["text"], day_of(row, "anchor_date")) for row in rows]
    right, wrong = weekdays[True, True], weekdays[True, False]
    figures["weekdays right"] = round((right + weekdays[False, True]) / weekdays.total(), 4)
    figures["weekdays right where the gold can be"] = round(right / (right + wrong), 4)
    figures["seconds for ten articles"] = _seconds(texts)
    return figures


def answered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The tagger's expressions for each text, in the form that scorers read."""
    documents = [Document(str(row["id"]), row["text"], published=day_of(row, "anchor_date")) for row in rows]
    answers = []
    for row, page in zip(rows, pages(documents, load()), strict=True):
        found = []
        for one in tag(page.text, page.document.published, page.doc):
            when = one.when
            days = [when.start.isoformat(), when.end.isoformat()] if when and when.start and when.end else None
            found.append({"start": one.start, "end": one.end, "type": one.type, "value": one.value, "interval": days})
        answers.append({"id": row["id"], "expressions": found})
    return answers


def _weekdays(row: dict[str, Any], answer: dict[str, Any]) -> list[tuple[bool, bool]]:
    """For each bare weekday name of the gold: whether its day can be right (that weekday, within a week), whether ours is equal."""
    found = {(one["start"], one["end"]): one["value"] for one in answer["expressions"]}
    anchor = day_of(row, "anchor_date")
    judged = []
    for one in row["expressions"]:
        name = row["text"][one["start"] : one["end"]].lower()
        if name in WEEKDAYS:
            day = day_of(one, "value")
            sound = day is None or (day.weekday() == WEEKDAYS.index(name) and (anchor is None or abs((day - anchor).days) <= WEEK))
            judged.append((sound, found.get((one["start"], one["end"])) == one["value"]))
    return judged


def _seconds(texts: list[tuple[str, date | None]]) -> float:
    tag("warm up", None)
    start = time.process_time()
    for text, anchor in texts:
        tag(text, anchor)
    return round((time.process_time() - start) / len(texts) * 10, 4)


if __name__ == "__main__":
    main()
