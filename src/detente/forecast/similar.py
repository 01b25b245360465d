"""Actors that did the same things to the same others: nearest neighbours in a truncated SVD of their deeds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.forecast.table import Array

DIMENSIONS = 32
NEIGHBOURS = 20


@dataclass(frozen=True, slots=True, eq=False)
class Similar:
    """For each actor its neighbours and their weights, both of shape (actors, NEIGHBOURS)."""

    neighbour: Array
    weight: Array

    def spread(self, rows: Array, stride: int = 1, offset: Array | int = 0) -> Any:
        """A sparse matrix that sums the rows `neighbour * stride + offset` of another by their weights."""
        from scipy.sparse import csr_matrix  # heavy: forecasts only

        column = self.neighbour[rows] * stride + np.reshape(offset, (-1, 1))
        start = np.arange(len(rows) + 1) * self.neighbour.shape[1]
        return csr_matrix((self.weight[rows].ravel(), column.ravel(), start), shape=(len(rows), len(self.neighbour) * stride))


def similar_actors(deeds: Any) -> Similar:
    """Neighbours by cosine; `deeds` is a sparse (actors, deeds) matrix of decayed counts, a deed being a kind and a target."""
    from scipy.sparse import diags  # heavy: forecasts only
    from scipy.sparse.linalg import svds  # heavy: forecasts only

    actors = deeds.shape[0]
    few = min(NEIGHBOURS, actors - 1)
    deeds = deeds.tocsr().astype(np.float32)
    deeds.data = np.log1p(deeds.data)
    rarity = np.log1p(actors / (1 + np.bincount(deeds.indices, deeds.data > 0, minlength=deeds.shape[1])))
    deeds = deeds @ diags(rarity.astype(np.float32))
    length = np.sqrt(np.asarray(deeds.multiply(deeds).sum(1)).ravel())
    dimensions = min(DIMENSIONS, min(deeds.shape) - 1)
    if dimensions < 1 or not length.any():
        return Similar(np.zeros((actors, few), np.int64), np.zeros((actors, few), np.float32))
    start = np.cos(np.arange(1, min(deeds.shape) + 1, dtype=np.float32))  # a fixed start: the same input gives the same bytes
    left, strength, _ = svds(diags(1 / np.sqrt(np.maximum(length, 1e-9))).astype(np.float32) @ deeds, k=dimensions, v0=start)
    place = left * strength
    place /= np.maximum(np.linalg.norm(place, axis=1, keepdims=True), 1e-9)
    place[length == 0] = 0
    return _nearest(place.astype(np.float32), few)


def _nearest(place: Array, few: int, block: int = 1024) -> Similar:
    neighbours, weights = [], []
    for first in range(0, len(place), block):
        near = place[first : first + block] @ place.T
        near[np.arange(len(near)), first + np.arange(len(near))] = 0
        best = np.argpartition(-near, few - 1, axis=1)[:, :few]
        neighbours.append(best)
        weights.append(np.maximum(np.take_along_axis(near, best, 1), 0) ** 2)
    return Similar(np.concatenate(neighbours).astype(np.int64), np.concatenate(weights).astype(np.float32))
