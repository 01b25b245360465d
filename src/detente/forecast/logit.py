"""Ridge logistic regression by Newton's method, with the covariance of its weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.forecast.table import Array

STEPS = 40
LEAP = 1.0  # the longest step of a weight: Newton leaps too far where hardly an event came
FAR = 8.0  # standard deviations from the middle; beyond it a feature says no more


@dataclass(frozen=True, slots=True, eq=False)
class Logit:
    """Weights over standardised features, the last is the constant; `covariance` is that of the weights."""

    weights: Array
    middle: Array
    spread: Array
    covariance: Array

    def standard(self, features: Array) -> Array:
        """Features on the scale of the weights, with the constant (n, f + 1)."""
        scaled = np.clip((features - self.middle) / self.spread, -FAR, FAR)
        return np.column_stack([scaled, np.ones(len(scaled))])

    def log_odds(self, features: Array) -> Array:
        """Log odds (n,)."""
        made: Array = self.standard(features) @ self.weights
        return made

    def variance(self, features: Array) -> Array:
        """Variance of the log odds that comes from the weights (n,)."""
        rows = self.standard(features)
        made: Array = np.einsum("nf,fg,ng->n", rows, self.covariance, rows)
        return made


def probability(log_odds: Array) -> Array:
    """The inverse of the logit."""
    made: Array = 1 / (1 + np.exp(-np.clip(log_odds, -30, 30)))
    return made


def odds(chance: Array) -> Array:
    """The logit of a probability strictly between 0 and 1."""
    made: Array = np.log(chance) - np.log1p(-chance)
    return made


def fit_logit(features: Array, truth: Array, *, weight: Array | None = None, ridge: float = 1.0, inflation: float = 1.0) -> Logit:
    """Fit on rows (n, f); `inflation` widens the covariance where rows overlap in time."""
    middle, spread = features.mean(0), features.std(0)
    start = Logit(np.zeros(features.shape[1] + 1), middle, np.where(spread > 1e-6, spread, 1.0), np.zeros((0, 0)))
    penalty = np.full(len(start.weights), ridge)
    penalty[-1] = 1e-6
    made = _fitted(start, features, truth, np.ones(len(features)) if weight is None else weight, penalty)
    return Logit(made.weights, middle, start.spread, made.covariance * inflation)


def adapted(logit: Logit, features: Array, truth: Array, weight: Array, doubt: Array) -> Logit:
    """The same model after more rows: its weights are the middle of a normal prior with standard deviations `doubt` (f + 1,)."""
    return _fitted(logit, features, truth, weight, 1 / doubt**2)


def _fitted(start: Logit, features: Array, truth: Array, weight: Array, penalty: Array) -> Logit:
    rows = start.standard(features)
    weights = start.weights
    for _ in range(STEPS):
        chance = probability(rows @ weights)
        slope = rows.T @ (weight * (truth - chance)) - penalty * (weights - start.weights)
        root = rows * np.sqrt(weight * chance * (1 - chance))[:, None]
        bend = root.T @ root + np.diag(penalty)  # of one matrix with itself: half the work of two
        step = np.linalg.solve(bend, slope)
        weights = weights + step / max(np.abs(step).max() / LEAP, 1.0)
        if np.abs(step).max() < 1e-6:
            break
    return Logit(weights, start.middle, start.spread, np.linalg.inv(bend))
