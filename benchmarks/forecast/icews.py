"""Read ICEWS quads from Parquet into an event table; country and sector stand in the names: `Police_(Kenya)`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from detente.forecast.ranking_state import Groups
from detente.forecast.table import EventTable, event_table

_PLACED = re.compile(r"(.*?)_?\(([^()]*)\)")


def quads(paths: list[Path], split: str | None = None) -> dict[str, Any]:
    """Columns subject, relation, object, day; names with underscores, as in the published splits."""
    tables = []
    for path in paths:
        table = pq.read_table(path)
        if split and "split" in table.column_names:
            table = table.filter(pa.compute.equal(table["split"], split))
        tables.append(table.select(["date", "subject", "relation", "object"]).cast(_PLAIN))
    whole = pa.concat_tables(tables)
    text = {name: np.char.replace(np.array(whole[name].to_pylist(), dtype=str), " ", "_") for name in ("subject", "relation", "object")}
    return {**text, "day": whole["date"].cast(pa.int32()).to_numpy().astype(np.int64)}


_PLAIN = pa.schema([("date", pa.date32()), ("subject", pa.string()), ("relation", pa.string()), ("object", pa.string())])


def numbered(columns: dict[str, Any]) -> tuple[EventTable, Groups, list[str], list[str]]:
    """The event table, the groups read off the names, and the names of actors and kinds."""
    actors, both = np.unique(np.concatenate([columns["subject"], columns["object"]]), return_inverse=True)
    kinds, kind = np.unique(columns["relation"], return_inverse=True)
    source, target = np.split(both, 2)
    table = event_table(columns["day"], source, target, kind, actors=len(actors), kinds=len(kinds))
    return table, groups_of(actors.tolist()), actors.tolist(), kinds.tolist()


def groups_of(actors: list[str]) -> Groups:
    """Country: what stands in brackets, or a name that stands in brackets elsewhere; sector: the words before them."""
    placed = [_PLACED.fullmatch(actor) for actor in actors]
    countries = sorted({one[2] for one in placed if one})
    number = {country: at for at, country in enumerate(countries)}
    words = [one[1] if one else ("a country" if actor in number else "a name") for one, actor in zip(placed, actors, strict=True)]
    country = [number.get(one[2] if one else actor, -1) for one, actor in zip(placed, actors, strict=True)]
    return Groups(np.array(country), np.unique(words, return_inverse=True)[1])
