"""Forecasts made on history as if on the day: the shipped weights, adapted to the past alone, again and again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from detente.errors import ForecastError
from detente.forecast.assessment import Trials, assess
from detente.forecast.baselines import persistence
from detente.forecast.dyad_model import LEAST, predict, rows_of, windows_before
from detente.forecast.dyads import DyadHistory, base_rates, dyad_history, known_before, lately, outcomes
from detente.forecast.forecasts import LEAST_DAYS, LEAST_WINDOWS
from detente.forecast.log_rate import between
from detente.forecast.own_fit import own_fits
from detente.forecast.resolving import ENOUGH, MONTH
from detente.forecast.table import Array
from detente.forecast.tables import CLASSES, QUADS, EventRows, days, event_rows
from detente.forecast.weights import Weights, load_weights
from detente.forecast_records import Rehearsal

if TYPE_CHECKING:
    import pyarrow


@dataclass(frozen=True, slots=True)
class Course:
    """Whom to forecast (None: every pair with a history), how far, from which day on (None: half of the history), how often, and what."""

    pair: tuple[str, str] | None
    horizon: int
    first: date | None = None
    step: int = 7
    classes: tuple[str, ...] = QUADS


def rehearse(
    events: pyarrow.Table, course: Course, weights: Weights | None = None, progress: Callable[[], None] = lambda: None
) -> Rehearsal:
    """Forecasts of the classes at every cut-off whose horizon has passed; ForecastError where there is none."""
    weights = weights or load_weights()
    weights.around(0, course.horizon)
    if not events.num_rows:
        raise ForecastError("no dated events between countries", "workspace", "add documents or import events first")
    day_column = [day for day in (events["day"].combine_chunks().unique().to_pylist()) if day]
    rows = event_rows(events, max(day_column) + timedelta(1))
    history = dyad_history(rows.table, days(max(day_column)) + 1)
    asked = _asked(history, rows, course.pair)
    cut_offs = _cut_offs(history, course)
    ask = _Ask(asked, [kind for kind, name in enumerate(CLASSES) if name in course.classes], course.horizon, weights)
    parts = []
    for day in cut_offs:
        progress()
        parts.append(_forecasts(history.until(day), history, ask))
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    start = min(day_column)
    dyad, kind, days_in, *chances = columns
    if not len(dyad):
        raise ForecastError("no pair has a history before a cut-off", "backtest", "choose a later --first")
    trials = Trials(CLASSES, dyad, kind, days_in + start.toordinal(), *chances)
    first, last = (start + timedelta(cut_offs[at]) for at in (0, -1))
    source, target = course.pair or (None, None)
    pairs = len(np.unique(dyad))
    return Rehearsal(source, target, course.horizon, first, last, course.step, len(cut_offs), pairs, assess(trials))


def _asked(history: DyadHistory, rows: EventRows, pair: tuple[str, str] | None) -> Array | None:
    """The numbers of the dyads of a pair; None for all."""
    if pair is None:
        return None
    numbers = [rows.actors.get(actor, -1) for actor in pair]
    found = [history.number(*way) for way in (numbers, numbers[::-1])]
    if pair[0] == pair[1] or None in found:
        raise ForecastError("no event between the two", " and ".join(pair), "add documents that tell of both, or import events")
    return np.array(found)


def _cut_offs(history: DyadHistory, course: Course) -> list[int]:
    """The cut-offs as days of the history; windows that the data does not cover are left out."""
    origin = date(1970, 1, 1) + timedelta(history.first)
    first = (course.first - origin).days if course.first else max(history.days // 2, LEAST_DAYS)
    if first < LEAST_DAYS:
        raise ForecastError(
            f"the history begins on {origin}", f"--first {course.first}", f"choose a day at least {LEAST_DAYS} days later"
        )  # fmt: skip
    told = np.concatenate([[0], np.cumsum(np.bincount(history.day, minlength=history.days))])

    def covered(day: int) -> bool:
        usual = max(course.horizon, MONTH)
        before = (told[day] - told[max(day - usual, 0)]) / min(usual, day)
        return bool((told[day + course.horizon] - told[day]) / course.horizon >= ENOUGH * before)

    found = [day for day in range(first, history.days - course.horizon, course.step) if covered(day)]
    if not found:
        last = origin + timedelta(history.days - course.horizon - 1)
        raise ForecastError("no cut-off whose horizon has passed", "backtest", f"the last possible one is {last}; choose --first before it")
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Ask:
    """What is the same at all cut-offs: dyads (None: all with a history), classes, horizon, weights."""

    dyads: Array | None
    kinds: list[int]
    horizon: int
    weights: Weights


def _forecasts(past: DyadHistory, history: DyadHistory, ask: _Ask) -> tuple[Array, ...]:
    """Dyad, class, day, chance, base rate, persistence and outcome of each forecast of one cut-off; only outcomes look ahead."""
    known, horizon = known_before(past, past.days), ask.horizon
    member = np.flatnonzero(known.seen >= LEAST) if ask.dyads is None else ask.dyads[known.seen[ask.dyads] > 0]
    below, above, far = ask.weights.around(0, horizon)
    said = [_said(past, member, one.horizon, ask) for one in ((below,) if below is above else (below, above))]
    hits, many = base_rates(past, past.days, horizon)
    held, came = lately(past, past.days, horizon).astype(int), outcomes(history, past.days, horizon)
    levels = persistence(past, horizon, ask.kinds)
    parts = []
    for at, kind in enumerate(ask.kinds):
        chance = between(said[0][at], said[-1][at], far)
        rates, windows = levels[kind]
        base = hits[member, kind] / many if many else np.full(len(member), np.nan)
        persisted = np.where(windows[held[member, kind]] >= LEAST_WINDOWS, rates[held[member, kind]], np.nan)
        same = [np.full(len(member), value) for value in (kind, past.days)]
        parts.append((member, *same, chance, base, persisted, came[member, kind].astype(float)))
    return tuple(np.concatenate(column) for column in zip(*parts, strict=True))


def _said(past: DyadHistory, member: Array, horizon: int, ask: _Ask) -> list[Array]:
    """Chances of the classes at a fitted horizon, by models adapted to the past."""
    models = [ask.weights.models[kind, horizon] for kind in ask.kinds]
    known, windows = known_before(past, past.days), windows_before(past, past.days, horizon)
    fitted = [one.model for one in own_fits(past, models)]
    return [predict(model, rows_of(past, known, windows, model.prior, model.kind, member)) for model in fitted]
