"""The ICEWS extracts as tables that `detente import csv` takes: names, countries, CAMEO root codes.

python benchmarks/relations/icews_rows.py FILE OUT.parquet     FILE is an extract with its maps beside it

Countries stand in brackets, or in the map of names; heads of state and other office holders have that of the registry.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as csv
import pyarrow.parquet as pq

from detente.knowledge.concordance import country_of
from detente.knowledge.names import key_of
from detente.knowledge.registry import shipped

EXTRACT, YEAR = Path("forecast/icews_2012_2014.parquet"), Path("forecast/icews2014.parquet")
COUNTRIES, KINDS = "entity_country_map.csv", "relation_quad_map.csv"
_PLACE = re.compile(r"\(([^()]*)\)$")


def main() -> int:
    file, out = map(Path, sys.argv[1:3])
    pq.write_table(events(file), out)
    return 0


def events(file: Path) -> pa.Table:
    """The events of an extract in the columns of an import."""
    whole = _plain(pq.read_table(file))
    places = _column(file.with_name(COUNTRIES), "entity", "country")
    codes = {name: f"{int(root):02}" for name, root in _column(file.with_name(KINDS), "relation", "cameo_root_approx").items()}
    names = {name for side in ("subject", "object") for name in whole[side].unique().to_pylist()}
    country = {name: _country(name, places) for name in sorted(names)}
    made = {
        "id": pa.array([str(at) for at in range(whole.num_rows)]),
        "day": whole["date"],
        "label": _spaced(whole["relation"]),
        "cameo": pa.array([codes.get(name) for name in whole["relation"].to_pylist()], pa.string()),
    }
    for side, column in (("source", "subject"), ("target", "object")):
        made |= {
            f"{side}_name": _spaced(whole[column]),
            f"{side}_country": pa.array([country[name] for name in whole[column].to_pylist()], pa.string()),
        }
    return pa.table(made)


def _plain(table: pa.Table) -> pa.Table:
    """The columns that both have; names with underscores."""
    names = {name: pc.replace_substring(table[name].cast(pa.string()), " ", "_") for name in ("subject", "relation", "object")}
    return pa.table({"date": table["date"], **names})


def _country(name: str, places: Mapping[str, str]) -> str | None:
    """In its brackets, in the map, the name itself, or the one country of the persons who are called so."""
    bracketed = _PLACE.search(name)
    place = bracketed[1] if bracketed else places.get(name) or name
    if code := country_of(place.replace("_", " "), "name"):
        return code
    persons = {person.country for person in shipped().people.get(key_of(name.replace("_", " ")), ())}
    return persons.pop() if len(persons) == 1 else None


def _column(path: Path, key: str, value: str) -> dict[str, str]:
    table = csv.read_csv(path)
    return dict(zip(table[key].to_pylist(), table[value].to_pylist(), strict=True))


def _spaced(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.replace_substring(column, "_", " ")


if __name__ == "__main__":
    sys.exit(main())
