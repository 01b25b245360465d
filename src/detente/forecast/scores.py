"""How good probabilities are: Brier score, skill, calibration error, reliability, bootstrap over dyads."""

from __future__ import annotations

import numpy as np

from detente.forecast.table import Array


def brier(chance: Array, truth: Array) -> float:
    """Mean squared error (Brier 1950)."""
    return float(np.mean((chance - truth) ** 2))


def skill(chance: Array, baseline: Array, truth: Array) -> float:
    """One minus the Brier score over the baseline's; positive is better than the baseline."""
    worst = brier(baseline, truth)
    return 1 - brier(chance, truth) / worst if worst > 0 else 0.0


def reliability(chance: Array, truth: Array, bins: int = 10) -> list[tuple[int, float, float]]:
    """Bins of equal width: how many forecasts, mean probability, share that came true; empty bins are left out."""
    place = np.minimum((chance * bins).astype(int), bins - 1)
    many = np.bincount(place, minlength=bins)
    said, came = np.bincount(place, chance, minlength=bins), np.bincount(place, truth, minlength=bins)
    return [(int(n), float(s / n), float(c / n)) for n, s, c in zip(many, said, came, strict=True) if n]


def calibration_error(chance: Array, truth: Array, bins: int = 10) -> float:
    """Expected calibration error: mean distance of said and came true over the bins, by their size."""
    return sum(n * abs(said - came) for n, said, came in reliability(chance, truth, bins)) / max(len(chance), 1)


def skill_interval(losses: Array, baseline: Array, dyad: Array, seed: int, rounds: int = 500) -> tuple[float, float]:
    """90 % interval of the skill when whole dyads are drawn again; `losses` and `baseline` are squared errors (n,)."""
    _, place = np.unique(dyad, return_inverse=True)
    own, other = np.bincount(place, losses), np.bincount(place, baseline)
    drawn = np.random.default_rng(seed).multinomial(len(own), np.full(len(own), 1 / len(own)), size=rounds)
    low, high = np.quantile(1 - drawn @ own / np.maximum(drawn @ other, 1e-12), [0.05, 0.95])
    return float(low), float(high)
