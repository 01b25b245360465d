"""Write predictions of the relations task: python benchmarks/extraction/relations.py GOLD OUT (any scorer can read them)."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from detente.extract.events import classify
from detente.extract.language import load, pages
from detente.records import Document, record_id


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


if __name__ == "__main__":
    main()
