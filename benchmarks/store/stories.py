"""Same story once: the documents of a gold file put into a workspace file, and its pairs judged by the stories found there.

python benchmarks/store/stories.py [GOLD.jsonl…]      prints precision and recall; exit code 1 below a floor of FLOORS
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

from detente.intake import Taker
from detente.read import Found
from detente.records import Document, Situation
from detente.store.database import writing
from detente.store.runs import Maker, start_run

GOLD = Path(__file__).parents[1] / "gold"
HELD = GOLD / "stories_held.jsonl"
DATA = (Path("benchmarks/gold/stories_tune.jsonl"), Path("benchmarks/gold/stories_held.jsonl"))
FLOORS = {"precision": 0.97, "recall": 0.90}


def main() -> int:
    failed = False
    for path in [Path(name) for name in sys.argv[1:]] or [GOLD / "stories_tune.jsonl", HELD]:
        figures, by_kind, wrong = judged_pairs(path)
        print(f"{path.name}: " + ", ".join(f"{name} {value:.3f}" for name, value in figures.items()))
        for kind, (right, total) in sorted(by_kind.items()):
            print(f"  {kind}: {right} of {total} right")
        print("".join(f"  wrong: {kind} {one} {other}\n" for kind, one, other in wrong), end="")
        failed |= any(figures[name] < floor for name, floor in FLOORS.items())
    return int(failed)


def measure(data: Path) -> dict[str, float]:  # noqa: ARG001 the gate gives a folder
    """Precision and recall on the half of the gold that chose nothing."""
    return judged_pairs(HELD)[0]


def judged_pairs(path: Path) -> tuple[dict[str, float], dict[str, tuple[int, int]], list[tuple[str, str, str]]]:
    """Precision and recall over the pairs, right ones by kind, the wrong ones; and over all pairs of documents the wrong joins."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    documents = [row for row in rows if "document" in row]
    pairs = [(*row["pair"], row["kind"], bool(row["same"])) for row in rows if "pair" in row]
    story_of = stories(documents)
    judged = [(kind, a, b, same, story_of[a] == story_of[b]) for a, b, kind, same in pairs]
    joined = [same for *_, same, found in judged if found]
    wanted = [found for *_, same, found in judged if same]
    totals = Counter(kind for kind, *_ in judged)
    rights = Counter(kind for kind, _, _, same, found in judged if same == found)
    told = {row["document"]: row.get("story") for row in documents}
    strangers = [(a, b) for a, b in combinations(told, 2) if told[a] != told[b]]
    figures = {
        "precision": sum(joined) / max(1, len(joined)),
        "recall": sum(wanted) / max(1, len(wanted)),
        "pairs": len(pairs),
        "other pairs joined by mistake": sum(story_of[a] == story_of[b] for a, b in strangers),
    }
    wrong = [(kind, a, b) for kind, a, b, same, found in judged if same != found]
    return figures, {kind: (rights[kind], totals[kind]) for kind in totals}, wrong


def stories(rows: Iterable[dict[str, Any]]) -> dict[str, str]:
    """The story of each document, found as `detente add` finds it."""
    with tempfile.TemporaryDirectory() as folder, writing(Path(folder) / "w.duckdb") as database:
        run_id = start_run(database, "add", Maker("0", {}, {}), datetime(2026, 1, 1))
        Taker(database, run_id).take((Found(row["document"], _document(row)) for row in rows), _nothing, lambda: None)
        return dict(database.rows("SELECT id, story_id FROM documents"))


def _document(row: dict[str, Any]) -> Document:
    return Document(row["document"], row["text"], row.get("title"), row["outlet"], date.fromisoformat(row["published"]))


def _nothing(documents: Iterable[Document]) -> Iterator[Situation]:
    for document in documents:
        yield Situation(document, (), (), (), (), (), (), ())


if __name__ == "__main__":
    sys.exit(main())
