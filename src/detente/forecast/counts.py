"""Decayed counts by (row, column) at several time scales, known strictly before the day; a sparse matrix a scale."""

from __future__ import annotations

from typing import Any

import numpy as np

from detente.forecast.table import Array

FOREVER = 1e9
HALF_LIVES = (1.5, 8.0, 32.0, FOREVER)  # days; the places of these are the scales of `Counts.value`


class Counts:
    """How often each column followed each row.

    Places for later events exist from the start and hold zero until their day has passed, so values know the past only.
    """

    def __init__(self, row: Array, column: Array, shape: tuple[int, int]) -> None:
        keys, self.slot = np.unique(row.astype(np.int64) * shape[1] + column, return_inverse=True)
        self.shape = shape
        self.column = (keys % shape[1]).astype(np.int32)
        self.start = np.searchsorted(keys // shape[1], np.arange(shape[0] + 1)).astype(np.int64)
        self.value = np.zeros((len(HALF_LIVES), len(keys)), np.float32)
        self._fade = np.exp2(-1 / np.array(HALF_LIVES)).astype(np.float32)[:, None]

    def fade(self, days: int) -> None:
        """Let days pass without events."""
        if days > 0:
            self.value *= self._fade**days

    def close_day(self, events: slice) -> None:
        """The day ends: older events fade by a day, the day's own are added with the full weight of one."""
        self.fade(1)
        places, times = np.unique(self.slot[events], return_counts=True)
        self.value[:, places] += times.astype(np.float32)

    def entries(self, rows: Array) -> tuple[Array, Array]:
        """What stands in these rows: the number of the asked row, and the place in `column` and `value`."""
        first = self.start[rows]
        many = self.start[rows + 1] - first
        asked = np.repeat(np.arange(len(rows)), many)
        return asked, np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many) + np.repeat(first, many)

    def matrix(self, scale: int) -> Any:
        """The counts at one scale as a scipy CSR matrix."""
        from scipy.sparse import csr_matrix  # heavy: forecasts only

        return csr_matrix((self.value[scale], self.column, self.start), shape=self.shape)
