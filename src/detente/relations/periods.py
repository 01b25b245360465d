"""The days of a history as periods: days, weeks from Monday, months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from detente.relation_records import Unit

type Array = np.ndarray[Any, np.dtype[Any]]

A_YEAR: dict[Unit, int] = {"day": 365, "week": 52, "month": 12}
_EPOCH = date(1970, 1, 1)
_TO_THURSDAY = 3  # 1 January 1970 was a Thursday: three days after its Monday


@dataclass(frozen=True, slots=True)
class Grid:
    """The periods from the one of `first` to the one of `last`, whole ones but for the two ends."""

    unit: Unit
    first: date
    last: date

    def __len__(self) -> int:
        return int(self.number([self.last])[0]) + 1

    def number(self, days: Any) -> Array:
        """The place of days in the grid, from 0."""
        found = np.asarray(days, dtype="datetime64[D]")
        return _absolute(found, self.unit) - int(_absolute(np.array([self.first], dtype="datetime64[D]"), self.unit)[0])

    def bounds(self, place: int) -> tuple[date, date]:
        """First and last day of a period, inside the history."""
        absolute = place + int(_absolute(np.array([self.first], dtype="datetime64[D]"), self.unit)[0])
        return max(self.first, _begin(absolute, self.unit)), min(self.last, _begin(absolute + 1, self.unit) - timedelta(days=1))

    def lengths(self) -> Array:
        """Days in each period."""
        return np.array([(last - first).days + 1 for first, last in map(self.bounds, range(len(self)))], dtype=float)


def _absolute(days: Array, unit: Unit) -> Array:
    if unit == "month":
        return days.astype("datetime64[M]").astype(np.int64)
    number = days.astype(np.int64)
    return number if unit == "day" else (number + _TO_THURSDAY) // 7


def _begin(absolute: int, unit: Unit) -> date:
    if unit == "month":
        return date(1970 + absolute // 12, absolute % 12 + 1, 1)
    return _EPOCH + timedelta(days=absolute if unit == "day" else absolute * 7 - _TO_THURSDAY)
