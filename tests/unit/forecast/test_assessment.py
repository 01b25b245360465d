"""Scores by hand: Brier, skill, calibration, periods, and which of several forecasts of one question counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pytest

from detente.forecast.assessment import Trials, assess, reliability_bins, trials_of
from detente.forecast_records import FrozenForecast, Outcome
from detente.records import Forecast

DAY = date(2030, 1, 10)
MADE = Forecast("f", "?", "rule", "AAA", "BBB", "verbal conflict", 7, DAY, 0.8, 0.7, 0.9, 0.5, None, "m", ())


def frozen(number: int, made: Forecast, *, happened: bool | None) -> FrozenForecast:
    outcome = None if happened is None else Outcome(happened, (), int(happened), date(2030, 3, 1))
    return FrozenForecast(number, made, "ada", datetime(2030, 1, 10), date(2030, 1, 9), "own", "d", True, f"x{number}", outcome)


def test_scores_by_hand() -> None:
    one = frozen(1, MADE, happened=True)
    two = frozen(2, replace(MADE, target="CCC", probability=0.4, base_rate=0.5, persistence=0.3), happened=False)
    found = assess(trials_of([one, two]))
    (score,) = found.together
    assert (score.group, score.forecasts, score.came_true) == ("the four classes", 2, 1)
    assert score.brier == pytest.approx((0.04 + 0.16) / 2)
    assert score.base_rate_brier == pytest.approx(0.25)
    assert score.skill_over_base_rate == pytest.approx(1 - 0.1 / 0.25)
    assert score.persistence_brier == pytest.approx(0.09), "only where it is known"
    assert score.skill_over_persistence == pytest.approx(1 - 0.16 / 0.09)
    assert score.calibration_error == pytest.approx((0.2 + 0.4) / 2)


def test_what_is_open_is_left_out_and_the_first_of_one_question_counts() -> None:
    later = replace(MADE, probability=0.99)
    trials = trials_of(
        [frozen(1, MADE, happened=True), frozen(2, later, happened=True), frozen(3, replace(MADE, horizon=30), happened=None)]
    )
    assert trials.model.tolist() == [0.8]


def test_nothing_resolved_gives_no_scores() -> None:
    found = assess(trials_of([]))
    assert (found.together, found.by_class, found.over_time, found.reliability) == ((), (), (), ())


def test_classes_and_types_are_never_scored_together() -> None:
    types = frozen(2, replace(MADE, event_class="ACCUSE", probability=0.1), happened=False)
    found = assess(trials_of([frozen(1, MADE, happened=True), types]))
    assert [(one.group, one.forecasts) for one in found.together] == [("the four classes", 1), ("the sixteen types", 1)]
    assert [one.group for one in found.by_class] == ["verbal conflict", "ACCUSE"]


@pytest.mark.parametrize(("months", "labels"), [(12, ["2030-01", "2030-02"]), (30, ["2030 Q1", "2030 Q2"]), (60, ["2030", "2031"])])
def test_periods_get_longer_with_the_time_they_cover(months: int, labels: list[str]) -> None:
    days = np.array([date(2030 + at // 12, at % 12 + 1, 3).toordinal() for at in range(months)])
    same = np.full(months, 0.5)
    found = assess(Trials(("ACCUSE",), np.zeros(months, int), np.zeros(months, int), days, same, same, same, np.arange(months) % 2.0))
    assert [one.group for one in found.over_time][:2] == labels
    assert sum(one.forecasts for one in found.over_time) == months


def test_reliability_bins_with_their_intervals() -> None:
    (low, high) = reliability_bins(np.array([0.05, 0.05, 0.05, 1.0]), np.array([0.0, 0.0, 1.0, 1.0]))
    assert (low.low, low.high, low.forecasts) == (0.0, 0.1, 3)
    assert (low.mean, low.came_true) == pytest.approx((0.05, 1 / 3))
    assert low.share_low < 1 / 3 < low.share_high
    assert (high.low, high.share_high) == (0.9, 1.0)


def test_an_interval_needs_pairs_and_holds_the_skill() -> None:
    rng = np.random.default_rng(3)
    truth = (rng.random(400) < 0.3).astype(float)
    ours, base = np.where(truth == 1, 0.5, 0.2), np.full(400, 0.3)
    columns = (np.zeros(400, int), np.full(400, DAY.toordinal()), ours, base, base, truth)
    (score,) = assess(Trials(("ACCUSE",), np.arange(400) % 40, *columns)).together
    assert score.skill_low is not None
    assert score.skill_high is not None
    assert score.skill_low < (score.skill_over_base_rate or 0) < score.skill_high
    (few,) = assess(Trials(("ACCUSE",), np.arange(400) % 5, *columns)).together
    assert (few.skill_low, few.skill_high) == (None, None)
