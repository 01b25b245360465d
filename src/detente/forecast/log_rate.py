"""Between horizons: on the complementary log-log scale a steady rate grows with the logarithm of the horizon."""

from __future__ import annotations

import numpy as np

from detente.forecast.table import Array


def between(nearer: Array, farther: Array, far: float) -> Array:
    """Chances at a horizon that lies `far` (0 to 1) of the way, in logarithms, from one horizon to another."""
    rate = _log_rate(nearer) * (1 - far) + _log_rate(farther) * far
    made: Array = -np.expm1(-np.exp(rate))
    return made


def _log_rate(chance: Array) -> Array:
    made: Array = np.log(-np.log1p(-np.clip(chance, 1e-9, 1 - 1e-9)))
    return made
