"""Rolling origin: at each cut-off the model and its baselines know the past only; their forecasts meet what came."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.forecast.baselines import persistence
from detente.forecast.dyad_model import LEAST, fit_classes, predict, rows_of, windows_before
from detente.forecast.dyads import DyadHistory, known_before, lately, outcomes
from detente.forecast.scores import brier, calibration_error, skill, skill_interval
from detente.forecast.table import Array

REFIT = 28  # days between fits; between them the weights stay and the state moves on
STEP = 7  # days between cut-offs


@dataclass(frozen=True, slots=True, eq=False)
class Backtest:
    """Forecasts of all cut-offs, one a row: dyad, class, day (of the history), model, baselines, outcome."""

    horizon: int
    dyad: Array
    kind: Array
    day: Array
    model: Array
    base: Array
    persistence: Array
    outcome: Array

    def figures(self, seed: int, kind: int | None = None) -> dict[str, float]:
        """Brier score, skills with 90 % intervals over dyads, and calibration error; of one class or of all."""
        mine = slice(None) if kind is None else self.kind == kind
        model, truth = self.model[mine], self.outcome[mine].astype(float)
        made = {"forecasts": float(len(truth)), "came_true": float(truth.mean()), "brier": brier(model, truth)}
        for name, other in (("base_rate", self.base[mine]), ("persistence", self.persistence[mine])):
            made[f"skill_over_{name}"] = skill(model, other, truth)
            low, high = skill_interval((model - truth) ** 2, (other - truth) ** 2, self.dyad[mine], seed)
            made[f"skill_over_{name}_low"], made[f"skill_over_{name}_high"] = low, high
        made["calibration_error"] = calibration_error(model, truth)
        return made


def backtest(history: DyadHistory, horizon: int, kinds: tuple[int, ...], first: int) -> Backtest:
    """Cut-offs from day `first` of the history on, a week apart, as long as the horizon has passed."""
    parts: list[tuple[Array, ...]] = []
    fitted = first - REFIT
    for day in range(first, history.days - horizon + 1, STEP):
        if day - fitted >= REFIT:
            fitted, past = day, history.until(day)
            models = fit_classes(past, horizon, kinds)
            levels = persistence(past, horizon, kinds)
        known, windows = known_before(history, day), windows_before(history, day, horizon)
        member = np.flatnonzero(known.seen >= LEAST)
        came, held = outcomes(history, day, horizon), lately(history, day, horizon)
        for model in models:
            rows = rows_of(history, known, windows, model.prior, model.kind, member)
            base = windows.hits[member, model.kind] / max(windows.many, 1)
            persisted = levels[model.kind][0][held[member, model.kind].astype(int)]
            parts.append(
                (
                    member,
                    np.full(len(member), model.kind),
                    np.full(len(member), day),
                    predict(model, rows),
                    base,
                    persisted,
                    came[member, model.kind],
                )
            )
    return Backtest(horizon, *(np.concatenate(column) for column in zip(*parts, strict=True)))
