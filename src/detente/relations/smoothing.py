"""Smooth curves over periods: a Gaussian kernel over both counts and what they are counted against."""

from __future__ import annotations

import numpy as np

from detente.relation_records import Unit
from detente.relations.periods import Array

WIDTHS: dict[Unit, float] = {"day": 7.0, "week": 3.0, "month": 2.0}  # standard deviation, in periods
_REACH = 3.0  # standard deviations at which the kernel is cut off


def smoothed(counts: Array, against: Array, unit: Unit) -> Array:
    """The ratio of two series (T,), each smoothed first, so that a period with much news counts more (Nadaraya-Watson); NaN in gaps."""
    above, below = nearby(counts, unit), nearby(against, unit)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where((against > 0) & (below > 0), above / below, np.nan)


def nearby(series: Array, unit: Unit) -> Array:
    """How much of a series (T,) lies about each period: 1 for what lies in it, less with the distance."""
    width = WIDTHS[unit]
    reach = int(_REACH * width)
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / width) ** 2)
    return np.convolve(series.astype(float), kernel)[reach : reach + len(series)]


def kernel_words(unit: Unit) -> str:
    """The kernel as a reader is told."""
    return f"Gaussian, standard deviation {WIDTHS[unit]:g} {unit}s"
