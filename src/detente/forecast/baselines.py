"""The baselines that a forecast stands beside: the pair's own base rate, and persistence, calibrated."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.forecast.dyads import DyadHistory, known_before, lately, outcomes
from detente.forecast.table import Array

STEP = 7  # days between the windows that persistence is counted on
LEAST = 10  # events either way before a dyad is counted
LONGEST = 730  # days that persistence looks back


def persistence(past: DyadHistory, horizon: int, kinds: Sequence[int]) -> dict[int, tuple[Array, Array]]:
    """How often a window came true after one without and one with an event, by class; and how many windows there were (2,)."""
    member = known_before(past, past.days).seen >= LEAST
    many, true = (np.zeros((2, past.kinds)) for _ in range(2))
    for day in range(max(horizon, past.days - LONGEST), past.days - horizon + 1, STEP):
        before, after = lately(past, day, horizon)[member], outcomes(past, day, horizon)[member]
        many += np.stack([(~before).sum(0), before.sum(0)])
        true += np.stack([(after & ~before).sum(0), (after & before).sum(0)])
    return {kind: (true[:, kind] / np.maximum(many[:, kind], 1), many[:, kind]) for kind in kinds}
