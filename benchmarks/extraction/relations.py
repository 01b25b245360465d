"""The relations task, with F1 by class and bootstrap intervals: python benchmarks/extraction/relations.py GOLD OUT.

Writes the predictions that any scorer can read, and prints for type and quad class the F1 of each class with the 95 % interval
of 1,000 resamples of the rows (seeded).
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.evaluate.gold import read_rows
from detente.evaluate.tasks import TASKS, evaluate
from detente.extract.language import load
from detente.knowledge.registry import shipped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

DATA = (Path("relations/plv_train.jsonl"), Path("relations/aw_train.jsonl"))
SEED, RESAMPLES = 7, 1000
JOINED = ("CONCEDE", "RETREAT")  # one class in the gold


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    rows = read_rows(options.gold, ("text", "source_span", "target_span"))
    answers = TASKS["relations"].answer(rows, load(), shipped())
    options.out.write_text("".join(json.dumps(answer) + "\n" for answer in answers), encoding="utf-8")
    shown = {}
    if all(row.get("plover") for row in rows):
        shown["plover"] = by_class([_type(r["plover"]) for r in rows], [_type(a["plover"]) for a in answers])
        shown["quad"] = by_class([_quad(r["quad"]) for r in rows], [_quad(a["quad"]) for a in answers])
    shown["side"] = by_class([_side(r["quad"]) for r in rows], [_side(a["quad"]) for a in answers])
    sys.stdout.write(json.dumps(shown, indent=1) + "\n")


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


def by_class(gold: Sequence[str], found: Sequence[str], seed: int = SEED) -> dict[str, dict[str, Any]]:
    """F1 of each class of the gold and their mean ("macro"), each with its count and the 95 % interval over resampled rows."""
    names = sorted(set(gold))
    wanted = np.array([[one == name for name in names] for one in gold])
    given = np.array([[one == name for name in names] for one in found])
    random = np.random.default_rng(seed)
    samples = np.array([_f1(wanted[at], given[at]) for at in random.integers(0, len(gold), (RESAMPLES, len(gold)))])
    whole = _f1(wanted, given)
    shown = {name: _figure(whole[i], samples[:, i], int(wanted[:, i].sum())) for i, name in enumerate(names)}
    return {"macro": _figure(whole.mean(), samples.mean(axis=1), len(gold)), **shown}


def _f1(wanted: NDArray[np.bool_], given: NDArray[np.bool_]) -> NDArray[np.float64]:
    shown: NDArray[np.float64] = 2 * (wanted & given).sum(axis=0) / np.maximum(1, wanted.sum(axis=0) + given.sum(axis=0))
    return shown


def _figure(value: float, samples: NDArray[np.float64], rows: int) -> dict[str, Any]:
    low, high = np.percentile(samples, (2.5, 97.5))
    return {"F1": round(float(value), 4), "interval": [round(float(low), 4), round(float(high), 4)], "rows": rows}


def _type(name: str) -> str:
    return "YIELD" if name in JOINED else name


def _quad(name: str) -> str:
    return name.upper().replace(" ", "_").replace("COOPERATION", "COOP").replace("CONFLICT", "CONF")


def _side(quad: str) -> str:
    return "conflict" if "conf" in quad.lower() else "cooperation"


if __name__ == "__main__":
    main()
