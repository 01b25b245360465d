"""What was known of each directed pair of actors before a cut-off: decayed counts, base rates of windows, outcomes after it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.errors import ForecastError
from detente.forecast.table import Array, EventTable

TRACES = (3.0, 10.0, 30.0, 120.0)  # half-lives in days
RECENT = 180  # days of the recent base rate


@dataclass(frozen=True, slots=True, eq=False)
class DyadHistory:
    """Daily counts (dyads, classes, days) of directed pairs with their reverse; `first` is the day of column 0."""

    source: Array
    target: Array
    reverse: Array  # the number of the dyad the other way
    count: Array
    first: int

    @property
    def days(self) -> int:
        """How many days it spans."""
        return int(self.count.shape[2])


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """All that is known of the dyads before a day, whatever the horizon: (scales, dyads, classes) and by actor."""

    day: int
    trace: Array
    seen: Array  # events of any class either way, ever (dyads,)
    sent: Array  # the source's others (dyads, classes)
    received: Array  # the target's others (dyads, classes)
    volume: Array  # how much is reported now against the longer past (classes,)


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
    count = np.zeros((len(pairs), table.kinds, until - first), np.float32)
    np.add.at(count, (np.searchsorted(pairs, forward), kind, day - first), 1)
    return DyadHistory(pairs // table.actors, pairs % table.actors, reverse, count, first)


def known_before(history: DyadHistory, days: list[int]) -> list[Known]:
    """What is known strictly before each of the days, which are given in order as columns of `history`."""
    fade = np.exp2(-1 / np.array(TRACES, np.float32))[:, None, None]
    trace = np.zeros((len(TRACES), *history.count.shape[:2]), np.float32)
    seen = np.zeros(len(history.source), np.float32)
    made, column = [], 0
    for day in days:
        while column < day:
            today = history.count[:, :, column]
            trace = trace * fade + today
            seen += today.sum(1)
            column += 1
        made.append(_known(history, day, trace.copy(), seen + seen[history.reverse]))
    return made


def _known(history: DyadHistory, day: int, trace: Array, seen: Array) -> Known:
    lately, longer = trace[2], trace[3]
    actors = int(max(history.source.max(), history.target.max())) + 1
    sent, received = (np.zeros((actors, lately.shape[1]), np.float32) for _ in range(2))
    np.add.at(sent, history.source, lately)
    np.add.at(received, history.target, lately)
    # A decayed count over its half-life is a daily rate: the ratio says whether more is reported now than it used to be.
    rates = [(one.sum(0) + 1) / (1 - np.exp2(-(day + 1) / life)) / life for one, life in ((lately, TRACES[2]), (longer, TRACES[3]))]
    return Known(day, trace, seen, sent[history.source] - lately, received[history.target] - lately, rates[0] / rates[1])


def outcomes(history: DyadHistory, day: int, horizon: int) -> Array:
    """Whether an event of each class comes within [day, day + horizon) (dyads, classes); the days must lie in the history."""
    if day + horizon > history.days:
        raise ForecastError("the horizon has not passed yet", hint="resolve it when newer data is in")
    return history.count[:, :, day : day + horizon].any(2)


def window_totals(history: DyadHistory, horizon: int) -> Array:
    """Running number of windows [u, u + horizon) with an event, by first day u (dyads, classes, windows + 1)."""
    before = np.zeros((*history.count.shape[:2], history.days + 1), np.float32)
    np.cumsum(history.count, axis=2, out=before[:, :, 1:])
    hit = before[:, :, horizon:] > before[:, :, : max(before.shape[2] - horizon, 0)]
    made = np.zeros((*hit.shape[:2], hit.shape[2] + 1), np.float32)
    np.cumsum(hit, axis=2, out=made[:, :, 1:])
    return made


def base_rates(totals: Array, day: int, horizon: int, over: int | None = None) -> tuple[Array, int]:
    """Windows with an event (dyads, classes) that ended before the day, and how many windows there were."""
    last = max(day - horizon + 1, 0)
    first = max(last - over, 0) if over else 0
    return totals[:, :, last] - totals[:, :, first], last - first
