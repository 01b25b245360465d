"""Rolling origin: at each cut-off the model and its baselines know the past only; their forecasts meet what came."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.forecast.dyad_model import LEAST, fit_classes, predict, rows_of
from detente.forecast.dyads import DyadHistory, base_rates, known_before, outcomes, window_totals
from detente.forecast.scores import brier, calibration_error, skill, skill_interval
from detente.forecast.table import Array

REFIT = 28  # days between fits; between them the weights stay and the state moves on
STEP = 7  # days between cut-offs


@dataclass(frozen=True, slots=True, eq=False)
class Backtest:
    """Forecasts of all cut-offs, one a row: dyad, class, day (a column of the history), model, baselines, outcome."""

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
    """Cut-offs from column `first` on, a week apart, as long as the horizon has passed."""
    totals = window_totals(history, horizon)
    days = list(range(first, history.days - horizon + 1, STEP))
    parts: list[tuple[Array, ...]] = []
    fitted = first - REFIT
    for known in known_before(history, days):
        if known.day - fitted >= REFIT:
            fitted, past = known.day, _cut(history, known.day)
            models = fit_classes(past, horizon, kinds, totals[:, :, : past.days - horizon + 2])
            levels = _persistence(past, horizon, kinds)
        member = np.flatnonzero(known.seen >= LEAST)
        hits, many = base_rates(totals, known.day, horizon)
        came = outcomes(history, known.day, horizon)
        lately = history.count[:, :, known.day - horizon : known.day].any(2)
        for model in models:
            rows = rows_of(history, known, totals, model.prior, model.kind, horizon)
            kind = np.full(len(member), model.kind)
            base = hits[member, model.kind] / max(many, 1)
            persisted = levels[model.kind][lately[member, model.kind].astype(int)]
            day = np.full(len(member), known.day)
            parts.append((member, kind, day, predict(model, rows)[member], base, persisted, came[member, model.kind]))
    return Backtest(horizon, *(np.concatenate(column) for column in zip(*parts, strict=True)))


def _cut(history: DyadHistory, day: int) -> DyadHistory:
    return DyadHistory(history.source, history.target, history.reverse, history.count[:, :, :day], history.first)


def _persistence(past: DyadHistory, horizon: int, kinds: tuple[int, ...]) -> dict[int, Array]:
    """How often a window came true after one without and one with an event: the persistence forecast, calibrated."""
    seen = past.count.sum((1, 2))
    member = seen + seen[past.reverse] >= LEAST
    days = range(horizon, past.days - horizon + 1, STEP)
    before = np.stack([past.count[member, :, day - horizon : day].any(2) for day in days])
    after = np.stack([past.count[member, :, day : day + horizon].any(2) for day in days])
    return {
        kind: np.array(
            [(after[..., kind] & (before[..., kind] == held)).sum() / max((before[..., kind] == held).sum(), 1) for held in (False, True)]
        )
        for kind in kinds
    }
