"""Event rows of the store as an event table: countries and classes become numbers, each event counts in its quad and in its type."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, get_args

import numpy as np

from detente.errors import ForecastError
from detente.forecast.table import Array, EventTable, event_table
from detente.records import EventType, QuadClass

if TYPE_CHECKING:
    import pyarrow

QUADS: tuple[str, ...] = get_args(QuadClass)
TYPES: tuple[str, ...] = get_args(EventType)
CLASSES = QUADS + TYPES
NEEDED = ("id", "day", "source", "target", "type", "quad")
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True, eq=False)
class EventRows:
    """The events before a cut-off: a table over `CLASSES`, the number of each actor, and the id of the event behind each row."""

    table: EventTable
    actors: dict[str, int]
    ids: Array


def event_rows(events: pyarrow.Table, known_until: date) -> EventRows:
    """Rows strictly before `known_until` with an actor on both sides; ForecastError where a needed column is absent."""
    import pyarrow.compute as pc  # heavy: columns

    if absent := [name for name in NEEDED if name not in events.column_names]:
        raise ForecastError(f"no column {', '.join(absent)}", "table of events", f"needed are {', '.join(NEEDED)}")
    past = events.select(list(NEEDED)).filter(pc.less(events["day"], known_until)).drop_null()
    text = {name: np.array(past[name].to_pylist(), dtype=np.str_) for name in NEEDED if name != "day"}
    day = past["day"].to_numpy().astype("datetime64[D]").astype(np.int64)
    names, both = np.unique(np.concatenate([text["source"], text["target"]]), return_inverse=True)
    source, target = np.split(both, 2)
    kind = np.concatenate([_numbers(text["quad"]), _numbers(text["type"])])
    row = np.tile(np.arange(len(day)), 2)
    # By day and id, so that the order in which rows were stored changes nothing.
    order = np.lexsort((kind, text["id"][row], day[row]))
    order = order[kind[order] >= 0]
    row = row[order]
    made = event_table(day[row], source[row], target[row], kind[order], actors=len(names), kinds=len(CLASSES))
    return EventRows(made, {name: at for at, name in enumerate(names.tolist())}, text["id"][row])


def days(day: date) -> int:
    """Days since 1970, as in the table."""
    return (day - _EPOCH).days


def _numbers(values: Array) -> Array:
    """The place of each value in `CLASSES`, -1 of an unknown one."""
    known = {name: at for at, name in enumerate(CLASSES)}
    found, place = np.unique(values, return_inverse=True)
    made: Array = np.array([known.get(one, -1) for one in found.tolist()], dtype=np.int64)[place]
    return made
