"""Ranking: what is known, that the future changes nothing, and that what recurs comes first."""

from __future__ import annotations

import numpy as np
import pytest

from detente.errors import ForecastError
from detente.forecast.choice import fit_choice
from detente.forecast.counts import Counts
from detente.forecast.ranking import DayQueries, day_queries, filtered_ranks, fit_ranking, over_all, rolling_ranks
from detente.forecast.ranking_features import batch_of
from detente.forecast.ranking_state import Groups, ranking_state
from detente.forecast.table import EventTable, event_table

ACTORS, KINDS, DAYS = 30, 4, 120


def history(days: int = DAYS) -> tuple[EventTable, Groups]:
    """Each actor mostly meets one partner with one kind of act, and now and then anybody."""
    chance = np.random.default_rng(7)
    day = np.repeat(np.arange(DAYS), 12)
    source = chance.integers(0, ACTORS, len(day))
    usual = chance.random(len(day)) < 0.8
    target = np.where(usual, (source * 7 + 3) % ACTORS, chance.integers(0, ACTORS, len(day)))
    kind = np.where(usual, source % KINDS, chance.integers(0, KINDS, len(day)))
    kept = day < days
    groups = Groups(np.arange(ACTORS) % 5 - 1, np.arange(ACTORS) % 3)
    return event_table(day[kept], source[kept], target[kept], kind[kept], actors=ACTORS, kinds=KINDS), groups


def test_counts_fade_and_know_only_closed_days() -> None:
    counts = Counts(np.array([0, 0, 1]), np.array([2, 2, 0]), (2, 3))
    assert not counts.value.any()
    counts.close_day(slice(0, 1))
    counts.fade(8)
    asked, place = counts.entries(np.array([1, 0]))
    assert asked.tolist() == [0, 1]
    assert counts.column[place].tolist() == [0, 2]
    assert counts.value[1, place].tolist() == pytest.approx([0.0, 0.5])  # the second scale has a half-life of 8 days
    assert counts.value[3, place].tolist() == pytest.approx([0.0, 1.0])


def test_what_recurs_is_ranked_first_and_far_above_chance() -> None:
    table, groups = history()
    state = ranking_state(table, groups, since=60)
    model = fit_ranking(state, 100, seed=1, with_trees=True)
    ranks = rolling_ranks(state, model, 100, DAYS)
    assert set(ranks) == {"recurrency", "glm", "trees", "new"}
    assert float((1 / ranks["glm"]).mean()) > 0.6
    assert len({len(one) for one in ranks.values()}) == 1


def test_deleting_the_future_changes_no_score() -> None:
    scores = []
    for days in (DAYS, 101):
        table, groups = history(days)
        state = ranking_state(table, groups, since=60)
        model = fit_ranking(state, 100, seed=1)
        asked = next(day_queries(state, 100, 101))
        batch = batch_of(state, asked.actor, asked.kind)
        scores.append(over_all(batch, model.score(batch)))
    assert np.array_equal(scores[0], scores[1])


def test_the_day_itself_is_not_known() -> None:
    table, groups = history()
    changed = table.target.copy()
    changed[table.day == 100] = 0
    scores = []
    for target in (table.target, changed):
        other = event_table(table.day, table.source, target, table.kind, actors=ACTORS, kinds=KINDS)
        state = ranking_state(other, groups, since=60)
        model = fit_ranking(state, 100, seed=1)
        batch = batch_of(state, np.array([3, 9]), np.array([3, 1]))
        scores.append(over_all(batch, model.score(batch)))
    assert np.array_equal(scores[0], scores[1])


def test_other_answers_of_the_day_are_set_aside_and_ties_take_the_mean() -> None:
    score = np.array([[5.0, 4.0, 3.0, 3.0]])
    asked = DayQueries(0, slice(0, 2), np.array([0]), np.array([0]), np.array([0, 0]), np.array([1, 2]))
    assert filtered_ranks(score, asked).tolist() == [2.0, 2.5]


def test_a_choice_that_follows_one_feature_gets_its_weight() -> None:
    chance = np.random.default_rng(0)
    features = chance.normal(size=(400, 5, 2)).astype(np.float32)
    chosen = (2 * features[:, :, 0] + chance.gumbel(size=(400, 5))).argmax(1)
    weights = fit_choice(features, np.eye(5)[chosen])
    assert weights[0] == pytest.approx(2, abs=0.4)
    assert weights[1] == pytest.approx(0, abs=0.2)


def test_columns_that_do_not_fit_are_refused() -> None:
    one = np.array([1])
    with pytest.raises(ForecastError, match="column target"):
        event_table(one, one, np.array([9]), one, actors=3, kinds=2)
    with pytest.raises(ForecastError, match="column kind"):
        event_table(one, one, one, np.array([0.5]), actors=3, kinds=2)
