"""Intervals of forecasts: wider where less is known; how often they hold is measured in benchmarks/forecast/coverage.py."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest

from detente.forecast.dyad_model import doubt, predict, rows_of, windows_before
from detente.forecast.dyads import DyadHistory, dyad_history, known_before
from detente.forecast.forecasts import EIGHTY, forecast
from detente.forecast.own_fit import own_fits
from detente.forecast.table import Array, event_table
from detente.forecast.weights import load_weights
from detente.records import Forecast

CUT = date(2024, 6, 1)


NAMES = ("AAA", "BBB", "CCC", "DDD", "EEE", "FFF")


def meetings(days: int) -> pa.Table:
    """Each of six consults each other on one day of twenty, by chance; the last `days` days of it."""
    chance = np.random.default_rng(5)
    made = [
        {"id": f"e{back}{source}{target}", "source": source, "target": target, "day": CUT - timedelta(back)}
        for back in range(1500, 0, -1)
        for source in NAMES
        for target in NAMES
        if source != target and chance.random() < 0.05 and back <= days
    ]
    return pa.Table.from_pylist([{**row, "type": "CONSULT", "quad": "verbal cooperation"} for row in made])


def width(one: Forecast) -> float:
    low, high = (np.log(chance / (1 - chance)) for chance in (one.low, one.high))
    return float(high - low)


def test_the_interval_is_wider_on_a_shorter_history_of_the_same_rate() -> None:
    widths = []
    for days in (60, 200, 1400):
        events = meetings(days)
        made = [one for pair in (("AAA", "BBB"), ("EEE", "FFF")) for one in forecast(events, pair, 14, CUT, classes=("CONSULT",))]
        widths.append(sum(map(width, made)) / len(made))
    assert widths[0] > 1.3 * widths[1] > 1.5 * widths[2]


def steady(seed: int, days: int, actors: int = 25) -> tuple[DyadHistory, Array]:
    """Acts of four classes at rates that differ between pairs and never change; and the rates a day (dyads,) of the first class."""
    chance = np.random.default_rng(seed)
    rate = chance.gamma(0.7, 0.03, (actors, actors, 4)) * ~np.eye(actors, dtype=bool)[:, :, None]
    day, source, target, kind = np.nonzero(chance.random((days, actors, actors, 4)) < -np.expm1(-rate))
    history = dyad_history(event_table(day, source, target, kind, actors=actors, kinds=4), days)
    return history, rate[history.source, history.target, 0]


@pytest.mark.parametrize("days", [200, 1200])
def test_intervals_hold_the_true_chance_of_most_steady_pairs(days: int) -> None:
    history, rate = steady(1, days)
    model = own_fits(history, [load_weights().models[0, 7]])[0].model
    rows = rows_of(history, known_before(history, days), windows_before(history, days, 7), model.prior, 0, np.arange(len(rate)))
    low, high = (predict(model, rows, side * EIGHTY * doubt(model, rows)) for side in (-1, 1))
    truth = -np.expm1(-7 * rate)
    # A steady world is not the one that the weights learned from: they follow chance in what came lately, and hold a little less.
    assert 0.7 <= np.mean((low <= truth) & (truth <= high)) <= 0.86


def test_a_table_with_a_single_past_window_keeps_the_weights_mostly() -> None:
    history, _ = steady(2, 61)
    (fit,) = own_fits(history, [load_weights().models[0, 1]])
    assert fit.windows > 0
    assert 0.3 < fit.model.caution < 0.7


def test_a_table_where_the_past_tells_all_is_given_more_of_its_base_rates() -> None:
    history, _ = steady(1, 1200)
    (fit,) = own_fits(history, [load_weights().models[0, 7]])
    assert fit.model.caution > 0.55
