"""Intervals of forecasts: wider where less is known; how often they hold is measured in benchmarks/forecast/coverage.py."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from detente.forecast.forecasts import forecast
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
