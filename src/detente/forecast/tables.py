"""Event rows of the store as an event table: countries and classes become numbers, each event counts in its quad and in its type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    ids: EventIds

    def of(self, names: Iterable[str]) -> EventRows:
        """The rows in which one of these actors stands, after the oldest of all, which says how long the history is."""
        table, numbers = self.table, [self.actors[name] for name in names if name in self.actors]
        keep = np.isin(table.source, numbers) | np.isin(table.target, numbers)
        keep[:1] = True
        day, source, target, kind = (column[keep] for column in (table.day, table.source, table.target, table.kind))
        kept = EventTable(day, source, target, kind, table.actors, table.kinds)
        return EventRows(kept, self.actors, EventIds(self.ids.column, self.ids.row[keep]))


@dataclass(frozen=True, slots=True, eq=False)
class EventIds:
    """The id behind each row of a table; they stay in the column and are read when they are asked for, as few ever are."""

    column: pyarrow.Array
    row: Array

    def __len__(self) -> int:
        return len(self.row)

    def __getitem__(self, places: Array) -> Array:
        return np.array([self.column[at].as_py() for at in self.row[places].tolist()], dtype=np.str_)


def event_rows(events: pyarrow.Table, known_until: date) -> EventRows:
    """Rows strictly before `known_until` with an actor on both sides; ForecastError where a needed column is absent."""
    import pyarrow.compute as pc  # heavy: columns

    if absent := [name for name in NEEDED if name not in events.column_names]:
        raise ForecastError(f"no column {', '.join(absent)}", "table of events", f"needed are {', '.join(NEEDED)}")
    past = events.select(list(NEEDED)).filter(pc.less(events["day"], known_until)).drop_null()
    # By day and id, so that the order in which rows were stored changes nothing.
    past = past.take(pc.sort_indices(past, [("day", "ascending"), ("id", "ascending")]))
    day = past["day"].to_numpy().astype("datetime64[D]").astype(np.int64)
    names = sorted({name for side in ("source", "target") for name in past[side].unique().to_pylist()})
    actors = {name: at for at, name in enumerate(names)}
    source, target = (_numbers(past[side], actors) for side in ("source", "target"))
    kinds = {name: at for at, name in enumerate(CLASSES)}
    kind = np.stack([_numbers(past[name], kinds) for name in ("quad", "type")], axis=1).ravel()
    known = np.flatnonzero(kind >= 0)
    row = known // 2
    made = event_table(day[row], source[row], target[row], kind[known], actors=len(names), kinds=len(CLASSES))
    return EventRows(made, actors, EventIds(past["id"].combine_chunks(), row))


def days(day: date) -> int:
    """Days since 1970, as in the table."""
    return (day - _EPOCH).days


def _numbers(values: pyarrow.ChunkedArray, known: Mapping[str, int]) -> Array:
    """The number of each value, -1 of an unknown one."""
    coded = values.combine_chunks().dictionary_encode()
    numbers = np.array([known.get(one, -1) for one in coded.dictionary.to_pylist()], dtype=np.int64)
    made: Array = numbers[coded.indices.to_numpy()]
    return made
