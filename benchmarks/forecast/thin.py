"""Thin workspaces: weights fitted on events before a day, tried on thinned copies of what came after, as `detente forecast` uses them.

python benchmarks/forecast/thin.py --data DIR     prints JSON; DIR is the folder of the shared data
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parents[2] / "training"))  # the fit of the shipped weights, and its copies, are those of the training

import numpy as np
from train_forecast import fitted, icews_table, thinned

from detente.forecast.dyad_model import ClassModel, predict, rows_of, windows_before
from detente.forecast.dyads import DyadHistory, dyad_history, known_before, outcomes
from detente.forecast.own_fit import own_fits
from detente.forecast.scores import brier, calibration_error
from detente.forecast.table import EventTable
from detente.forecast.tables import QUADS

FIRST = date(2013, 10, 1)  # weights know what came before; cut-offs lie after it
STRIDE = 14
SHARES = (1.0, 0.3, 0.1, 0.05)
HORIZONS = (7, 30)
DATA = tuple(Path("forecast") / name for name in ("icews_2012_2014.parquet", "entity_country_map.csv", "relation_quad_map.csv"))
LEAST = 2  # events either way: a pair that a user may ask for
SEED = 5  # another than that of the copies of the fit


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    table, _ = icews_table(options.data / "forecast")
    sys.stdout.write(json.dumps(measured(table), indent=1) + "\n")
    return 0


def measure(data: Path) -> dict[str, float]:
    """Skill over the base rate, all classes, by horizon and share of the events kept."""
    table, _ = icews_table(data / "forecast")
    return {f"{name}: skill": figures["all"]["skill"] for name, figures in measured(table).items()}


def measured(table: EventTable) -> dict[str, Any]:
    """Skill over the pair's own base rate by horizon, share of the events kept, and class; with and without what the table adds."""
    first = FIRST.toordinal()
    models = fitted(table.until(first), HORIZONS, tuple(range(len(QUADS))))
    chance = np.random.default_rng(SEED)
    shown: dict[str, Any] = {}
    for share in SHARES:
        history = dyad_history(thinned(table, share, chance, int(table.day[0])), int(table.day[-1]) + 1)
        for horizon in HORIZONS:
            own = [model for model in models if model.horizon == horizon]
            shown[f"{horizon} days, {share:.0%} of the events"] = _figures(history, own, first - history.first)
    return shown


def _figures(history: DyadHistory, models: list[ClassModel], first: int) -> dict[str, Any]:
    parts = [_cut_off(history, models, day) for day in range(first, history.days - models[0].horizon + 1, STRIDE)]
    said, plain, base, came = (np.concatenate(column, axis=1) for column in zip(*parts, strict=True))
    kinds = {"all": slice(None), **{name: slice(at, at + 1) for at, name in enumerate(QUADS)}}
    made: dict[str, Any] = {"forecasts": said.size, "came_true": round(float(came.mean()), 4)}
    for name, rows in kinds.items():
        worst, truth = brier(base[rows], came[rows]), came[rows].ravel()
        made[name] = {
            "skill": round(1 - brier(said[rows], came[rows]) / worst, 4) if worst else None,
            "skill_without_own_fit": round(1 - brier(plain[rows], came[rows]) / worst, 4) if worst else None,
            "calibration_error": round(calibration_error(said[rows].ravel(), truth), 4),
        }
    return made


def _cut_off(history: DyadHistory, models: list[ClassModel], day: int) -> tuple[Any, ...]:
    """Forecasts with and without what the table adds, base rates and outcomes at one cut-off (classes, dyads)."""
    past = history.until(day)
    known, windows = known_before(past, day), windows_before(past, day, models[0].horizon)
    asked = np.flatnonzero(known.seen >= LEAST)
    rows = [rows_of(past, known, windows, model.prior, model.kind, asked) for model in models]
    said = [predict(fit.model, one) for fit, one in zip(own_fits(past, models), rows, strict=True)]
    plain = [predict(model, one) for model, one in zip(models, rows, strict=True)]
    base = windows.hits[asked][:, : len(models)].T / max(windows.many, 1)
    came = outcomes(history, day, models[0].horizon)[asked][:, : len(models)].T
    return np.stack(said), np.stack(plain), base, came.astype(float)


if __name__ == "__main__":
    sys.exit(main())
