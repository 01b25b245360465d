"""What was known of each directed pair of actors before a cut-off: decayed counts, base rates of windows, outcomes after it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.errors import ForecastError
from detente.forecast.table import Array, EventTable

TRACES = (1.5, 3.0, 10.0, 30.0, 120.0, 400.0)  # half-lives in days
RECENT = 180  # days of the recent base rate
LONGEST_PAST = 1826  # days that a base rate looks back: older reporting is another world
_NEVER = -(10**6)


@dataclass(frozen=True, slots=True, eq=False)
class DyadHistory:
    """Events of directed pairs (dyads) in order of their day; days count from `first`, the day of the oldest event."""

    source: Array
    target: Array
    reverse: Array  # the number of the dyad the other way
    kinds: int
    cell: Array  # dyad * kinds + class of each event
    day: Array
    before: Array  # the day of the event before it in its cell
    first: int
    days: int  # how many days the history spans

    def until(self, day: int) -> DyadHistory:
        """The history strictly before a day."""
        kept = slice(0, int(np.searchsorted(self.day, day)))
        return DyadHistory(
            self.source, self.target, self.reverse, self.kinds, self.cell[kept], self.day[kept], self.before[kept], self.first, day
        )

    def number(self, source: int, target: int) -> int | None:
        """The number of a dyad, None where it was not seen either way."""
        found = np.flatnonzero((self.source == source) & (self.target == target))
        return int(found[0]) if len(found) else None

    def by_cell(self, values: Array) -> Array:
        """Sums of values of events (dyads, classes)."""
        size = len(self.source) * self.kinds
        made: Array = np.bincount(self.cell, values, minlength=size).reshape(-1, self.kinds)
        return made


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """All that is known of the dyads before a day, whatever the horizon."""

    day: int
    trace: Array  # (half-lives, dyads, classes)
    seen: Array  # events of any class either way, ever (dyads,)
    sent: Array  # the source's to others (half-lives, dyads, classes)
    received: Array  # the target's from others (half-lives, dyads, classes)


def dyad_history(table: EventTable, until: int) -> DyadHistory:
    """Directed pairs seen either way before `until` (a day); ForecastError without any."""
    known = table.until(until)
    keep = known.source != known.target
    if not keep.any():
        raise ForecastError("there is no event between two actors before the cut-off", hint="add documents or import events first")
    source, target, kind, day = (column[keep] for column in (known.source, known.target, known.kind, known.day))
    forward = source * table.actors + target
    pairs = np.unique(np.concatenate([forward, target * table.actors + source]))
    reverse = np.searchsorted(pairs, pairs % table.actors * table.actors + pairs // table.actors)
    first = int(day[0])
    cell = np.searchsorted(pairs, forward) * table.kinds + kind
    return DyadHistory(
        pairs // table.actors,
        pairs % table.actors,
        reverse,
        table.kinds,
        cell,
        day - first,
        _before(cell, day - first),
        first,
        until - first,
    )


def _before(cell: Array, day: Array) -> Array:
    """The day of the event before each in its cell; events come in order of their day."""
    order = np.argsort(cell, kind="stable")
    last = np.concatenate([[_NEVER], day[order][:-1]])
    last[np.concatenate([[True], cell[order][1:] != cell[order][:-1]])] = _NEVER
    made = np.empty_like(day)
    made[order] = last
    return made


def known_before(history: DyadHistory, day: int) -> Known:
    """What is known strictly before a day."""
    past = history.until(day)
    age = day - 1 - past.day
    trace = np.stack([past.by_cell(np.exp2(-age / life)) for life in TRACES])
    seen = np.bincount(past.cell // past.kinds, minlength=len(past.source))
    sent, received = (_by_actor(side, trace) for side in (past.source, past.target))
    return Known(day, trace, seen + seen[past.reverse], sent[:, past.source] - trace, received[:, past.target] - trace)


def _by_actor(side: Array, trace: Array) -> Array:
    """Traces of dyads added up by the actor on one side (half-lives, actors, classes)."""
    scales, _, kinds = trace.shape
    cell = side[:, None] * kinds + np.arange(kinds)
    made = [np.bincount(cell.ravel(), one.ravel()) for one in trace]
    return np.stack(made).reshape(scales, -1, kinds)


def outcomes(history: DyadHistory, day: int, horizon: int) -> Array:
    """Whether an event of each class comes within [day, day + horizon) (dyads, classes); the days must lie in the history."""
    if day + horizon > history.days:
        raise ForecastError("the horizon has not passed yet", hint="resolve it when newer data is in")
    came = history.by_cell((history.day >= day) & (history.day < day + horizon))
    return came > 0


def lately(history: DyadHistory, day: int, horizon: int) -> Array:
    """Whether an event of each class came within the `horizon` days before a day (dyads, classes)."""
    return history.by_cell((history.day >= day - horizon) & (history.day < day)) > 0


def base_rates(history: DyadHistory, day: int, horizon: int, over: int = LONGEST_PAST) -> tuple[Array, int]:
    """Windows of `horizon` days with an event (dyads, classes) among the last `over` that ended before the day, and how many there were."""
    last = day - horizon  # the newest window's first day
    first = max(last - over + 1, 0)
    if last < first:
        return np.zeros((len(history.source), history.kinds)), 0
    past = history.until(day)
    # An event fills the windows that hold it and not the event before it.
    opened = np.maximum(np.maximum(past.day - horizon, past.before) + 1, first)
    return past.by_cell(np.maximum(np.minimum(past.day, last) - opened + 1, 0)), last - first + 1
