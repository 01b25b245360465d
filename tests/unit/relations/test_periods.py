"""Periods: every day lies in the one that it is numbered to, weeks begin on Monday, curves keep level and gaps."""

from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.relation_records import Unit
from detente.relations.periods import Grid
from detente.relations.smoothing import smoothed

UNITS: tuple[Unit, ...] = get_args(Unit)
DAYS = st.dates(date(1955, 1, 1), date(2035, 12, 31))


@given(DAYS, st.integers(0, 800), st.sampled_from(UNITS), st.data())
def test_a_day_lies_in_its_period(first: date, length: int, unit: Unit, data: st.DataObject) -> None:
    grid = Grid(unit, first, first + timedelta(days=length))
    day = first + timedelta(days=data.draw(st.integers(0, length)))
    low, high = grid.bounds(int(grid.number([day])[0]))
    assert low <= day <= high
    assert grid.bounds(0)[0] == first
    assert grid.bounds(len(grid) - 1)[1] == grid.last
    assert grid.lengths().sum() == length + 1


def test_weeks_begin_on_monday_and_months_on_the_first() -> None:
    assert Grid("week", date(2024, 1, 3), date(2024, 3, 1)).bounds(1) == (date(2024, 1, 8), date(2024, 1, 14))
    assert Grid("month", date(1968, 12, 5), date(1969, 3, 1)).bounds(1) == (date(1969, 1, 1), date(1969, 1, 31))


@pytest.mark.parametrize("unit", UNITS)
def test_a_level_line_stays_level_and_a_gap_stays_a_gap(unit: Unit) -> None:
    reported = np.array([10.0, 40.0, 0.0, 10.0, 20.0, 80.0])
    curve = smoothed(reported * 0.2, reported, unit)
    assert np.isnan(curve).tolist() == [False, False, True, False, False, False]
    assert curve[~np.isnan(curve)] == pytest.approx(0.2)
