"""P(at least one event of a class within h days): a logistic model over empirical-Bayes base rates of the dyad and its traces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.forecast.dyads import RECENT, TRACES, DyadHistory, Known, base_rates, known_before, outcomes
from detente.forecast.logit import Logit, fit_logit, odds, probability
from detente.forecast.table import Array

STRIDE = 7  # days between the origins that a model is fitted on
LEAST = 10  # events either way before a dyad is taken into a fit
WARM_UP = 120  # days of history before the first origin of a fit
FADE = 180  # days after which an origin weighs half: the level follows the reporting
RIDGE = 100.0  # at a horizon of one stride; windows overlap and dyads repeat, so rows tell less than their number
CAUTION = 0.1  # share of the pair's own base rate in a forecast: a fit trusts its features a little too much
BROAD = 4  # the first classes are the four quads; what they did lately speaks to every class
CHANGE, LATELY, LONG = 2, 3, 5  # places in TRACES
OWN = 3  # place of the pair's own traces among the features


@dataclass(frozen=True, slots=True, eq=False)
class Prior:
    """A beta prior of the rate of windows with an event, for dyads of a kind: `rate` in (0, 1), `strength` in windows."""

    rate: float
    strength: float


@dataclass(frozen=True, slots=True, eq=False)
class ClassModel:
    """The fitted model of one class at one horizon; `caution` is the share of the pair's own base rate in what it says."""

    horizon: int
    kind: int
    prior: Prior
    logit: Logit
    caution: float = CAUTION


