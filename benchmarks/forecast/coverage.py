"""Whether 80 % intervals hold: how often a pair's windows with an event lie within what the intervals and chance allow.

python benchmarks/forecast/coverage.py --data DIR     prints JSON; DIR is the folder of the shared data

Weights know what came before FIRST; from there on, forecasts of windows that follow each other without overlap, as
`detente forecast` makes them, on the whole table and on thinned copies. An interval is a statement on the pair's level: of one
pair and class its error is taken to be the same in all windows. Drawn so many times, the number of windows with an event has
a distribution; the real number must lie between its 10 % and 90 % points in 80 of 100 cases (randomised where it ties).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parent))  # the gate loads this file from elsewhere
sys.path.insert(0, str(Path(__file__).parents[2] / "training"))

import numpy as np
from thin import DATA, FIRST, LEAST, SEED
from train_forecast import fitted, icews_table, thinned

from detente.forecast.dyad_model import ClassModel, doubt, predict, rows_of, windows_before
from detente.forecast.dyads import DyadHistory, dyad_history, known_before, outcomes
from detente.forecast.logit import odds, probability
from detente.forecast.own_fit import own_fits
from detente.forecast.table import EventTable
from detente.forecast.tables import QUADS

__all__ = ["DATA", "measure"]

COPIES = {1.0: 1, 0.2: 2, 0.05: 4}  # share of the events kept: thinned copies, so that their figures are of some hundred series
HORIZONS = (7, 30)
SEEN = ((LEAST, 10, "under 10 events"), (10, 50, "10 to 49 events"), (50, 10**9, "50 events and more"))
DRAWS = 200
LEVEL = 0.8
TOLD = 1.0  # windows with an event that the first forecast expects, at least: fewer tell nothing of a level


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    table, _ = icews_table(options.data / "forecast")
    sys.stdout.write(json.dumps(measured(table), indent=1) + "\n")
    return 0


def measure(data: Path) -> dict[str, float]:
    """One minus the distance of the coverage from 0.8, by horizon and share of the events."""
    table, _ = icews_table(data / "forecast")
    return {f"{name}: coverage, 1 - error": 1 - abs(figures["all"]["coverage"] - LEVEL) for name, figures in measured(table).items()}


def measured(table: EventTable) -> dict[str, Any]:
    """Coverage and mean width by horizon, share of the events kept, class, and how much is known of the pair."""
    first = FIRST.toordinal()
    models = fitted(table.until(first), HORIZONS, tuple(range(len(QUADS))))
    chance = np.random.default_rng(SEED)
    shown: dict[str, Any] = {}
    for share, many in COPIES.items():
        thin = [dyad_history(thinned(table, share, chance, int(table.day[0])), int(table.day[-1]) + 1) for _ in range(many)]
        for horizon in HORIZONS:
            own = [model for model in models if model.horizon == horizon]
            series = [_series(history, own, first - history.first, chance) for history in thin]
            shown[f"{horizon} days, {share:.0%} of the events"] = _figures(np.concatenate(series, axis=2))
    return shown


def _series(history: DyadHistory, models: list[ClassModel], first: int, chance: np.random.Generator) -> Any:
    """Figures of the series of each class and dyad (figures, classes, dyads), in the order in which `_figures` takes them apart."""
    horizon = models[0].horizon
    seen = known_before(history, first).seen
    asked = np.flatnonzero(seen >= LEAST)
    windows = _windows(history, models, asked, range(first, history.days - horizon + 1, horizon))
    at_first = windows.chance[0] * len(windows.chance)  # later forecasts know who became busy
    inside, without = (_inside(windows, width, chance) for width in (1.0, 0.0))
    known = np.broadcast_to(seen[asked], at_first.shape)
    return np.stack([known, at_first, inside, without, windows.came.sum(0), windows.chance.sum(0), windows.spread.mean(0)])


def _figures(series: Any) -> dict[str, Any]:
    seen, at_first, inside, without, came, expected, spread = series
    told = at_first >= TOLD
    groups = {"all": told, **{name: told & (np.arange(len(QUADS)) == at)[:, None] for at, name in enumerate(QUADS)}}
    groups |= {name: told & (seen >= least) & (seen < most) for least, most, name in SEEN}
    return {
        name: {
            "series": int(group.sum()),
            "coverage": round(float(inside[group].mean()), 3),
            "coverage_of_chance_alone": round(float(without[group].mean()), 3),
            "came_of_expected": round(float(came[group].sum() / expected[group].sum()), 3),
            "spread_of_log_odds": round(float(spread[group].mean()), 3),
        }
        for name, group in groups.items()
        if group.any()
    }


@dataclass(frozen=True, slots=True, eq=False)
class Windows:
    """Forecasts of windows one after the other (windows, classes, dyads): probability, the doubt of its log odds, what came."""

    chance: Any
    spread: Any
    came: Any

    def aside(self, by: Any) -> Any:
        """Probabilities if log odds lay so many standard deviations away."""
        return probability(odds(self.chance) + self.spread * by)


def _windows(history: DyadHistory, models: list[ClassModel], asked: Any, days: range) -> Windows:
    parts = []
    for day in days:
        past = history.until(day)
        known, windows = known_before(past, day), windows_before(past, day, models[0].horizon)
        fits = [fit.model for fit in own_fits(past, models)]
        both = [(model, rows_of(past, known, windows, model.prior, model.kind, asked)) for model in fits]
        came = outcomes(history, day, models[0].horizon)[asked][:, : len(models)].T
        parts.append(tuple(map(np.stack, ([predict(*one) for one in both], [doubt(*one) for one in both], came))))
    return Windows(*(np.stack(column) for column in zip(*parts, strict=True)))


def _inside(windows: Windows, width: float, chance: np.random.Generator) -> Any:
    """Whether the number of windows with an event lies in the middle 80 % of what is drawn (classes, dyads)."""
    real = windows.came.sum(0)
    below, same = np.zeros(real.shape), np.zeros(real.shape)
    for _ in range(DRAWS):
        drawn = (chance.random(windows.came.shape) < windows.aside(width * chance.standard_normal(real.shape))).sum(0)
        below += drawn < real
        same += drawn == real
    place = (below + chance.random(real.shape) * same) / DRAWS
    tail = (1 - LEVEL) / 2
    return (place > tail) & (place < 1 - tail)


if __name__ == "__main__":
    sys.exit(main())
