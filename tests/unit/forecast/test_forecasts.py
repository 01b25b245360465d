"""Forecasts of a pair: no look-ahead, honest intervals, reasons with their events, and clear errors."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from detente.errors import ForecastError
from detente.forecast.forecasts import forecast
from detente.forecast.tables import CLASSES, QUADS, event_rows
from detente.forecast.weights import HORIZONS, load_weights, save_weights
from detente.records import Forecast

START, DAYS = date(2020, 1, 1), 500
CUT = START + timedelta(400)
TYPES = {
    "CONSULT": "verbal cooperation",
    "AID": "material cooperation",
    "ACCUSE": "verbal conflict",
    "ASSAULT": "material conflict",
}
COUNTRIES = ("AAA", "BBB", "CCC", "DDD", "EEE", "FFF")


def rows() -> list[dict[str, object]]:
    """AAA and BBB meet often; CCC strikes DDD in bursts; FFF met EEE once; the others act now and then."""
    chance = np.random.default_rng(11)
    made: list[dict[str, object]] = []
    for day in range(DAYS):
        for source in COUNTRIES[:5]:
            for target in COUNTRIES[:5]:
                for kind, quad in TYPES.items():
                    rate = 0.01
                    if {source, target} == {"AAA", "BBB"}:
                        rate = {"CONSULT": 0.15, "AID": 0.02}.get(kind, 0.002)
                    elif (source, target, kind) == ("CCC", "DDD", "ASSAULT"):
                        rate = 0.5 if day % 100 > 85 or day > 385 else 0.01
                    if source != target and chance.random() < rate:
                        made.append({"source": source, "target": target, "type": kind, "quad": quad, "day": START + timedelta(day)})
    made.append({"source": "FFF", "target": "EEE", "type": "CONSULT", "quad": TYPES["CONSULT"], "day": START + timedelta(350)})
    return [{"id": f"e{at}", **row} for at, row in enumerate(made)]


@pytest.fixture(scope="module")
def events() -> pa.Table:
    return pa.Table.from_pylist(rows())


@pytest.fixture(scope="module")
def made(events: pa.Table) -> dict[tuple[str, str], Forecast]:
    return {(one.source, one.event_class): one for one in forecast(events, ("CCC", "DDD"), 14, CUT)}


def test_both_ways_and_every_class_with_probabilities_inside_their_intervals(made: dict[tuple[str, str], Forecast]) -> None:
    assert list(made) == [(source, name) for source in ("CCC", "DDD") for name in CLASSES]
    for one in made.values():
        assert 0 < one.low < one.probability < one.high < 1
        assert one.base_rate is not None
        assert one.known_until == CUT
    assert made["CCC", "ASSAULT"].probability > made["DDD", "ASSAULT"].probability > made["CCC", "AID"].probability


def test_deleting_the_future_and_shuffling_the_rows_change_nothing(events: pa.Table) -> None:
    whole = forecast(events, ("AAA", "BBB"), 10, CUT)
    past = pa.Table.from_pylist([row for row in events.to_pylist() if row["day"] < CUT])
    order = np.random.default_rng(0).permutation(len(past))
    assert forecast(past.take(order), ("AAA", "BBB"), 10, CUT) == whole
    changed = [{**row, "type": "ASSAULT", "quad": "material conflict"} if row["day"] >= CUT else row for row in events.to_pylist()]
    assert forecast(pa.Table.from_pylist(changed), ("AAA", "BBB"), 10, CUT) == whole


def test_reasons_name_events_of_the_pair_before_the_cut_off(events: pa.Table, made: dict[tuple[str, str], Forecast]) -> None:
    known = {row["id"]: row for row in events.to_pylist()}
    one = made["CCC", "material conflict"]
    assert any("such acts in the last 90 days" in reason.text for reason in one.reasons)
    cited = [known[event] for reason in one.reasons for event in reason.event_ids]
    assert cited
    assert all(row["day"] < CUT and {row["source"], row["target"]} == {"CCC", "DDD"} for row in cited)
    assert all(abs(a.added) >= abs(b.added) for a, b in zip(one.reasons, one.reasons[1:], strict=False))


def test_the_words_of_a_forecast_say_who_what_and_when(made: dict[tuple[str, str], Forecast]) -> None:
    one = made["CCC", "ASSAULT"]
    assert one.question == "At least one act of ASSAULT by CCC towards DDD from 4 February 2021 to 17 February 2021?"
    assert "4 February 2021 to 17 February 2021 (both days included)" in one.resolution
    assert one.model == f"dyads {load_weights().digest}"


def test_a_longer_horizon_is_more_likely(events: pa.Table) -> None:
    short, long = (forecast(events, ("AAA", "BBB"), horizon, CUT)[0] for horizon in (3, 60))
    assert short.event_class == "verbal cooperation"
    assert long.probability > short.probability
    assert long.base_rate is not None
    assert short.base_rate is not None
    assert long.base_rate > short.base_rate


def test_a_pair_that_met_once_is_told_so_and_gets_a_wide_interval(events: pa.Table) -> None:
    once = forecast(events, ("FFF", "EEE"), 30, CUT)[0]
    assert once.reasons[0].text.startswith("thin history: 1 event between the two, 400 days of events in all")
    assert len(once.reasons[0].event_ids) == 1
    assert once.high / once.low > 1.5


def test_an_event_counts_in_its_quad_and_in_its_type(events: pa.Table) -> None:
    table = event_rows(events, START + timedelta(DAYS))
    assert len(table.table) == 2 * len(events) == len(table.ids)
    quads = table.table.kind < len(QUADS)
    assert quads.sum() == len(events)
    assert set(table.ids[quads]) == set(table.ids[~quads])


def test_the_rows_of_some_actors_keep_their_ids_and_the_length_of_the_history(events: pa.Table) -> None:
    whole = event_rows(events, CUT)
    near = whole.of(("EEE", "FFF", "nobody"))
    numbers = [whole.actors["EEE"], whole.actors["FFF"]]
    ours = np.flatnonzero(np.isin(whole.table.source, numbers) | np.isin(whole.table.target, numbers))
    assert 0 < len(ours) < len(whole.table)
    assert near.table.day[0] == whole.table.day[0]
    assert near.ids[np.arange(len(near.ids))][-len(ours) :].tolist() == whole.ids[ours].tolist()


def test_rows_without_actor_or_day_are_left_out() -> None:
    row = {"id": "e", "day": START, "source": "AAA", "target": "BBB", "type": "AID", "quad": "material cooperation"}
    table = pa.Table.from_pylist([row, {**row, "target": None}, {**row, "day": None}])
    assert len(event_rows(table, CUT).table) == 2


@pytest.mark.parametrize(
    ("pair", "horizon", "until", "said"),
    [
        (("AAA", "ZZZ"), 7, CUT, "AAA and ZZZ: no event between the two"),
        (("AAA", "BBB"), 0, CUT, "0 days: a horizon out of range"),
        (("AAA", "BBB"), 91, CUT, "choose 1 to 90 days"),
        (("AAA", "BBB"), 7, START + timedelta(20), "days is too short for a forecast"),
        (("AAA", "BBB"), 7, START, "no event between the two"),
    ],
)
def test_what_cannot_be_forecast_is_said_in_one_line(events: pa.Table, pair: tuple[str, str], horizon: int, until: date, said: str) -> None:
    with pytest.raises(ForecastError) as error:
        forecast(events, pair, horizon, until)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_table_without_a_needed_column_is_refused(events: pa.Table) -> None:
    with pytest.raises(ForecastError, match="no column quad"):
        forecast(events.drop_columns(["quad"]), ("AAA", "BBB"), 7, CUT)


def test_shipped_weights_hold_every_class_at_every_horizon_and_survive_a_round_trip(tmp_path: Path) -> None:
    shipped = load_weights()
    assert shipped.classes == CLASSES
    assert set(shipped.models) == {(kind, horizon) for kind in range(len(CLASSES)) for horizon in HORIZONS}
    path = tmp_path / "weights.npz"
    save_weights(path, list(shipped.models.values()), shipped.classes)
    again = load_weights(path)
    assert again.digest == shipped.digest
    below, above, far = again.around(0, 21)
    assert (below.horizon, above.horizon) == (14, 30)
    assert 0.5 < far < 0.6
