"""How good resolved forecasts were: together, by class, over time, and their reliability."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import sqrt
from typing import get_args

import numpy as np

from detente.forecast.scores import brier, calibration_error, skill_interval
from detente.forecast.table import Array
from detente.forecast_records import Assessment, FrozenForecast, ReliabilityBin, Score
from detente.records import EventType, QuadClass

BINS = 10
PERIODS = 12  # at most; then the periods get longer
PAIRS = 20  # at least, for an interval
_NORMAL = 1.6449  # of a 90 % interval
_LEVELS = {"the four classes": get_args(QuadClass), "the sixteen types": get_args(EventType)}


@dataclass(frozen=True, slots=True, eq=False)
class Trials:
    """Resolved forecasts as columns (n,): pair and class (numbers), cut-off (ordinal of the day), chances, outcome.

    Chances of a baseline are NaN where it has none.
    """

    classes: tuple[str, ...]
    pair: Array
    kind: Array
    day: Array
    model: Array
    base: Array
    persistence: Array
    outcome: Array

    def of(self, rows: Array) -> Trials:
        """Some of them."""
        columns = (self.pair, self.kind, self.day, self.model, self.base, self.persistence, self.outcome)
        return Trials(self.classes, *(column[rows] for column in columns))


def trials_of(frozen: Iterable[FrozenForecast]) -> Trials:
    """The forecasts that have an outcome; of several of one question the first counts."""
    first: dict[object, tuple[FrozenForecast, bool]] = {}
    for one in frozen:
        if one.outcome is not None:
            made = one.forecast
            key = made.source, made.target, made.event_class, made.horizon, made.known_until
            first.setdefault(key, (one, one.outcome.happened))
    counted = [(one.forecast, happened) for one, happened in first.values()]
    classes = tuple(sorted({made.event_class for made, _ in counted}))
    pairs = sorted({(made.source, made.target) for made, _ in counted})

    def column(value: Callable[[FrozenForecast], float | None]) -> Array:
        return np.array([np.nan if (found := value(one)) is None else found for one, _ in first.values()], dtype=float)

    return Trials(
        classes,
        np.array([pairs.index((made.source, made.target)) for made, _ in counted], dtype=int),
        np.array([classes.index(made.event_class) for made, _ in counted], dtype=int),
        np.array([made.known_until.toordinal() for made, _ in counted], dtype=int),
        column(lambda one: one.forecast.probability),
        column(lambda one: one.forecast.base_rate),
        column(lambda one: one.forecast.persistence),
        np.array([happened for _, happened in counted], dtype=float),
    )


def assess(trials: Trials, seed: int = 0) -> Assessment:
    """Scores of all classes of a level together, of each class, of each period, and the reliability of all; `seed` is of the intervals."""
    named = np.array(trials.classes, dtype=object)[trials.kind] if len(trials.kind) else np.array([], dtype=object)
    levels = {level: np.isin(named, names) for level, names in _LEVELS.items()}
    order = [name for names in _LEVELS.values() for name in names if (named == name).any()]
    return Assessment(
        together=tuple(_score(level, trials.of(rows), seed) for level, rows in levels.items() if rows.any()),
        by_class=tuple(_score(name, trials.of(named == name), seed) for name in order),
        over_time=tuple(_score(label, trials.of(rows), seed) for label, rows in _periods(trials.day)),
        reliability=reliability_bins(trials.model, trials.outcome),
    )


def reliability_bins(chance: Array, truth: Array) -> tuple[ReliabilityBin, ...]:
    """Ten bins of equal width, empty ones left out, with the Wilson interval of the share that came true."""
    place = np.minimum((chance * BINS).astype(int), BINS - 1)
    made = []
    for number in range(BINS):
        mine = place == number
        if many := int(mine.sum()):
            share = float(truth[mine].mean())
            low, high = _wilson(share, many)
            made.append(ReliabilityBin(number / BINS, (number + 1) / BINS, many, float(chance[mine].mean()), share, low, high))
    return tuple(made)


def _score(group: str, trials: Trials, seed: int) -> Score:
    ours, truth = trials.model, trials.outcome
    base, base_skill = _against(trials.base, ours, truth)
    persisted, persisted_skill = _against(trials.persistence, ours, truth)
    low, high = _interval(trials, seed)
    return Score(
        group=group,
        forecasts=len(truth),
        came_true=int(truth.sum()),
        mean=float(ours.mean()),
        brier=brier(ours, truth),
        base_rate_brier=base,
        persistence_brier=persisted,
        skill_over_base_rate=base_skill,
        skill_low=low,
        skill_high=high,
        skill_over_persistence=persisted_skill,
        calibration_error=calibration_error(ours, truth),
    )


def _against(baseline: Array, ours: Array, truth: Array) -> tuple[float | None, float | None]:
    """Brier score of a baseline, and our skill over it, on the forecasts that have it; None where that is not defined."""
    has = ~np.isnan(baseline)
    if not has.any():
        return None, None
    worst = brier(baseline[has], truth[has])
    return worst, 1 - brier(ours[has], truth[has]) / worst if worst > 0 else None


def _interval(trials: Trials, seed: int) -> tuple[float | None, float | None]:
    """The interval of the skill over the base rate when whole pairs are drawn again; a few pairs tell none."""
    has = ~np.isnan(trials.base)
    if len(np.unique(trials.pair[has])) < PAIRS or not np.any(trials.base[has] != trials.outcome[has]):
        return None, None
    losses = [(chance[has] - trials.outcome[has]) ** 2 for chance in (trials.model, trials.base)]
    return skill_interval(losses[0], losses[1], trials.pair[has], seed)


def _periods(day: Array) -> Iterable[tuple[str, Array]]:
    """Cut-offs by month, quarter or year: the shortest that makes no more than a dozen periods."""
    days = [date.fromordinal(int(one)) for one in np.unique(day)]
    labels: Sequence[Callable[[date], str]] = (
        lambda one: f"{one:%Y-%m}", lambda one: f"{one.year} Q{(one.month + 2) // 3}", lambda one: f"{one.year}",
    )  # fmt: skip
    label = next((made for made in labels if len({made(one) for one in days}) <= PERIODS), labels[-1])
    starts = [one.toordinal() for at, one in enumerate(days) if at == 0 or label(one) != label(days[at - 1])]
    for first, after in pairwise([*starts, np.inf]):
        yield label(date.fromordinal(int(first))), (day >= first) & (day < after)


def _wilson(share: float, many: int) -> tuple[float, float]:
    """Wilson's 90 % interval of a share (Wilson 1927)."""
    square = _NORMAL**2 / many
    middle, half = share + square / 2, _NORMAL * sqrt(share * (1 - share) / many + square / (4 * many))
    return max(0.0, (middle - half) / (1 + square)), min(1.0, (middle + half) / (1 + square))
