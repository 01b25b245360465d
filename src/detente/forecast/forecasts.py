"""Forecast a pair: the probability of each class within a horizon, both ways, with interval, baselines and reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from detente.errors import ForecastError
from detente.forecast.baselines import persistence
from detente.forecast.dyad_model import Rows, Windows, doubt, predict, rows_of, windows_before
from detente.forecast.dyads import DyadHistory, Known, base_rates, dyad_history, known_before, lately
from detente.forecast.log_rate import between
from detente.forecast.own_fit import OwnFit, own_fits
from detente.forecast.reasons import Explained, Way, reasons
from detente.forecast.table import Array
from detente.forecast.tables import CLASSES, EventRows, days, event_rows
from detente.forecast.weights import Weights, load_weights
from detente.records import Forecast, record_id

if TYPE_CHECKING:
    import pyarrow

LEAST_DAYS = 30  # of events before the cut-off
LEAST_WINDOWS = 20  # behind a persistence baseline
EIGHTY = 1.2816  # standard deviations on each side of an 80 % interval
DIGITS = 6


def forecast(
    events: pyarrow.Table,
    pair: tuple[str, str],
    horizon: int,
    known_until: date,
    weights: Weights | None = None,
    classes: tuple[str, ...] = CLASSES,
) -> tuple[Forecast, ...]:
    """P(at least one event of each class in the `horizon` days from `known_until` on), both ways, in the order of `CLASSES`.

    `events` has the columns of `store.event_days.country_events`; rows of `known_until` and later are never looked at.
    ForecastError: a horizon out of range, no history between the two, a history too short.
    """
    weights = weights or load_weights()
    weights.around(0, horizon)
    rows = event_rows(events, known_until)
    day = days(known_until)
    kinds = [kind for kind, name in enumerate(CLASSES) if name in classes]
    state = _State(rows, _history(rows, pair, day), horizon, weights, kinds)
    near = rows.of(pair)  # what reasons are told from
    ways = [Way(near, source, target, known_until, day) for source, target in (pair, pair[::-1])]
    return tuple(made for way in ways for made in state.forecasts(way))


def _history(rows: EventRows, pair: tuple[str, str], day: int) -> DyadHistory:
    names = " and ".join(pair)
    numbers = [rows.actors.get(actor, -1) for actor in pair]
    ours = np.isin(rows.table.source, numbers) & np.isin(rows.table.target, numbers) & (rows.table.source != rows.table.target)
    if not ours.any():
        raise ForecastError(
            "no event between the two before the day of the forecast", names, "add documents that tell of both, or import events"
        )
    history = dyad_history(rows.table, day)
    if history.days < LEAST_DAYS:
        what = f"a history of {history.days} days is too short for a forecast"
        raise ForecastError(what, names, f"at least {LEAST_DAYS} days of events are needed: add older documents or import events")
    return history


@dataclass(frozen=True, slots=True, eq=False)
class _Fitted:
    """The class models of one horizon, adapted to the table, and the windows they need to know."""

    fits: dict[int, OwnFit]
    windows: Windows


class _State:
    """All that the forecasts of both directions share."""

    def __init__(self, rows: EventRows, history: DyadHistory, horizon: int, weights: Weights, kinds: list[int]) -> None:
        self.rows, self.history, self.horizon, self.weights, self.kinds = rows, history, horizon, weights, kinds
        self.known: Known = known_before(history, history.days)
        self.hits, self.many = base_rates(history, history.days, horizon)
        self.held = lately(history, history.days, horizon)
        self.persisted = persistence(history, horizon, kinds)
        below, above, self.far = weights.around(0, horizon)
        self.fitted = [self._fitted(one.horizon) for one in ((below,) if below is above else (below, above))]

    def _fitted(self, horizon: int) -> _Fitted:
        fits = own_fits(self.history, [self.weights.models[kind, horizon] for kind in self.kinds])
        return _Fitted(dict(zip(self.kinds, fits, strict=True)), windows_before(self.history, self.history.days, horizon))

    def forecasts(self, way: Way) -> list[Forecast]:
        """One forecast a class."""
        dyad = self.history.number(self.rows.actors[way.source], self.rows.actors[way.target])
        assert dyad is not None  # both directions of a pair with an event are dyads
        return [self._one(way, dyad, kind) for kind in self.kinds]

    def _one(self, way: Way, dyad: int, kind: int) -> Forecast:
        chances, rows = zip(*(self._chances(fitted, dyad, kind) for fitted in self.fitted), strict=True)
        low, said, high = between(chances[0], chances[-1], self.far).tolist()
        nearer = 0 if self.far < 0.5 else -1
        hits, held = int(self.hits[dyad, kind]), int(self.held[dyad, kind])
        rates, windows = self.persisted[kind]
        name, first, last = CLASSES[kind], way.known_until, way.known_until + timedelta(self.horizon - 1)
        return Forecast(
            id=record_id("forecast", way.source, way.target, name, self.horizon, first, self.weights.digest),
            question=f"At least one act of {name} by {way.source} towards {way.target} from {_words(first)} to {_words(last)}?",
            resolution=_resolution(first, last),
            source=way.source,
            target=way.target,
            event_class=name,
            horizon=self.horizon,
            known_until=first,
            probability=round(said, DIGITS),
            low=round(low, DIGITS),
            high=round(high, DIGITS),
            base_rate=round(hits / self.many, DIGITS) if self.many else None,
            persistence=round(float(rates[held]), DIGITS) if windows[held] >= LEAST_WINDOWS else None,
            model=f"dyads {self.weights.digest}",
            reasons=reasons(way, Explained(self.fitted[nearer].fits[kind], rows[nearer].features[0], hits, self.many, self.horizon)),
        )

    def _chances(self, fitted: _Fitted, dyad: int, kind: int) -> tuple[Array, Rows]:
        """Low end, middle and high end of the interval at a fitted horizon, and the features they come from."""
        model = fitted.fits[kind].model
        row = rows_of(self.history, self.known, fitted.windows, model.prior, kind, np.array([dyad]))
        spread = EIGHTY * doubt(model, row)
        return np.concatenate([predict(model, row, side * spread) for side in (-1, 0, 1)]), row


def _resolution(first: date, last: date) -> str:
    return (
        f"Yes if the workspace holds at least one such act, happened or ongoing, dated {_words(first)} to {_words(last)} (both days "
        "included), else no; decided once the pair's main source reaches beyond the last day and tells as much as usual."
    )


def _words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
