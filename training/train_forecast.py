"""Fit the dyad weights that ship: `python training/train_forecast.py --data DIR [--out FILE]`; DIR is the folder of the shared data.

The events are seen whole, thinned and with their first year cut off, so that the weights also serve a workspace that holds little.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from detente.forecast.dyad_model import ClassModel, Examples, class_priors, examples, fit_class
from detente.forecast.dyads import dyad_history
from detente.forecast.table import EventTable, event_table
from detente.forecast.tables import CLASSES
from detente.forecast.weights import HORIZONS, save_weights
from detente.knowledge.cameo import cameo
from detente.knowledge.ontology import ontology

ROOT = Path(__file__).parents[1]
SEED = 20260214
COPIES = ((1.0, 0), (0.3, 0), (0.1, 0), (0.05, 0), (1.0, 365), (0.2, 365))  # share of the events kept, days cut off at the beginning
ALL = tuple(range(len(CLASSES)))
LEAST = 2  # events either way: a user asks about pairs that hardly met
WARM_UP = 45


def main() -> None:
    """Fit every class at every shipped horizon on the whole file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=ROOT / "src/detente/forecast/data/dyad_weights.npz")
    options = parser.parse_args()
    table, _ = icews_table(options.data / "forecast")
    options.out.parent.mkdir(exist_ok=True)
    save_weights(options.out, fitted(table, HORIZONS), CLASSES)


def icews_table(folder: Path) -> tuple[EventTable, list[str]]:
    """Events between two countries that have a PLOVER type, each once under its quad and once under its type; and the countries."""
    rows = pq.read_table(folder / "icews_2012_2014.parquet", columns=["date", "subject", "relation", "object"]).to_pydict()
    place, kind_of = _mapped(folder / "entity_country_map.csv", "entity", "country"), plover_types(folder / "relation_quad_map.csv")
    kept = [
        (day.toordinal(), place.get(_plain(source)), place.get(_plain(target)), kind_of.get(_plain(relation)))
        for day, source, relation, target in zip(rows["date"], rows["subject"], rows["relation"], rows["object"], strict=True)
    ]
    whole = [(day, a, b, kind) for day, a, b, kind in kept if a and b and a != b and kind]
    names = sorted({name for _, a, b, _ in whole for name in (a, b)})
    number = {name: at for at, name in enumerate(names)}
    each = [
        (day, number[a], number[b], CLASSES.index(name))
        for day, a, b, kind in whole
        for name in (ontology().quad(kind), kind)  # type: ignore[arg-type]  # the map holds types
    ]
    columns = (np.array(column, dtype=np.int64) for column in zip(*each, strict=True))
    return event_table(*columns, actors=len(names), kinds=len(CLASSES)), names


def plover_types(relations: Path) -> dict[str, str]:
    """The PLOVER type of each relation: of its code where we know it, else the commonest of its CAMEO root."""
    by_root: dict[str, Counter[str]] = defaultdict(Counter)
    for code in cameo().values():
        if code.plover:
            by_root[code.root][code.plover] += 1
    made = {}
    for relation, root in _mapped(relations, "relation", "cameo_root_approx").items():
        if common := by_root[root.zfill(2)].most_common(1):
            made[relation] = common[0][0]
    lines = [line for line in (ROOT / "training/icews_codes.tsv").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for row in csv.DictReader(lines, delimiter="\t"):
        made[_plain(row["relation"])] = cameo()[row["code"]].plover or made[_plain(row["relation"])]
    return made


def fitted(table: EventTable, horizons: tuple[int, ...], kinds: tuple[int, ...] = ALL) -> list[ClassModel]:
    """Class models over all copies of the events; each copy weighs the same."""
    histories = [dyad_history(copy, int(table.day[-1]) + 1) for copy in copies(table, SEED)]
    models = []
    for horizon in horizons:
        priors = class_priors(histories[0], horizon, kinds, LEAST)
        made = [examples(history, horizon, priors, LEAST, WARM_UP) for history in histories]
        models += [fit_class(horizon, kind, priors[kind], _joined([one[kind] for one in made])) for kind in kinds]
    return models


def copies(table: EventTable, seed: int) -> list[EventTable]:
    """The table whole, thinned, and with its beginning cut off."""
    chance = np.random.default_rng(seed)
    return [thinned(table, share, chance, int(table.day[0]) + start) for share, start in COPIES]


def thinned(table: EventTable, share: float, chance: np.random.Generator, since: int) -> EventTable:
    """A share of the events from a day on; what one did to another on a day stays together."""
    event = np.unique(np.column_stack([table.day, table.source, table.target]), axis=0, return_inverse=True)[1]
    kept = (chance.random(int(event.max()) + 1) < share)[event] & (table.day >= since)
    columns = (column[kept] for column in (table.day, table.source, table.target, table.kind))
    return event_table(*columns, actors=table.actors, kinds=table.kinds)


def _joined(parts: list[Examples]) -> Examples:
    total = parts[0].weight.sum()
    weight = np.concatenate([part.weight * (total / max(part.weight.sum(), 1e-9)) for part in parts])
    return Examples(np.concatenate([part.features for part in parts]), np.concatenate([part.truth for part in parts]), weight / len(parts))


def _mapped(path: Path, key: str, value: str) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {_plain(row[key]): row[value] for row in csv.DictReader(file)}


def _plain(name: str) -> str:
    return name.replace(" ", "_")


if __name__ == "__main__":
    main()
