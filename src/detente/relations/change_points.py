"""Where the rates of counts change: exact Bayesian inference for multiple change points.

P. Fearnhead, Exact and efficient Bayesian inference for multiple changepoint problems, Statistics and Computing 16 (2006): the length of
a segment is geometric, its levels are integrated out, and recursions forwards and backwards give the posterior of every segmentation.
Within a segment all events of a period are negative binomial against the exposure (Beta prior), because news comes in bursts, and which
lines they fall on is multinomial (Dirichlet prior), so that a change of volume needs no proof on every line.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.relations.periods import Array

_PRIOR_PERIODS = 2.0  # weight of the Beta prior of the volume; its mean is that of the whole history
_PRIOR_EVENTS = 8.0  # weight of the Dirichlet prior of the lines; its mean is that of the whole history
_LEAST_SIZE, _MOST_SIZE = 0.05, 1000.0  # of the negative binomial; the largest is as good as Poisson
_MASS = 0.9  # of the posterior that the interval of a change holds


@dataclass(frozen=True, slots=True)
class Change:
    """A change between two segments: the first period of the new one, its interval of periods, probability there, 2 ln Bayes factor."""

    at: int
    first: int
    last: int
    probability: float
    strength: float


def changes(counts: Array, exposure: Array, a_year: int, shortest: int = 2) -> tuple[list[Change], list[int]]:
    """The likeliest changes, with the borders of segments (0, …, T); counts (T, K) against exposure (T,), one change a year expected."""
    size = len(counts)
    evidence = _evidence(counts, exposure)
    hazard = 1.0 / a_year
    lengths = np.arange(size + 1)
    gap = np.where(lengths >= shortest, np.log(hazard) + (lengths - shortest) * np.log1p(-hazard), -np.inf)
    end = np.where(lengths >= min(shortest, size), (lengths - shortest) * np.log1p(-hazard), -np.inf)
    before, borders = _forwards(evidence, gap, end)
    after = _backwards(evidence, gap, end)
    posterior = np.exp(np.minimum(0.0, before + after - after[0]))
    posterior[0] = 0.0
    found = []
    for left, at, right in zip(borders, borders[1:], borders[2:], strict=False):
        low, high = (left + at) // 2 + 1, (at + right) // 2  # a change belongs to the border that it is nearest to
        first, last = _interval(posterior, at, low, high)
        strength = 2 * (evidence[left, at] + evidence[at, right] - evidence[left, right])
        found.append(Change(at, first, last, min(1.0, float(posterior[first : last + 1].sum())), float(strength)))
    return found, borders


def _evidence(counts: Array, exposure: Array) -> Array:
    """Log marginal likelihood (T + 1, T + 1) of each segment [row, column), but for what all segmentations share."""
    from scipy.special import betaln, gammaln  # heavy: only where shifts are sought

    everything = counts.sum(axis=1)
    volume = exposure / exposure[exposure > 0].mean()
    size = _size(everything, volume)
    calm = size / (size + everything.sum() / volume.sum())
    first, second = _PRIOR_PERIODS * calm, _PRIOR_PERIODS * (1 - calm)
    whole = betaln(first + size * _segments(volume), second + _segments(everything)) - betaln(first, second)
    mixed = _mixture(counts)
    whole += gammaln(_PRIOR_EVENTS) - gammaln(_PRIOR_EVENTS + _segments(everything / mixed))
    for line in counts.T:
        if prior := _PRIOR_EVENTS * float(line.sum() / counts.sum()):
            whole += gammaln(prior + _segments(line / mixed)) - gammaln(prior)
    return np.asarray(whole)


def _size(counts: Array, volume: Array) -> float:
    """Size of the negative binomial of counts (T,) at volume 1, by moments of neighbouring periods, so that shifts are no noise."""
    told = volume > 0
    rate = counts[told] / volume[told]
    left, right = rate[:-1], rate[1:]
    noise = ((left - right) ** 2 / 2 - (left / volume[told][:-1] + right / volume[told][1:]) / 2).sum()
    square = (left * right).sum()
    return float(np.clip(square / noise, _LEAST_SIZE, _MOST_SIZE)) if noise > 0 else _MOST_SIZE


def _mixture(counts: Array) -> float:
    """Chi-square over degrees of freedom, at least 1, of the lines (T, K) of neighbouring periods that have events."""
    full = counts[counts.sum(axis=1) > 0]
    if len(full) < 2:
        return 1.0
    pairs = np.stack([full[:-1], full[1:]], axis=1)
    expected = pairs.sum(axis=2, keepdims=True) * pairs.sum(axis=1, keepdims=True) / pairs.sum(axis=(1, 2), keepdims=True)
    apart = np.divide((pairs - expected) ** 2, expected, out=np.zeros_like(pairs), where=expected > 0)
    free = (pairs.sum(axis=1) > 0).sum() - len(pairs)
    return max(1.0, float(apart.sum() / max(free, 1)))


def _segments(series: Array) -> Array:
    """The sum of a series (T,) over each segment, as (T + 1, T + 1); 0 where the segment ends before it begins."""
    sums = np.concatenate([[0.0], np.cumsum(series)])
    return np.asarray(np.maximum(sums[None, :] - sums[:, None], 0.0))


def _forwards(evidence: Array, gap: Array, end: Array) -> tuple[Array, list[int]]:
    """Log probability of all before a change at each place, and the borders of the likeliest segmentation."""
    size = len(evidence) - 1
    before, best, origin = np.full(size, -np.inf), np.full(size + 1, -np.inf), np.zeros(size + 1, dtype=int)
    before[0] = best[0] = 0.0
    for at in range(1, size + 1):
        starts = np.arange(at)
        step = evidence[starts, at] + (gap if at < size else end)[at - starts]
        chosen = best[starts] + step
        origin[at] = int(np.argmax(chosen))
        best[at] = chosen[origin[at]]
        if at < size:
            before[at] = np.logaddexp.reduce(before[starts] + step)
    borders = [size]
    while borders[0] > 0:
        borders.insert(0, int(origin[borders[0]]))
    return before, borders


def _backwards(evidence: Array, gap: Array, end: Array) -> Array:
    """Log probability of all from a change at each place on."""
    size = len(evidence) - 1
    after = np.full(size, -np.inf)
    for at in range(size - 1, -1, -1):
        stops = np.arange(at + 1, size)
        inner = evidence[at, stops] + gap[stops - at] + after[stops]
        after[at] = np.logaddexp.reduce(np.append(inner, evidence[at, size] + end[size - at]))
    return after


def _interval(posterior: Array, at: int, low: int, high: int) -> tuple[int, int]:
    """The run of places around the change, grown to the likelier side, that holds its share of one change within [low, high]."""
    wanted = _MASS * min(1.0, posterior[low : high + 1].sum())  # there may be room for a second change, which is not this one
    first = last = at
    while posterior[first : last + 1].sum() < wanted:
        left = posterior[first - 1] if first > low else -1.0
        right = posterior[last + 1] if last < high else -1.0
        first, last = (first - 1, last) if left >= right else (first, last + 1)
    return first, last
