"""The intensity of a candidate: a mixture of what each kind of count says, its weights fitted by expectation-maximisation.

A mixture of history-dependent rates is the link form of a Hawkes process: each part excites the act by itself.
"""

from __future__ import annotations

import numpy as np

from detente.forecast.ranking_features import STRETCH, counted
from detente.forecast.table import Array

ROUNDS = 40
KNOWN = np.log1p(STRETCH * np.array([0.01, 3.5, 20.0]))  # queries with none, few, some or many answers so far


def fit_intensity(features: Array, context: Array, truth: Array) -> Array:
    """Weights (levels of knowledge, parts + 1), the last for "anybody"; `truth` (q, m) counts the answers."""
    parts = _parts(features)
    level = _level(context)
    weights = np.full((len(KNOWN) + 1, parts.shape[2] + 1), 1 / (parts.shape[2] + 1))
    for one in range(len(weights)):
        query, candidate = np.nonzero(truth * (level == one)[:, None])
        if not len(query):
            continue
        said = np.column_stack([parts[query, candidate], np.full(len(query), 1 / features.shape[1])])
        for _ in range(ROUNDS):
            owed = said * weights[one]
            weights[one] = (owed / owed.sum(1, keepdims=True)).mean(0)
    return weights


def log_intensity(features: Array, context: Array, weights: Array) -> Array:
    """Log of the mixture for each candidate (q, m)."""
    own = weights[_level(context)].astype(np.float32)
    mixed = np.einsum("qmf,qf->qm", _parts(features), own[:, :-1])
    made: Array = np.log(mixed + own[:, -1:] / features.shape[1] + 1e-9)
    return made


def _parts(features: Array) -> Array:
    """The counts of each part as shares of the query's candidates."""
    count = np.expm1(features[:, :, : counted()])
    count /= count.sum(1, keepdims=True) + 1e-6
    return count


def _level(context: Array) -> Array:
    return np.digitize(context[:, 0], KNOWN)
