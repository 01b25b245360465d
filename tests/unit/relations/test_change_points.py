"""Change points: the recursions against all segmentations written out, planted changes, and none in noise."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest

from detente.relations.change_points import _backwards, _evidence, _forwards, changes
from detente.relations.periods import Array

SHORTEST = 2


def lines(*rates: float, periods: int, seed: int = 1) -> Array:
    """Poisson counts on a line for each rate."""
    return np.random.default_rng(seed).poisson(rates, (periods, len(rates))).astype(float)


def test_the_recursions_are_the_sum_and_the_best_of_all_segmentations() -> None:
    counts = np.vstack([lines(1.0, 4.0, periods=5), lines(6.0, 1.0, periods=4)])
    evidence, size, hazard = _evidence(counts, np.ones(9)), 9, 0.2
    lengths = np.arange(size + 1)
    gap = np.where(lengths >= SHORTEST, np.log(hazard) + (lengths - SHORTEST) * np.log1p(-hazard), -np.inf)
    end = np.where(lengths >= SHORTEST, (lengths - SHORTEST) * np.log1p(-hazard), -np.inf)
    written: dict[tuple[int, ...], float] = {}
    for number in range(4):
        for inner in combinations(range(1, size), number):
            ends = (0, *inner, size)
            parts = list(pairwise(ends))
            if all(b - a >= SHORTEST for a, b in parts):
                written[inner] = sum(evidence[a, b] + (end if b == size else gap)[b - a] for a, b in parts)
    before, borders = _forwards(evidence, gap, end)
    after = _backwards(evidence, gap, end)
    whole = np.logaddexp.reduce(list(written.values()))
    assert after[0] == pytest.approx(whole)
    assert tuple(borders[1:-1]) == max(written, key=lambda inner: written[inner])
    at_five = np.logaddexp.reduce([value for inner, value in written.items() if 5 in inner])
    assert before[5] + after[5] == pytest.approx(at_five)


def test_a_planted_change_of_volume_is_found_in_its_interval() -> None:
    counts = np.vstack([lines(0.5, 0.5, periods=60), lines(4.0, 4.0, periods=60)])
    (found,), borders = changes(counts, np.ones(120), a_year=52)
    assert found.first <= 60 <= found.last
    assert found.last - found.first <= 8
    assert found.probability > 0.85
    assert found.strength > 10
    assert borders == [0, found.at, 120]


def test_a_change_of_what_is_done_is_found_though_the_volume_stays() -> None:
    counts = np.vstack([lines(3.0, 0.3, periods=50), lines(0.3, 3.0, periods=50)])
    (found,), _ = changes(counts, np.ones(100), a_year=52)
    assert found.first <= 50 <= found.last


@pytest.mark.parametrize("seed", range(8))
def test_noise_and_bursts_are_no_change(seed: int) -> None:
    generator = np.random.default_rng(seed)
    bursts = generator.poisson(generator.gamma(0.3, 10.0, (150, 1)) * [0.6, 0.4]).astype(float)
    assert not [one for one in changes(bursts, np.ones(150), a_year=52, shortest=4)[0] if one.probability >= 0.9]


def test_more_events_because_more_is_reported_are_no_change() -> None:
    exposure = np.concatenate([np.full(60, 1.0), np.full(60, 8.0)])
    counts = np.random.default_rng(3).poisson(exposure[:, None] * [0.8, 0.8]).astype(float)
    assert changes(counts, exposure, a_year=52)[0] == []


def test_gaps_tell_nothing() -> None:
    counts, exposure = lines(2.0, 2.0, periods=90), np.ones(90)
    counts[30:60], exposure[30:60] = 0, 0
    assert changes(counts, exposure, a_year=52)[0] == []


@pytest.mark.parametrize("periods", [1, 2, 3])
def test_a_very_short_history_has_no_change(periods: int) -> None:
    assert changes(lines(2.0, 1.0, periods=periods) + 1, np.ones(periods), a_year=52, shortest=1)[0] == []
