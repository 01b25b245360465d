"""An event table as columns: day, source, target, kind; what every forecast is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.errors import ForecastError

type Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class EventTable:
    """Events in order of their day; `source` and `target` are numbers below `actors`, `kind` below `kinds`, days are integers."""

    day: Array
    source: Array
    target: Array
    kind: Array
    actors: int
    kinds: int

    def __len__(self) -> int:
        return len(self.day)

    def until(self, day: int) -> EventTable:
        """The events strictly before a day."""
        return self._of(slice(0, int(np.searchsorted(self.day, day))))

    def both_ways(self) -> EventTable:
        """Each event also seen from its target: twice the kinds, the second half reversed; sorted by day."""
        day = np.concatenate([self.day, self.day])
        order = np.argsort(day, kind="stable")
        source = np.concatenate([self.source, self.target])[order]
        target = np.concatenate([self.target, self.source])[order]
        kind = np.concatenate([self.kind, self.kind + self.kinds])[order]
        return EventTable(day[order], source, target, kind, self.actors, 2 * self.kinds)

    def _of(self, rows: slice) -> EventTable:
        return EventTable(self.day[rows], self.source[rows], self.target[rows], self.kind[rows], self.actors, self.kinds)


def event_table(day: Array, source: Array, target: Array, kind: Array, *, actors: int, kinds: int) -> EventTable:
    """Check columns and put them in order; ForecastError where they do not fit together."""
    columns = {"day": day, "source": source, "target": target, "kind": kind}
    whole = {name: np.asarray(column) for name, column in columns.items()}
    for name, column in whole.items():
        if column.ndim != 1 or len(column) != len(whole["day"]) or not np.issubdtype(column.dtype, np.integer):
            raise ForecastError("not a column of whole numbers as long as the others", f"column {name}", "number actors and kinds from 0")
    for name, bound in (("source", actors), ("target", actors), ("kind", kinds)):
        if len(day) and (whole[name].min() < 0 or whole[name].max() >= bound):
            raise ForecastError(f"a number outside 0 to {bound - 1}", f"column {name}", "number actors and kinds from 0")
    order = np.argsort(whole["day"], kind="stable")
    day, source, target, kind = (column[order].astype(np.int64) for column in whole.values())
    return EventTable(day, source, target, kind, actors, kinds)
