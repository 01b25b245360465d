"""Conditional logit (McFadden 1974): which candidate a query chose, by a linear score; the explainable default."""

from __future__ import annotations

import numpy as np

from detente.forecast.table import Array

RIDGE = 1e-4
STEPS = 40


def fit_choice(features: Array, truth: Array) -> Array:
    """Weights (f,) of the score; `features` (q, m, f), `truth` (q, m) counts the answers; queries without one are left out."""
    from scipy.optimize import minimize  # heavy: forecasts only

    told = truth.sum(1) > 0
    features, truth = features[told], truth[told].astype(np.float32)
    flat = features.reshape(-1, features.shape[2])
    middle, spread = flat.mean(0), flat.std(0) + 1e-6
    flat = (flat - middle) / spread
    times = truth.sum(1, keepdims=True)
    total = float(times.sum())

    def loss(weights: Array) -> tuple[float, Array]:
        score = (flat @ weights.astype(np.float32)).reshape(truth.shape)
        score -= score.max(1, keepdims=True)
        log_share = score - np.log(np.exp(score).sum(1, keepdims=True))
        slope = (times * np.exp(log_share) - truth).ravel() @ flat
        value = -float((truth * log_share).sum()) / total + RIDGE * float(weights @ weights)
        return value, slope.astype(float) / total + 2 * RIDGE * weights

    found = minimize(loss, np.zeros(flat.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    made: Array = (found.x / spread).astype(np.float32)
    return made
