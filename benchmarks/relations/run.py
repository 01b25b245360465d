"""Shifts against published turning points: how many lie at one, and how many would by chance.

python benchmarks/relations/run.py DATA [--table]     DATA is the folder of the shared data; prints JSON

A turning point is hit where a shift's interval comes within WINDOW days of it. Chance: the same for a day drawn evenly from the
extract (exact: the share of its days that such intervals cover); the p-value adds up these chances (Poisson binomial).
Beside it, how many shifts are told where there is none: the days of each pair in a drawn order (seed 1).
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from detente import Workspace
from detente.errors import SettingsError
from detente.knowledge.parties import Party
from detente.relation_records import Relation
from detente.relations.history import Counts, counts, history
from detente.relations.shifts import shifts
from detente.store.event_days import pair_events, reported_days

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))  # the gate loads this file from elsewhere

from icews_rows import events  # noqa: E402

WINDOW = 7
COVERED = 30  # events of a pair in an extract from which its turning points can be asked for
FILES = ("icews_2012_2014", "icews2014")
DATA = (*(Path(f"forecast/{name}.parquet") for name in FILES), Path("benchmarks/relations/turning_points.tsv"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--table", action="store_true", help="also print one line a turning point")
    options = parser.parse_args()
    rows = judged(options.data)
    if options.table:
        sys.stdout.writelines("\t".join(str(value) for value in row.values()) + "\n" for row in rows)
    sys.stdout.write(json.dumps({**figures(rows), "shuffled": noise(options.data)}, indent=1) + "\n")
    return 0


def measure(data: Path) -> dict[str, float]:
    """What the gate holds: hits over chance on the pairs that the extracts cover."""
    made = figures(judged(data))["covered"]
    return {"hit_rate": made["hit_rate"], "hits_over_chance": made["hits_over_chance"]}


def judged(data: Path) -> list[dict[str, Any]]:
    """A row a turning point: whether it is hit, by which shift, and its chance."""
    made = []
    with tempfile.TemporaryDirectory() as folder:
        for name in FILES:
            opened, span = _workspace(data / f"forecast/{name}.parquet", Path(folder))
            known: dict[tuple[str, str], Relation | None] = {}
            for point in (row for row in _points() if row["file"] == name):
                pair = (point["one"], point["other"])
                if pair not in known:
                    known[pair] = _relation(opened, pair)
                made.append({**point, **_judged(known[pair], date.fromisoformat(point["day"]), span)})
    return made


def noise(data: Path) -> dict[str, float]:
    """Shifts a pair, as it was and with its days in a drawn order, over the pairs that the extracts cover."""
    told: list[int] = []
    drawn: list[int] = []
    for name in FILES:
        with tempfile.TemporaryDirectory() as folder:
            opened, span = _workspace(data / f"forecast/{name}.parquet", Path(folder))
            with opened.reading() as database:
                reported = reported_days(database)
                for pair in sorted({(row["one"], row["other"]) for row in _points() if row["file"] == name}):
                    events_of = pair_events(database, (Party(pair[0], pair[0], pair[0]), Party(pair[1], pair[1], pair[1])))
                    if events_of.num_rows >= COVERED:
                        made = history(events_of, reported, "plover", span)
                        counted = counts(made, "day", span)
                        told.append(len(shifts(made, counted, pair)))
                        drawn.append(len(shifts(made, _shuffled(counted), pair)))
    return {"pairs": len(told), "shifts_a_pair": round(np.mean(told), 2), "shifts_a_pair_shuffled": round(np.mean(drawn), 2)}


def _shuffled(counted: Counts) -> Counts:
    order = np.random.default_rng(1).permutation(len(counted.events))
    columns = ("events", "exposure", "reported", "score_sum", "scored")
    return replace(counted, **{name: getattr(counted, name)[order] for name in columns})


def figures(rows: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Over all turning points, and over those of pairs that the extract covers."""
    covered = [row for row in rows if row["events"] >= COVERED]
    return {"all": _figures(rows), "covered": _figures(covered)}


def _figures(rows: list[dict[str, Any]]) -> dict[str, float]:
    chances = [row["chance"] for row in rows]
    hits, expected = sum(row["hit"] for row in rows), sum(chances)
    ways = np.ones(1)  # the distribution of the number of hits by chance
    for chance in chances:
        ways = np.convolve(ways, [1 - chance, chance])
    return {
        "turning_points": len(rows), "hits": hits, "hit_rate": round(hits / len(rows), 3), "chance_rate": round(expected / len(rows), 3),
        "hits_over_chance": round(hits / expected, 2) if expected else 0.0, "p_value": float(f"{ways[hits:].sum():.2g}"),
    }  # fmt: skip


def _workspace(file: Path, folder: Path) -> tuple[Workspace, tuple[date, date]]:
    table = events(file)
    path = folder / f"{file.stem}.parquet"
    pq.write_table(table, path)
    opened = Workspace(folder / f"{file.stem}.duckdb")
    opened.import_events("csv", [path], dataset="icews")
    days = table["day"].to_pylist()
    return opened, (min(days), max(days))


def _relation(opened: Workspace, pair: tuple[str, str]) -> Relation | None:
    try:
        return opened.relation(*pair)
    except SettingsError:  # no event between the two
        return None


def _judged(relation: Relation | None, day: date, span: tuple[date, date]) -> dict[str, Any]:
    shifts = relation.shifts if relation else ()
    near = [(one.first - timedelta(days=WINDOW), one.last + timedelta(days=WINDOW), one) for one in shifts]
    hit = next((one for first, last, one in near if first <= day <= last), None)
    days = [span[0] + timedelta(days=at) for at in range((span[1] - span[0]).days + 1)]
    covered = sum(any(first <= one <= last for first, last, _ in near) for one in days)
    return {
        "events": sum(one.events for one in relation.series) if relation else 0,
        "shifts": len(shifts),
        "hit": hit is not None,
        "chance": covered / len(days),
        "shift": f"{hit.kind} {hit.first} {hit.last}" if hit else "",
    }


def _points() -> list[dict[str, str]]:
    lines = (HERE / "turning_points.tsv").read_text(encoding="utf-8").splitlines()[1:]
    header, *rows = [line.split("\t") for line in lines]
    return [dict(zip(header, row, strict=True)) for row in rows]


if __name__ == "__main__":
    sys.exit(main())
