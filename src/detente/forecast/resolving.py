"""When the horizon of a forecast has passed and data is in, what became of it: the resolution rule."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, get_args

from detente.errors import ForecastError
from detente.forecast_records import FrozenForecast, Outcome
from detente.records import Forecast, QuadClass

if TYPE_CHECKING:
    import pyarrow

NAMED = 5  # events that are named with an outcome
MONTH = 30
ENOUGH = 1 / 3  # of the usual number of events a day: below, the data did not look
_QUADS = frozenset(get_args(QuadClass))
_NEEDED = ("id", "origin", "day", "source", "target", "type", "quad")


class EventLog:
    """The dated events of some pairs, either way, and how many events each source has on each day.

    `events` has the columns of `country_events`; ForecastError where one that is needed is missing.
    """

    def __init__(self, events: pyarrow.Table, pairs: Iterable[tuple[str, str]]) -> None:
        import pyarrow as pa  # heavy: columns
        import pyarrow.compute as pc

        missing = [name for name in _NEEDED if name not in events.column_names]
        if missing:
            raise ForecastError(f"no column {', '.join(missing)}", "event table", f"needed are {', '.join(_NEEDED)}")
        actors = pa.array(sorted({actor for pair in pairs for actor in pair}), pa.string())
        between = events.filter(pc.and_(pc.is_in(events["source"], actors), pc.is_in(events["target"], actors))).select(list(_NEEDED))
        self._rows: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for row in between.to_pylist():
            self._rows.setdefault((row["source"], row["target"]), []).append(row)
        self._told: dict[str, Counter[date]] = {}
        for row in events.group_by(["origin", "day"]).aggregate([("day", "count")]).to_pylist():
            self._told.setdefault(row["origin"], Counter())[row["day"]] = row["day_count"]

    def main_source(self, pair: tuple[str, str], before: date) -> str:
        """Where most events of a pair came from, either way, before a day; of as many the first by name; nothing without any."""
        both = (*self._rows.get(pair, ()), *self._rows.get((pair[1], pair[0]), ()))
        told = Counter(row["origin"] for row in both if row["day"] < before)
        return min(told, key=lambda origin: (-told[origin], origin), default="")

    def outcome(self, forecast: Forecast, main_source: str) -> Outcome | None:
        """What became of a forecast; None while the horizon has not passed, or the data does not cover it."""
        until = self._covered_until(forecast, main_source)
        if until is None:
            return None
        closes = forecast.known_until + timedelta(forecast.horizon)
        column = "quad" if forecast.event_class in _QUADS else "type"
        found = sorted(
            (row["day"], row["id"])
            for row in self._rows.get((forecast.source, forecast.target), ())
            if forecast.known_until <= row["day"] < closes and row[column] == forecast.event_class
        )
        return Outcome(bool(found), tuple(event for _, event in found[:NAMED]), len(found), until)

    def _covered_until(self, forecast: Forecast, main_source: str) -> date | None:
        """The newest day of the source; None where it ends before the horizon does, or told much less than it used to."""
        told = self._told.get(main_source)
        closes = forecast.known_until + timedelta(forecast.horizon)
        if not told or max(told) < closes:
            return None
        length = max(forecast.horizon, MONTH)
        usual = _between(told, forecast.known_until - timedelta(length), length) / length
        now = _between(told, forecast.known_until, forecast.horizon) / forecast.horizon
        return max(told) if now >= ENOUGH * usual else None


def outcomes(forecasts: Sequence[FrozenForecast], log: EventLog) -> Mapping[int, Outcome]:
    """The outcomes that can be told now, by number; where data has gone since, the outcome that was kept stands."""
    found = {one.number: log.outcome(one.forecast, one.main_source) for one in forecasts}
    return {number: outcome for number, outcome in found.items() if outcome is not None}


def data_digest(events: pyarrow.Table, before: date) -> str:
    """The digest of the events before a day: what a forecast with that cut-off can have seen."""
    import pyarrow.compute as pc  # heavy: columns

    known = events.filter(pc.less(events["day"], before)).select(list(_NEEDED))
    lines = pc.binary_join_element_wise(
        *(pc.cast(column, "string") for column in known.columns), "\x1f", null_handling="replace", null_replacement=""
    )
    ordered = lines.take(pc.array_sort_indices(lines)) if known.num_rows else lines
    return hashlib.sha256("\n".join(ordered.to_pylist()).encode("utf-8", "surrogatepass")).hexdigest()


def _between(told: Counter[date], first: date, days: int) -> int:
    return sum(told[first + timedelta(day)] for day in range(days))
