"""Dyads: P(at least one event of a quad class between two countries within 7 and 30 days), rolling origin.

python benchmarks/forecast/dyads.py --events FILE --countries MAP.csv --quads MAP.csv [--first DATE]     prints JSON
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

sys.path.insert(0, str(Path(__file__).parent))  # the gate loads this file from elsewhere

import numpy as np
from icews import quads

from detente.forecast.backtest import backtest
from detente.forecast.dyads import dyad_history
from detente.forecast.table import EventTable, event_table

CLASSES = ("verbal_coop", "material_coop", "verbal_conf", "material_conf")
HORIZONS = (7, 30)
DATA = tuple(Path("forecast") / name for name in ("icews_2012_2014.parquet", "entity_country_map.csv", "relation_quad_map.csv"))
FIRST = date(2013, 6, 1)
EPOCH = date(1970, 1, 1)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=Path, required=True)
    parser.add_argument("--countries", type=Path, required=True)
    parser.add_argument("--quads", type=Path, required=True)
    parser.add_argument("--first", type=date.fromisoformat, default=FIRST, help="first cut-off")
    options = parser.parse_args()
    table, _ = country_events(options.events, options.countries, options.quads)
    sys.stdout.write(json.dumps(measured(table, (options.first - EPOCH).days), indent=1) + "\n")
    return 0


def measure(data: Path) -> dict[str, float]:
    """Skills of all classes, the lowest skill of a class over its base rate, and what calibration leaves to one, by horizon."""
    table, _ = country_events(*(data / path for path in DATA))
    found = measured(table, (FIRST - EPOCH).days)
    made = {}
    for horizon in HORIZONS:
        name, figures = f"{horizon} days", found[f"{horizon} days"]
        made[f"{name}: skill over base rate"] = figures["all"]["skill_over_base_rate"]
        made[f"{name}: skill over persistence"] = figures["all"]["skill_over_persistence"]
        made[f"{name}: lowest class over base rate"] = min(figures[one]["skill_over_base_rate"] for one in CLASSES)
        made[f"{name}: 1 - calibration error"] = 1 - figures["all"]["calibration_error"]
    return made


def country_events(events: Path, countries: Path, quad_map: Path) -> tuple[EventTable, list[str]]:
    """Events between two different countries by quad class, and the countries' names."""
    columns = quads([events])
    place = _mapped(countries, "entity", "country")
    quad = _mapped(quad_map, "relation", "quad_approx")
    sides = [np.array([place.get(name, "") for name in columns[side].tolist()]) for side in ("subject", "object")]
    names, both = np.unique(np.concatenate(sides), return_inverse=True)
    source, target = np.split(both, 2)
    kind = np.array([CLASSES.index(quad[name]) if quad.get(name) in CLASSES else -1 for name in columns["relation"].tolist()])
    kept = (sides[0] != "") & (sides[1] != "") & (source != target) & (kind >= 0)
    made = event_table(columns["day"][kept], source[kept], target[kept], kind[kept], actors=len(names), kinds=len(CLASSES))
    return made, names.tolist()


def measured(table: EventTable, first: int, seed: int = 0) -> dict[str, Any]:
    """Figures by horizon and class."""
    history = dyad_history(table, int(table.day[-1]) + 1)
    shown: dict[str, Any] = {"events": len(table), "dyads": len(history.source)}
    for horizon in HORIZONS:
        start = time.process_time()
        made = backtest(history, horizon, tuple(range(len(CLASSES))), first - history.first)
        by_class = {name: made.figures(seed, kind) for kind, name in enumerate(CLASSES)}
        shown[f"{horizon} days"] = {"all": made.figures(seed), **by_class, "cpu_seconds": time.process_time() - start}
    return json.loads(json.dumps(shown), parse_float=lambda text: round(float(text), 4))  # type: ignore[no-any-return]


def _mapped(path: Path, key: str, value: str) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row[key].replace(" ", "_"): row[value] for row in csv.DictReader(file)}


if __name__ == "__main__":
    sys.exit(main())
