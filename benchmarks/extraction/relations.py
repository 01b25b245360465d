"""Write predictions of the relations task: python benchmarks/extraction/relations.py GOLD OUT (any scorer can read them)."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from detente.evaluate.gold import read_rows
from detente.evaluate.tasks import TASKS, evaluate
from detente.extract.events import classify
from detente.extract.language import load, pages
from detente.knowledge.registry import shipped
from detente.records import Document, record_id

DATA = (Path("relations/plv_train.jsonl"), Path("relations/aw_train.jsonl"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    documents = [Document(record_id("doc", row["text"]), row["text"]) for row in rows]
    with options.out.open("w", encoding="utf-8") as out:
        for row, page in zip(rows, pages(documents, load(), batch=64), strict=True):
            shown = classify(page, row.get("source_span") or [], row.get("target_span") or [])
            line = {"id": row["id"], "plover": shown.type, "quad": shown.quad, "confidence": shown.confidence}
            out.write(json.dumps(line) + "\n")


def measure(data: Path) -> dict[str, float]:
    """What the gate holds: type and quad on plv_train (the model's own training rows: a guard, not a figure), quad sides on aw_train."""
    own = evaluate("relations", data / DATA[0], None, load(), shipped()).figures or {}
    gold = read_rows(data / DATA[1], ("text", "source_span", "target_span"))
    answers = TASKS["relations"].answer(gold, load(), shipped())
    right = sum(_side(row["quad"]) == _side(answer["quad"]) for row, answer in zip(gold, answers, strict=True))
    return {
        "fitted rows type macro F1": own["plover"]["macro_F1"],
        "fitted rows quad macro F1": own["quad"]["macro_F1"],
        "conflict or cooperation accuracy": right / len(gold),
    }


def _side(quad: str) -> str:
    return "conflict" if "conf" in quad.lower() else "cooperation"


if __name__ == "__main__":
    main()
