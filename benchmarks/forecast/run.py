"""Link forecasting: rank the missing actor of each event of the test days, single step, both directions, time-aware filter.

python benchmarks/forecast/run.py --train A --valid B --test C [--ranks OUT] [--no-trees]     prints JSON
Files: Parquet with date, subject, relation, object. Without --test, the rows of --train are split by their `split` column.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")  # the target is set for one core; read when numpy is loaded
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

sys.path.insert(0, str(Path(__file__).parent))  # the gate loads this file from elsewhere

import numpy as np
from icews import numbered, quads

from detente.forecast.ranking import FIT_DAYS, fit_ranking, rolling_ranks
from detente.forecast.ranking_state import ranking_state


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--valid", type=Path)
    parser.add_argument("--test", type=Path)
    parser.add_argument("--ranks", type=Path, help="write one rank a query and model (TSV)")
    parser.add_argument("--no-trees", action="store_true")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    known, asked = history_and_test(options.train, options.valid, options.test)
    shown, ranks = measured(known, asked, options.seed, with_trees=not options.no_trees)
    sys.stdout.write(json.dumps(shown, indent=1) + "\n")
    if options.ranks:
        names = list(ranks)
        rows = ["\t".join(names), *("\t".join(f"{value:g}" for value in row) for row in zip(*ranks.values(), strict=True))]
        options.ranks.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return 0


DATA = (Path("forecast/icews2014.parquet"),)


def measure(data: Path) -> dict[str, float]:
    """MRR of the three models, of new pairs too, on the validation month; CPU seconds of features, fit and scoring."""
    shown, _ = measured(*history_and_test(data / DATA[0], None, None), 0, with_trees=True)
    made = {f"{model}: {name}": shown[model][name] for model in ("recurrency", "glm", "trees") for name in ("mrr", "mrr_new_pairs")}
    return {**made, "CPU seconds": shown["cpu_seconds"]}


def history_and_test(train: Path, valid: Path | None, test: Path | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns known at the start, and those that are asked for."""
    if test is None:
        return quads([train], "train"), quads([train], "valid")
    return quads([train, *([valid] if valid else [])]), quads([test])


def measured(known: dict[str, Any], asked: dict[str, Any], seed: int, *, with_trees: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    """The figures, and the ranks of each model."""
    for library in ("scipy.optimize", "scipy.sparse.linalg", "sklearn.ensemble"):
        importlib.import_module(library)  # loading libraries is not the method's time
    wall, cpu = time.perf_counter(), time.process_time()
    origin, end = int(asked["day"].min()), int(asked["day"].max()) + 1
    if int(known["day"].max()) >= origin:
        raise SystemExit("the test days must lie after the known days")
    columns = {name: np.concatenate([known[name], asked[name]]) for name in known}
    table, groups, _, _ = numbered(columns)
    state = ranking_state(table, groups, since=origin - FIT_DAYS)
    model = fit_ranking(state, origin, seed, with_trees=with_trees)
    fitted = time.process_time()
    ranks = rolling_ranks(state, model, origin, end)
    new = ranks.pop("new")
    shown: dict[str, Any] = {"queries": len(new), "new_pairs": round(float(new.mean()), 4)}
    for name, rank in ranks.items():
        shown[name] = {**figures(rank), "mrr_new_pairs": round(float((1 / rank[new]).mean()), 4)}
    shown["cpu_seconds"] = round(time.process_time() - cpu, 1)
    shown["cpu_seconds_fit"] = round(fitted - cpu, 1)
    shown["wall_seconds"] = round(time.perf_counter() - wall, 1)
    shown["peak_memory_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return shown, ranks


def figures(rank: Any) -> dict[str, float]:
    """MRR and hits."""
    hits = {f"hits@{k}": round(float((rank <= k).mean()), 4) for k in (1, 3, 10)}
    return {"mrr": round(float((1 / rank).mean()), 4), **hits}


if __name__ == "__main__":
    sys.exit(main())
