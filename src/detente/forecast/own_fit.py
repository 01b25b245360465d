"""Weights that were fitted on one table of events, adapted to another by its own past: level and slopes move as far as it can tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.forecast.dyad_model import ClassModel, rows_of, windows_before
from detente.forecast.dyads import DyadHistory, known_before, outcomes
from detente.forecast.logit import Logit, adapted, probability
from detente.forecast.table import Array

LEAST = 2  # events either way before a dyad is asked
STRIDE = 14  # days between the cut-offs that are asked; windows that overlap would say the same twice
CUT_OFFS = 26
DYADS = 800  # asked at a cut-off
FIRST = 60  # days of history before the first cut-off
SHARED = 0.5  # what a window counts for: windows of one time share its news
CAUTION = 0.5  # share of the pair's own base rate, before any data: what was learned elsewhere is to be trusted less
UNSURE = 0.2  # standard deviation of that share
LEAST_CAUTION = 0.1  # as in a fit on the table itself
SLOPES, LEVEL = 0.15, 0.7  # before any data: standard deviations of each weight, and of the constant


@dataclass(frozen=True, slots=True, eq=False)
class OwnFit:
    """An adapted model, how far its constant moved, and the past windows it was adapted on with how many came true."""

    model: ClassModel
    moved: float
    windows: int
    came: int


def own_fits(history: DyadHistory, models: Sequence[ClassModel]) -> list[OwnFit]:
    """The models of one horizon adapted on past cut-offs of the history; without any, they stay and the doubt is whole."""
    horizon = models[0].horizon
    past: list[list[_Asked]] = [[_Asked(np.zeros((0, len(model.logit.middle))), np.zeros(0), np.zeros(0))] for model in models]
    for day in _cut_offs(history, horizon):
        known, windows, truth = known_before(history, day), windows_before(history, day, horizon), outcomes(history, day, horizon)
        asked = np.flatnonzero(known.seen >= LEAST)
        asked = asked[:: max(-(-len(asked) // DYADS), 1)]
        for model, mine in zip(models, past, strict=True):
            rows = rows_of(history, known, windows, model.prior, model.kind, asked)
            mine.append(_Asked(rows.features, rows.base, truth[asked, model.kind]))
    return [_own_fit(model, mine) for model, mine in zip(models, past, strict=True)]


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """Windows of the past for one class: features (n, f), base rate (n,), whether an event came (n,)."""

    features: Array
    base: Array
    came: Array


def _cut_offs(history: DyadHistory, horizon: int) -> list[int]:
    """Cut-offs whose windows have passed, oldest first."""
    return list(range(history.days - horizon, FIRST - 1, -max(STRIDE, horizon)))[:CUT_OFFS][::-1]


def _own_fit(model: ClassModel, past: list[_Asked]) -> OwnFit:
    whole = _joined(past)
    logit = _adapted(model.logit, whole)
    half = 1 + (len(past) - 1) // 2
    caution = _caution(_adapted(model.logit, _joined(past[:half])), _joined(past[half:])) if past[half:] else CAUTION
    moved = float(logit.weights[-1] - model.logit.weights[-1])
    return OwnFit(ClassModel(model.horizon, model.kind, model.prior, logit, caution), moved, len(whole.came), int(whole.came.sum()))


def _adapted(logit: Logit, past: _Asked) -> Logit:
    doubt = np.full(len(logit.weights), SLOPES)
    doubt[-1] = LEVEL
    return adapted(logit, past.features, past.came, np.full(len(past.came), SHARED), doubt)


def _caution(logit: Logit, later: _Asked) -> float:
    """The share of the base rate that served best after the fit; least squares from a normal prior around `CAUTION`."""
    said = probability(logit.log_odds(later.features))
    away, miss = later.base - said, later.came - said
    noise = float(np.sum(away**2 * said * (1 - said))) / max(float(np.sum(away**2)), 1e-12)
    known = SHARED * np.sum(away**2) / max(noise, 1e-12)
    pull = SHARED * np.sum(away * miss) / max(noise, 1e-12)
    made = (pull + CAUTION / UNSURE**2) / (known + 1 / UNSURE**2)
    return float(np.clip(made, LEAST_CAUTION, 1))


def _joined(past: list[_Asked]) -> _Asked:
    return _Asked(*(np.concatenate([getattr(one, name) for one in past]) for name in ("features", "base", "came")))
