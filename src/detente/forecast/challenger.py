"""Boosted trees over the conditional logit's best candidates: the challenger of the explainable default."""

from __future__ import annotations

from typing import Any

import numpy as np

from detente.forecast.table import Array

BEST = 20  # candidates that the trees may reorder; the rest keep the order of the linear score
TREES = 60
RELATIVE = 8  # the counts of the same act and the same pair come first; trees also see them against the query's best


def tree_rows(features: Array, score: Array, intensity: Array, context: Array) -> tuple[Array, Array]:
    """The best candidates of each query (q, BEST) and their rows (q, BEST, f): features, how the linear score sees them, context."""
    best = np.argsort(-score, axis=1, kind="stable")[:, :BEST]
    own, mixed = np.take_along_axis(score, best, 1), np.take_along_axis(intensity, best, 1)
    top = own.max(1, keepdims=True)
    whole = top + np.log(np.exp(score - top).sum(1, keepdims=True))
    seen = np.stack([own - whole, own - top, mixed, mixed - mixed.max(1, keepdims=True)], 2)
    rows = np.take_along_axis(features, best[..., None], 1)
    leading = rows[:, :, :RELATIVE]
    behind = leading - leading.max(1, keepdims=True)
    about = np.broadcast_to(context[:, None], (*best.shape, context.shape[1]))
    return best, np.concatenate([rows, behind, seen, about], 2).astype(np.float32)


def fit_trees(rows: Array, truth: Array, seed: int) -> Any:
    """Trees for "this candidate is an answer"; `rows` (q, BEST, f), `truth` (q, BEST)."""
    from sklearn.ensemble import HistGradientBoostingClassifier  # heavy: forecasts only

    told = truth.sum(1) > 0
    trees = HistGradientBoostingClassifier(
        max_iter=TREES, learning_rate=0.13, max_leaf_nodes=31, min_samples_leaf=300, l2_regularization=30.0,
        max_bins=63, early_stopping=False, random_state=seed,
    )  # fmt: skip
    return trees.fit(rows[told].reshape(-1, rows.shape[2]), (truth[told] > 0).ravel())


def reorder(trees: Any, score: Array, best: Array, rows: Array) -> Array:
    """Scores (q, m) in which the trees' order of the best comes before all others."""
    said = trees.predict_proba(rows.reshape(-1, rows.shape[2]))[:, 1].reshape(best.shape)
    made: Array = np.minimum(score - score.max(1, keepdims=True), 0) - 1.0
    np.put_along_axis(made, best, said.astype(made.dtype), 1)
    return made
