"""Statements: own gold (content, speaker, kind), and attributions of whole news articles.

python benchmarks/extraction/statements.py [--data DIR] [--held]     prints JSON
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from detente.evaluate.figures import Score, WordIndex, jaccard, pair_off
from detente.evaluate.tasks import evaluate
from detente.extract.language import load
from detente.extract.pipeline import situations
from detente.knowledge.names import key_of
from detente.knowledge.registry import shipped
from detente.records import Document

ROOT = Path(__file__).parents[2]
DATA = (Path("benchmarks/gold/statements_tune.jsonl"), Path("statements/polnear_dev.jsonl"))
HALF = 0.5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared/data")
    parser.add_argument("--held", action="store_true", help="score the held-back gold; for a closing note, never to tune")
    options = parser.parse_args()
    gold = ROOT / ("benchmarks/gold/statements_held.jsonl" if options.held else DATA[0])
    shown = own_figures(gold)
    if (options.data / DATA[1]).exists():
        shown |= shared_figures(options.data / DATA[1])
    sys.stdout.write(json.dumps({"gold": gold.name, **shown}, indent=1) + "\n")


def measure(data: Path) -> dict[str, float]:
    """The figures that the gate holds."""
    return {**own_figures(ROOT / DATA[0]), **shared_figures(data / DATA[1])}


def own_figures(gold: Path) -> dict[str, float]:
    """P, R and F1 of contents at half overlap; among the hits the share of right speakers, kinds, polarity and modality."""
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    documents = [Document(row["id"], row["text"], published=date.fromisoformat(row["date"])) for row in rows]
    n: Counter[str] = Counter()
    for row, situation in zip(rows, situations(documents, load(), shipped()), strict=True):
        words = WordIndex(row["text"])
        names = [(statement.speaker.name if statement.speaker else "") for statement in situation.statements]
        found = [words.words([(span.start, span.end) for span in one.content]) for one in situation.statements]
        wanted = [words.words(one["content"]) for one in row["statements"]]
        doubtful = [words.words(one["content"]) for one in row.get("doubtful", [])]
        overlaps = ((value, i, j) for i, a in enumerate(found) for j, b in enumerate(wanted) if (value := jaccard(a, b)) >= HALF)
        pairs = pair_off(overlaps)
        aside = sum(i not in pairs and any(jaccard(a, b) >= HALF for b in doubtful) for i, a in enumerate(found))
        n.update(
            found=len(found) - aside, gold=len(wanted), hits=len(pairs), quiet=not wanted, left_alone=not wanted and len(found) == aside
        )
        for i, j in pairs.items():
            one, other = situation.statements[i], row["statements"][j]
            n["speaker"] += _same_speaker(names[i], other["speaker"])
            n["kind"] += one.kind in other["kinds"]
            n["polarity"] += one.polarity == other["polarity"]
            n["modality"] += one.modality == other["modality"]
    score = Score(n["hits"], n["found"], n["gold"])
    hits = max(1, n["hits"])
    return {
        "own content P": round(score.precision, 4), "own content R": round(score.recall, 4), "own content F1": round(score.f1, 4),
        **{f"own {name}": round(n[name] / hits, 4) for name in ("speaker", "kind", "polarity", "modality")},
        "own without statements left alone": round(n["left_alone"] / max(1, n["quiet"]), 4),
    }  # fmt: skip


def _same_speaker(name: str, wanted: str | None) -> bool:
    """The same words, or one name within the other (`Pashinyan`, `Nikol Pashinyan`)."""
    mine, yours = (tuple(word for word in key_of(text) if word != "the") for text in (name, wanted or ""))
    return mine == yours or bool(mine and yours and (set(mine) <= set(yours) or set(yours) <= set(mine)))


def shared_figures(gold: Path) -> dict[str, float]:
    """Attributions of polnear_dev: content exact, soft, at half overlap, source head, both; the same for direct quotations."""
    figures: dict[str, Any] = evaluate("statements", gold, None, load(), shipped()).figures or {}
    shown = {f"polnear {name} F1": figures[name]["F1"] for name in figures if name != "direct"}
    return shown | {f"polnear direct {name} F1": score["F1"] for name, score in figures["direct"].items()}


if __name__ == "__main__":
    main()
