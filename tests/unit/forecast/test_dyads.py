"""Dyads: what is known at a cut-off, no look-ahead, and scores by hand."""

from __future__ import annotations

import numpy as np
import pytest

from detente.errors import ForecastError
from detente.forecast.backtest import backtest
from detente.forecast.dyad_model import fit_classes, fit_prior, predict, rows_of
from detente.forecast.dyads import DyadHistory, base_rates, dyad_history, known_before, outcomes, window_totals
from detente.forecast.logit import fit_logit, probability
from detente.forecast.scores import brier, calibration_error, reliability, skill, skill_interval
from detente.forecast.table import EventTable, event_table

ACTORS, DAYS = 8, 400


def events() -> EventTable:
    """Some pairs act often, most rarely; conflict comes in bursts."""
    chance = np.random.default_rng(3)
    rate = chance.gamma(0.4, 0.08, size=(ACTORS, ACTORS, 2))
    burst = 1 + 6 * (np.sin(np.arange(DAYS) / 20) > 0.8)
    day, source, target, kind = np.nonzero(chance.random((DAYS, ACTORS, ACTORS, 2)) < rate[None] * burst[:, None, None, None])
    apart = source != target
    return event_table(day[apart], source[apart], target[apart], kind[apart], actors=ACTORS, kinds=2)


def history(until: int = DAYS) -> DyadHistory:
    return dyad_history(events(), until)


def test_windows_are_counted_only_when_they_have_ended() -> None:
    table = event_table(np.array([0, 5]), np.array([0, 0]), np.array([1, 1]), np.array([0, 0]), actors=2, kinds=1)
    made = dyad_history(table, 10)
    totals = window_totals(made, 3)
    hits, many = base_rates(totals, 5, 3)  # windows from days 0, 1 and 2 end before day 5; the event of day 5 is unknown
    assert (hits[0, 0], many) == (1, 3)
    assert bool(outcomes(made, 5, 3)[0, 0])
    with pytest.raises(ForecastError, match="not passed"):
        outcomes(made, 8, 3)


def test_deleting_the_future_changes_no_forecast() -> None:
    made = []
    for until in (DAYS, 330):
        past = history(until)
        one = backtest(DyadHistory(past.source, past.target, past.reverse, past.count[:, :, :330], past.first), 7, (0, 1), 260)
        made.append({(past.source[d], past.target[d], k, t): p for d, k, t, p in zip(one.dyad, one.kind, one.day, one.model, strict=True)})
    assert made[0] == made[1]


def test_outcomes_after_the_cut_off_leave_its_forecasts_alone() -> None:
    past = history()
    changed = past.count.copy()
    changed[:, :, 300:] = 0
    first, second = (
        backtest(DyadHistory(past.source, past.target, past.reverse, count, past.first), 7, (0, 1), 300) for count in (past.count, changed)
    )
    at, same = first.day == 300, second.day == 300
    assert np.array_equal(first.model[at], second.model[same])
    assert np.array_equal(first.base[at], second.base[same])
    assert not np.array_equal(first.outcome[at], second.outcome[same])


def test_a_backtest_beats_persistence_where_pairs_differ() -> None:
    figures = backtest(history(), 7, (0, 1), 250).figures(seed=0)
    assert figures["skill_over_persistence"] > 0
    assert figures["skill_over_base_rate_low"] <= figures["skill_over_base_rate"] <= figures["skill_over_base_rate_high"]


def test_probabilities_are_probabilities_and_rare_pairs_shrink() -> None:
    past = history()
    model = fit_classes(past, 7, (1,))[0]
    known = known_before(past, [DAYS])[0]
    rows = rows_of(past, known, window_totals(past, 7), model.prior, 1, 7)
    said = predict(model, rows)
    assert ((said > 0) & (said < 1)).all()
    silent = past.count[:, 1].sum(1) == 0
    assert silent.any()
    assert (rows.base[silent] > 0).all()
    assert (rows.base[silent] < model.prior.rate).all()


def test_a_prior_is_weak_where_rates_differ_and_strong_where_they_do_not() -> None:
    assert fit_prior(np.array([0.0, 0, 0, 50, 50]), 50).strength < 2
    assert fit_prior(np.array([5.0, 5, 5, 5]), 50).strength == 200


def test_a_logit_finds_its_weights() -> None:
    chance = np.random.default_rng(0)
    rows = chance.normal(size=(5000, 2))
    truth = chance.random(5000) < probability(rows[:, 0] - 0.5)
    made = fit_logit(rows, truth)
    assert made.weights.tolist() == pytest.approx([1, 0, -0.5], abs=0.12)
    assert (made.variance(rows) > 0).all()


def test_scores_by_hand() -> None:
    said, came = np.array([0.2, 0.2, 0.8, 0.8]), np.array([0.0, 0, 1, 0])
    assert brier(said, came) == pytest.approx(0.19)
    assert skill(said, np.full(4, 0.25), came) == pytest.approx(1 - 0.19 / 0.1875)
    assert calibration_error(said, came) == pytest.approx(0.5 * 0.2 + 0.5 * 0.3)
    assert [n for n, _, _ in reliability(said, came)] == [2, 2]
    low, high = skill_interval((said - came) ** 2, (0.25 - came) ** 2, np.array([0, 0, 1, 1]), seed=0)
    assert low <= high
