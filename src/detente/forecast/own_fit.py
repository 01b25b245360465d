"""Weights that were fitted on one table of events, adapted to another by its own past: level and slopes move as far as it can tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.forecast.dyad_model import ClassModel, rows_of, windows_before
from detente.forecast.dyads import DyadHistory, known_before, outcomes
from detente.forecast.logit import adapted
from detente.forecast.table import Array

LEAST = 2  # events either way before a dyad is asked
STRIDE = 14  # days between the cut-offs that are asked; windows that overlap would say the same twice
CUT_OFFS = 26
DYADS = 800  # asked at a cut-off
FIRST = 60  # days of history before the first cut-off
SHARED = 0.5  # what a window counts for: windows of one time share its news
CAUTION = 0.3  # share of the pair's own base rate: what was learned elsewhere is to be trusted less
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
    features: list[list[Array]] = [[np.zeros((0, len(model.logit.middle)))] for model in models]
    came: list[list[Array]] = [[np.zeros(0)] for _ in models]
    for day in list(range(history.days - horizon, FIRST - 1, -max(STRIDE, horizon)))[:CUT_OFFS]:
        known, windows, truth = known_before(history, day), windows_before(history, day, horizon), outcomes(history, day, horizon)
        asked = np.flatnonzero(known.seen >= LEAST)
        asked = asked[:: max(-(-len(asked) // DYADS), 1)]
        for at, model in enumerate(models):
            features[at].append(rows_of(history, known, windows, model.prior, model.kind, asked).features)
            came[at].append(truth[asked, model.kind])
    return [_own_fit(model, np.concatenate(one), np.concatenate(other)) for model, one, other in zip(models, features, came, strict=True)]


def _own_fit(model: ClassModel, features: Array, came: Array) -> OwnFit:
    doubt = np.full(len(model.logit.weights), SLOPES)
    doubt[-1] = LEVEL
    logit = adapted(model.logit, features, came, np.full(len(came), SHARED), doubt)
    moved = float(logit.weights[-1] - model.logit.weights[-1])
    return OwnFit(ClassModel(model.horizon, model.kind, model.prior, logit, CAUTION), moved, len(came), int(came.sum()))
