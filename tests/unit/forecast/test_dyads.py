"""Dyads: what is known at a cut-off, no look-ahead, and scores by hand."""

from __future__ import annotations

import numpy as np
import pytest

from detente.errors import ForecastError
from detente.forecast.backtest import backtest
from detente.forecast.baselines import persistence
from detente.forecast.dyad_model import fit_classes, fit_prior, predict, rows_of, windows_before
from detente.forecast.dyads import TRACES, DyadHistory, base_rates, dyad_history, known_before, lately, outcomes
from detente.forecast.logit import adapted, fit_logit, probability
from detente.forecast.own_fit import own_fits
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
    hits, many = base_rates(made, 5, 3)  # windows from days 0, 1 and 2 end before day 5; the event of day 5 is unknown
    assert (hits[0, 0], many) == (1, 3)
    assert bool(outcomes(made, 5, 3)[0, 0])
    assert not lately(made, 5, 3)[0, 0]
    assert lately(made, 6, 3)[0, 0]
    with pytest.raises(ForecastError, match="not passed"):
        outcomes(made, 8, 3)


@pytest.mark.parametrize(("day", "horizon", "over"), [(300, 7, 1000), (300, 30, 180), (40, 30, 180), (DAYS, 1, 90)])
def test_base_rates_are_those_of_windows_laid_one_by_one(day: int, horizon: int, over: int) -> None:
    made = history()
    hits, many = base_rates(made, day, horizon, over)
    starts = range(max(day - horizon - over + 1, 0), day - horizon + 1)
    assert many == len(starts)
    expected = np.zeros_like(hits)
    for start in starts:
        expected += made.by_cell((made.day >= start) & (made.day < start + horizon)) > 0
    assert np.array_equal(hits, expected)


def test_traces_fade_by_their_half_lives() -> None:
    table = event_table(np.array([0, 4]), np.array([0, 2]), np.array([1, 1]), np.array([0, 0]), actors=3, kinds=1)
    made = dyad_history(table, 5)
    known = known_before(made, 5)
    dyad, other = made.number(0, 1), made.number(2, 1)
    assert known.trace[:, dyad, 0].tolist() == pytest.approx([0.5 ** (4 / life) for life in TRACES])
    assert known.received[:, dyad, 0].tolist() == pytest.approx([1.0] * len(TRACES))  # what the target met from the third actor
    assert known.sent[:, other, 0].tolist() == pytest.approx([0.0] * len(TRACES))
    assert known.seen[other] == 1


def test_deleting_the_future_changes_no_forecast() -> None:
    made = []
    for past in (history().until(330), history(330)):
        one = backtest(past, 7, (0, 1), 260)
        made.append({(past.source[d], past.target[d], k, t): p for d, k, t, p in zip(one.dyad, one.kind, one.day, one.model, strict=True)})
    assert made[0] == made[1]
    assert len(made[0]) > 100


def test_events_on_and_after_the_cut_off_leave_its_forecasts_alone() -> None:
    table = events()
    early = table.day < 300
    other = np.where(early, table.kind, 1 - table.kind)  # from day 300 on, the classes change places
    made = [
        backtest(dyad_history(event_table(table.day, table.source, table.target, kind, actors=ACTORS, kinds=2), DAYS), 7, (0, 1), 300)
        for kind in (table.kind, other)
    ]
    first, second = made
    at, same = first.day == 300, second.day == 300
    assert np.array_equal(first.model[at], second.model[same])
    assert np.array_equal(first.base[at], second.base[same])
    assert np.array_equal(first.persistence[at], second.persistence[same])
    assert not np.array_equal(first.outcome[at], second.outcome[same])


def test_a_backtest_beats_persistence_where_pairs_differ() -> None:
    figures = backtest(history(), 7, (0, 1), 250).figures(seed=0)
    assert figures["skill_over_persistence"] > 0
    assert figures["skill_over_base_rate_low"] <= figures["skill_over_base_rate"] <= figures["skill_over_base_rate_high"]


def test_probabilities_are_probabilities_and_rare_pairs_shrink() -> None:
    past = history()
    model = fit_classes(past, 7, (1,))[0]
    everyone = np.arange(len(past.source))
    rows = rows_of(past, known_before(past, DAYS), windows_before(past, DAYS, 7), model.prior, 1, everyone)
    said = predict(model, rows)
    assert ((said > 0) & (said < 1)).all()
    silent = past.by_cell(np.ones(len(past.day)))[:, 1] == 0
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


def test_more_rows_move_a_fitted_model_and_none_leave_it() -> None:
    chance = np.random.default_rng(0)
    rows = chance.normal(size=(4000, 1))
    start = fit_logit(rows, chance.random(4000) < probability(rows[:, 0]))
    truth = chance.random(4000) < probability(rows[:, 0] - 2)
    doubt = np.array([0.1, 0.7])
    moved = adapted(start, rows, truth, np.ones(4000), doubt)
    assert moved.weights.tolist() == pytest.approx([1, -2], abs=0.15)
    still = adapted(start, rows[:0], truth[:0], np.zeros(0), doubt)
    assert still.weights.tolist() == pytest.approx(start.weights.tolist())
    assert still.variance(rows).mean() > moved.variance(rows).mean()


def test_own_fits_find_the_level_of_a_table_with_fewer_events() -> None:
    whole, chance = events(), np.random.default_rng(1)
    kept = chance.random(len(whole)) < 0.2
    thin = event_table(whole.day[kept], whole.source[kept], whole.target[kept], whole.kind[kept], actors=ACTORS, kinds=2)
    models = fit_classes(history(), 7, (0, 1))
    found = own_fits(dyad_history(thin, DAYS), models)
    for fit in found:
        assert 0 < fit.came < fit.windows
        assert fit.model.logit.weights.tolist() != models[fit.model.kind].logit.weights.tolist()
    assert own_fits(dyad_history(thin, 50), models)[0].moved == 0  # no horizon has passed yet that could tell


def test_persistence_counts_what_followed() -> None:
    day = np.arange(0, 200)
    table = event_table(day, np.zeros(200, int), np.ones(200, int), np.zeros(200, int), actors=2, kinds=1)
    rates, windows = persistence(dyad_history(table, 200), 7, (0,))[0]
    assert windows[1] == windows[0] > 20  # one direction always acts, the other never
    assert rates.tolist() == [0.0, 1.0]


def test_scores_by_hand() -> None:
    said, came = np.array([0.2, 0.2, 0.8, 0.8]), np.array([0.0, 0, 1, 0])
    assert brier(said, came) == pytest.approx(0.19)
    assert skill(said, np.full(4, 0.25), came) == pytest.approx(1 - 0.19 / 0.1875)
    assert calibration_error(said, came) == pytest.approx(0.5 * 0.2 + 0.5 * 0.3)
    assert [n for n, _, _ in reliability(said, came)] == [2, 2]
    low, high = skill_interval((said - came) ** 2, (0.25 - came) ** 2, np.array([0, 0, 1, 1]), seed=0)
    assert low <= high