@dataclass(frozen=True, slots=True, eq=False)
class Windows:
    """Windows of one horizon that ended before a day: how many held an event (dyads, classes), and how many there were."""

    horizon: int
    hits: Array
    many: int
    late: Array  # of the last half year
    few: int


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Dyads for one class: features (n, f), base rate (n,), and how many independent windows stand behind it."""

    features: Array
    base: Array
    windows: float


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """What a class is fitted on: features (n, f), whether an event came (n,), weights (n,)."""

    features: Array
    truth: Array
    weight: Array


def feature_names(kinds: int, kind: int) -> tuple[str, ...]:
    """The features of a class in their order; the word before the comma is the group that a reason speaks of."""
    others = _others(kinds, kind)
    return (
        "base, log odds", "base, rate", "recent, log odds",
        *(f"own, half-life {life:g} days" for life in TRACES), *(f"returned, half-life {life:g} days" for life in TRACES),
        *(f"other, class {other}" for other in others), *(f"other returned, class {other}" for other in others),
        "source, lately", "source, long", "target, lately", "target, long", "dealings, any class", "change, against the base rate",
    )  # fmt: skip


def windows_before(history: DyadHistory, day: int, horizon: int) -> Windows:
    """The windows of a horizon that had ended before a day."""
    return Windows(horizon, *base_rates(history, day, horizon), *base_rates(history, day, horizon, RECENT))


def rows_of(history: DyadHistory, known: Known, windows: Windows, prior: Prior, kind: int, dyads: Array) -> Rows:
    """The features of some dyads for one class."""
    back, horizon = history.reverse[dyads], windows.horizon
    # Overlapping windows repeat each other: a window in `horizon` days is one independent look.
    looks, recent = windows.many / horizon, windows.few / horizon
    base = (windows.hits[dyads, kind] / horizon + prior.rate * prior.strength) / (looks + prior.strength)
    newest = (windows.late[dyads, kind] / horizon + base * prior.strength) / (recent + prior.strength)
    own, returned = np.log1p(4 * known.trace[:, dyads, kind]), np.log1p(4 * known.trace[:, back, kind])
    others = _others(history.kinds, kind)
    broad, broad_back = (np.log1p(4 * known.trace[LATELY][one][:, others]) for one in (dyads, back))
    expected = -np.log1p(-np.clip(base, 1e-6, 1 - 1e-6)) / horizon
    change = known.trace[CHANGE, dyads, kind] - expected * TRACES[CHANGE] / np.log(2)
    sides = [np.log1p(side[scale, dyads, kind]) for side in (known.sent, known.received) for scale in (LATELY, LONG)]
    columns = [
        odds(base), base, odds(newest), *own, *returned, *broad.T, *broad_back.T,
        *sides, np.log1p(known.seen[dyads]), np.sign(change) * np.log1p(np.abs(change)),
    ]  # fmt: skip
    return Rows(np.column_stack(columns), base, looks)


def fit_prior(hits: Array, windows: float) -> Prior:
    """Beta prior by moments: what rates differ between dyads beyond chance; a strength of 1 to 200 windows."""
    rate = np.clip(hits / max(windows, 1e-9), 0, 1)
    middle = float(np.clip(rate.mean(), 1e-4, 1 - 1e-4)) if len(rate) else 0.01
    chance = middle * (1 - middle)
    beyond = float(rate.var()) - chance / max(windows, 1.0) if len(rate) else 0.0
    strength = chance / beyond - 1 if beyond > 0 else 200.0
    return Prior(middle, float(np.clip(strength, 1.0, 200.0)))


def fit_classes(history: DyadHistory, horizon: int, kinds: Sequence[int]) -> list[ClassModel]:
    """Fit on all origins whose outcome lies in the history; newer origins weigh more, so that the level follows the reporting."""
    priors = class_priors(history, horizon, kinds)
    made = examples(history, horizon, priors)
    return [fit_class(horizon, kind, priors[kind], made[kind]) for kind in kinds]


def class_priors(history: DyadHistory, horizon: int, kinds: Sequence[int], least: int = LEAST) -> dict[int, Prior]:
    """The priors of classes as the history stands at its end."""
    last = max(history.days - horizon, 0)
    member = known_before(history, last).seen >= least
    hits, many = base_rates(history, last, horizon)
    return {kind: fit_prior(hits[member, kind] / horizon, many / horizon) for kind in kinds}


def examples(
    history: DyadHistory, horizon: int, priors: dict[int, Prior], least: int = LEAST, warm_up: int = WARM_UP
) -> dict[int, Examples]:
    """Features and outcomes of the classes at all origins whose outcome lies in the history."""
    last = history.days - horizon
    origins = list(range(last, warm_up - 1, -STRIDE))[::-1] or [max(last, 0)]
    parts: dict[int, list[tuple[Array, Array, Array]]] = {kind: [] for kind in priors}
    for day in origins:
        known, windows, came = known_before(history, day), windows_before(history, day, horizon), outcomes(history, day, horizon)
        member = np.flatnonzero(known.seen >= least)
        weight = np.full(len(member), 0.5 ** ((last - day) / FADE))
        for kind, prior in priors.items():
            features = rows_of(history, known, windows, prior, kind, member).features
            parts[kind].append((features.astype(np.float32), came[member, kind], weight))
    return {kind: Examples(*(np.concatenate(column) for column in zip(*part, strict=True))) for kind, part in parts.items()}


def fit_class(horizon: int, kind: int, prior: Prior, made: Examples) -> ClassModel:
    """Fit one class."""
    overlap = max(horizon / STRIDE, 1)
    return ClassModel(
        horizon, kind, prior, fit_logit(made.features, made.truth, weight=made.weight, ridge=RIDGE * overlap**0.5, inflation=overlap)
    )


def predict(model: ClassModel, rows: Rows, aside: Array | float = 0.0) -> Array:
    """Probabilities (n,), or what they were if their log odds lay `aside` (n,) away."""
    return probability(odds(_mixed(model, rows, probability(model.logit.log_odds(rows.features)))) + aside)


def doubt(model: ClassModel, row: Rows) -> Array:
    """Standard deviation of the log odds (n,): of the weights, of a rate known from a short past, and of chance in what came lately."""
    said = probability(model.logit.log_odds(row.features))
    whole = _mixed(model, row, said)
    # How far the log odds of the mixture move with those of the fit, and with those of the base rate (delta method).
    fit, base = ((part * (1 - part)) / (whole * (1 - whole)) for part in (said, row.base))
    fit, base = (1 - model.caution) * fit, model.caution * base
    slopes = model.logit.weights[:-1] / model.logit.spread
    through = fit * (slopes[0] + slopes[1] * row.base * (1 - row.base) + slopes[2]) + base
    looks = row.windows + model.prior.strength
    rate = 1 / np.maximum(row.base * looks, 0.2) + 1 / np.maximum((1 - row.base) * looks, 0.2)
    made: Array = np.sqrt(fit**2 * (model.logit.variance(row.features) + _chance(model, row, slopes)) + through**2 * rate)
    return made


def _mixed(model: ClassModel, rows: Rows, said: Array) -> Array:
    made: Array = (1 - model.caution) * said + model.caution * rows.base
    return made


def _chance(model: ClassModel, row: Rows, slopes: Array) -> Array:
    """Variance of the log odds (n,) that the pair's own traces bring, were its acts a Poisson process at its base rate."""
    own = slice(OWN, OWN + len(TRACES))
    pull = slopes[own] * 4 * np.exp(-row.features[:, own])  # of one act more in each trace
    fade = np.log(2) / np.array(TRACES)
    together = 1 / (fade[:, None] + fade)  # covariance of two traces at one act a day
    daily = -np.log1p(-np.clip(row.base, 1e-6, 1 - 1e-6)) / model.horizon
    made: Array = daily * np.einsum("ni,ij,nj->n", pull, together, pull)
    return made


def _others(kinds: int, kind: int) -> list[int]:
    return [other for other in range(min(BROAD, kinds)) if other != kind]
