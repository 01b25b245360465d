"""The recurrency baseline (Gastinger et al., IJCAI 2024): what happened before happens again, the latest first."""

from __future__ import annotations

import numpy as np

from detente.forecast.ranking_state import RankingState
from detente.forecast.table import Array

FADE = 0.1  # per day, of an act that happened before
STRICT = 0.999  # against how often the kind met the target at all


class Recurrency:
    """Remembers the last day of each act and how often each kind met each target, in step with a state."""

    def __init__(self, state: RankingState, origin: int) -> None:
        self._acts, self._kinds = state.counts["same act"], state.counts["kind's targets"]
        self._last = np.full(len(self._acts.column), -np.inf)
        self._stride = state.events.kinds
        before = slice(0, int(np.searchsorted(state.events.day, origin)))
        np.maximum.at(self._last, self._acts.slot[before], state.events.day[before])

    def scores(self, actor: Array, kind: Array, day: int) -> Array:
        """Scores over all actors (q, n)."""
        made = np.zeros((len(actor), self._acts.shape[1]), np.float32)
        asked, place = self._kinds.entries(kind)
        often = self._kinds.value[-1, place]
        made[asked, self._kinds.column[place]] = (1 - STRICT) * often / np.maximum(np.bincount(asked, often)[asked], 1)
        asked, place = self._acts.entries(actor * self._stride + kind)
        np.add.at(made, (asked, self._acts.column[place]), STRICT * np.exp2(FADE * (self._last[place] - day)))
        return made

    def take_in(self, day: int, rows: slice) -> None:
        """The day ends."""
        self._last[self._acts.slot[rows]] = day
