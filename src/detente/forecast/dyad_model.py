"""P(at least one event of a class within h days): a logistic model over an empirical-Bayes offset of the dyad and its traces."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.forecast.dyads import RECENT, TRACES, DyadHistory, Known, base_rates, known_before, outcomes, window_totals
from detente.forecast.logit import Logit, fit_logit, odds, probability
from detente.forecast.table import Array

STRIDE = 7  # days between the origins that a model is fitted on
LEAST = 10  # events either way before a dyad is taken into a fit
WARM_UP = 120  # days of history before the first origin of a fit


@dataclass(frozen=True, slots=True, eq=False)
class Prior:
    """A beta prior of the rate of windows with an event, for dyads of a kind: `rate` in (0, 1), `strength` in windows."""

    rate: float
    strength: float


@dataclass(frozen=True, slots=True, eq=False)
class ClassModel:
    """The fitted model of one class at one horizon."""

    horizon: int
    kind: int
    prior: Prior
    logit: Logit


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Dyads at one cut-off for one class: features (n, f), base rate, effective number of windows behind it."""

    features: Array
    base: Array
    windows: float


def feature_names(kinds: int, kind: int) -> tuple[str, ...]:
    """The features of a class in their order."""
    others = [other for other in range(kinds) if other != kind]
    return (
        "base rate", "recent base rate",
        *(f"own, half-life {life:g} days" for life in TRACES), *(f"returned, half-life {life:g} days" for life in TRACES),
        *(f"class {other}, last month" for other in others), *(f"class {other} returned, last month" for other in others),
        "source towards others", "target from others", "reporting now", "lately against its base rate",
    )  # fmt: skip


def rows_of(history: DyadHistory, known: Known, totals: Array, prior: Prior, kind: int, horizon: int) -> Rows:
    """The features of all dyads for one class."""
    hits, many = base_rates(totals, known.day, horizon)
    late, few = base_rates(totals, known.day, horizon, RECENT)
    # Overlapping windows repeat each other: a window in `horizon` days is one independent look.
    windows, recent = many / horizon, few / horizon
    base = (hits[:, kind] / horizon + prior.rate * prior.strength) / (windows + prior.strength)
    newest = (late[:, kind] / horizon + base * prior.strength) / (recent + prior.strength)
    trace = np.log1p(4 * known.trace)
    others = [other for other in range(trace.shape[2]) if other != kind]
    expected = -np.log1p(-np.clip(base, 1e-6, 1 - 1e-6)) / horizon
    lately = known.trace[1, :, kind] - expected * TRACES[1] / np.log(2)
    volume = np.full(len(base), np.log(known.volume[kind]))
    columns = [
        odds(base), odds(newest),
        *trace[:, :, kind], *trace[:, history.reverse, kind],
        *trace[2][:, others].T, *trace[2][history.reverse][:, others].T,
        np.log1p(known.sent[:, kind]), np.log1p(known.received[:, kind]), volume, np.sign(lately) * np.log1p(np.abs(lately)),
    ]  # fmt: skip
    return Rows(np.column_stack(columns), base, windows)


def fit_prior(hits: Array, windows: float) -> Prior:
    """Beta prior by moments: what rates differ between dyads beyond chance; a strength of 1 to 200 windows."""
    rate = np.clip(hits / max(windows, 1e-9), 0, 1)
    middle = float(np.clip(rate.mean(), 1e-4, 1 - 1e-4)) if len(rate) else 0.01
    chance = middle * (1 - middle)
    beyond = float(rate.var()) - chance / max(windows, 1.0) if len(rate) else 0.0
    strength = chance / beyond - 1 if beyond > 0 else 200.0
    return Prior(middle, float(np.clip(strength, 1.0, 200.0)))


def fit_classes(history: DyadHistory, horizon: int, kinds: tuple[int, ...], totals: Array | None = None) -> list[ClassModel]:
    """Fit on all origins whose outcome lies in the history; newer origins weigh more, so that the level follows the reporting."""
    totals = window_totals(history, horizon) if totals is None else totals
    last = history.days - horizon
    origins = list(range(last, WARM_UP - 1, -STRIDE))[::-1] or [max(last, 0)]
    known = known_before(history, origins)
    models = []
    for kind in kinds:
        hits, many = base_rates(totals, origins[-1], horizon)
        prior = fit_prior(hits[known[-1].seen >= LEAST, kind] / horizon, many / horizon)
        features, truth, weight = [], [], []
        for one in known:
            member = one.seen >= LEAST
            features.append(rows_of(history, one, totals, prior, kind, horizon).features[member])
            truth.append(outcomes(history, one.day, horizon)[member, kind])
            weight.append(np.full(int(member.sum()), 0.5 ** ((last - one.day) / 180)))
        logit = fit_logit(
            np.concatenate(features), np.concatenate(truth), weight=np.concatenate(weight), ridge=3.0, inflation=max(horizon / STRIDE, 1)
        )
        models.append(ClassModel(horizon, kind, prior, logit))
    return models


def predict(model: ClassModel, rows: Rows) -> Array:
    """Probabilities (n,)."""
    return probability(model.logit.log_odds(rows.features))
