"""How a relation is put: sparklines, rulers, days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from detente.brief.relation_words import day_range, number, ruler, sparkline, strength_words


def test_a_sparkline_tells_nothing_known_from_nothing_done_and_from_little() -> None:
    assert sparkline([None, 0.0, 0.1, 5.0, 10.0], 0.0, 10.0) == "·▁▂▅█"
    assert sparkline([0.0, 0.0], 0.0, 0.0) == "▁▁"
    assert sparkline([-10.0, 0.0, 10.0], -10.0, 10.0) == "▁▅█"


@pytest.mark.parametrize(("days", "step"), [(40, 7), (12, 7), (60, 90), (3, 1), (1, 1), (56, 365)])
def test_a_ruler_is_as_long_as_its_days(days: int, step: int) -> None:
    made = [date(2023, 11, 20) + timedelta(days=at * step) for at in range(days)]
    assert len(ruler(made)) == days


def test_a_ruler_names_months_of_a_short_history_and_years_of_a_long_one() -> None:
    weeks = [date(2023, 11, 20) + timedelta(weeks=at) for at in range(20)]
    assert ruler(weeks).startswith("Nov")
    assert "Jan" in ruler(weeks)
    months = [date(2020 + at // 12, at % 12 + 1, 1) for at in range(36)]
    assert ruler(months) == "2020────────2021────────2022────────"


def test_days_and_numbers_are_short() -> None:
    assert day_range(date(2031, 5, 2), date(2031, 5, 9)) == "2 – 9 May 2031"
    assert day_range(date(2031, 4, 28), date(2031, 5, 9)) == "28 April – 9 May 2031"
    assert day_range(date(2030, 12, 28), date(2031, 1, 3)) == "28 December 2030 – 3 January 2031"
    assert day_range(date(2031, 5, 2), date(2031, 5, 2)) == "2 May 2031"
    assert [number(value) for value in (0.126, 12.34, 431.2, -1.5, -10.0)] == ["0.13", "12.3", "431", "−1.50", "−10.0"]
    assert [strength_words(value) for value in (1.0, 3.0, 7.0, 12.0)] == ["weak", "positive", "strong", "very strong"]
