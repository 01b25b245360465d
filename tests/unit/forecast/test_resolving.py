"""The resolution rule: which day, class and direction count, and when the data says nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pyarrow as pa
import pytest

from detente.errors import ForecastError
from detente.forecast.outlook import until
from detente.forecast.resolving import EventLog, data_digest
from detente.forecast_records import Outcome
from detente.records import Forecast

START = date(2030, 3, 1)
HORIZON = 10


def question(event_class: str = "verbal cooperation", horizon: int = HORIZON) -> Forecast:
    return Forecast("f-1", "?", "rule", "AAA", "BBB", event_class, horizon, START, 0.5, 0.4, 0.6, 0.5, 0.5, "m", ())


def table(rows: list[tuple[str, str, int, str, str, str, str]]) -> pa.Table:
    """Rows (id, origin, day after START, source, target, type, quad)."""
    names = ("id", "origin", "day", "source", "target", "type", "quad")
    listed = [{**dict(zip(names, row, strict=True)), "day": START + timedelta(row[2])} for row in rows]
    return pa.Table.from_pylist(listed)


def other(day: int, origin: str = "own") -> tuple[str, str, int, str, str, str, str]:
    """News of somebody else: it shows that the source looked."""
    return (f"other:{origin}:{day}", origin, day, "CCC", "DDD", "CONSULT", "verbal cooperation")


STEADY = [other(day) for day in range(-40, 14)]
LOCAL = ("past", "own", -3, "AAA", "BBB", "CONSULT", "verbal cooperation")


def outcome(*rows: tuple[str, str, int, str, str, str, str], of: Forecast | None = None) -> Outcome | None:
    return EventLog(table(list(rows)), [("AAA", "BBB")]).outcome(of or question(), "own")


def act(
    day: int, way: str = "AAA BBB", kind: str = "CONSULT", quad: str = "verbal cooperation"
) -> tuple[str, str, int, str, str, str, str]:
    source, target = way.split()
    return (f"act:{day}", "own", day, source, target, kind, quad)


def test_an_act_within_the_horizon_decides_and_is_named() -> None:
    assert outcome(*STEADY, act(9), act(0)) == Outcome(True, ("act:0", "act:9"), 2, START + timedelta(13))


@pytest.mark.parametrize("row", [act(-1), act(HORIZON), act(4, "BBB AAA"), act(4, kind="ACCUSE", quad="verbal conflict")])
def test_other_days_directions_and_classes_do_not_count(row: tuple[str, str, int, str, str, str, str]) -> None:
    made = outcome(*STEADY, row)
    assert made is not None
    assert not made.happened


def test_a_type_is_resolved_by_the_type() -> None:
    made = outcome(*STEADY, act(4, kind="AGREE"), of=question("CONSULT"))
    assert made is not None
    assert not made.happened


def test_nothing_is_decided_before_the_data_reaches_beyond_the_horizon() -> None:
    assert outcome(*(row for row in STEADY if row[2] < HORIZON), act(2)) is None


def test_nothing_is_decided_where_the_source_fell_silent() -> None:
    before = [row for row in STEADY if row[2] < 0]
    assert outcome(*before, other(40)) is None
    assert outcome(*before, act(2), other(40)) is None, "one chance find does not count either: else only yes would ever be found"


def test_another_source_does_not_tell_that_the_main_one_looked() -> None:
    before = [row for row in STEADY if row[2] < 0]
    assert outcome(*before, *(other(day, "else") for day in range(14))) is None


def test_the_main_source_is_that_of_most_events_of_the_pair_before_the_cut_off() -> None:
    elsewhere = ("x", "else", -9, "BBB", "AAA", "CONSULT", "verbal cooperation")
    later = [(f"y{day}", "else", day, "BBB", "AAA", "CONSULT", "verbal cooperation") for day in (1, 2, 3)]
    log = EventLog(table([LOCAL, act(-5), elsewhere, *later]), [("AAA", "BBB")])
    assert log.main_source(("AAA", "BBB"), START) == "own"


def test_a_table_without_a_needed_column_is_refused() -> None:
    with pytest.raises(ForecastError, match="no column quad"):
        EventLog(table([LOCAL]).drop_columns(["quad"]), [("AAA", "BBB")])


def test_the_digest_sees_the_past_only_and_no_order() -> None:
    rows = [LOCAL, act(-5)]
    assert data_digest(table(rows), START) == data_digest(table([*rows[::-1], act(0)]), START)
    assert data_digest(table(rows), START) != data_digest(table([LOCAL]), START)


def test_days_after_today_are_no_data() -> None:
    rows = [row for row in STEADY if row[2] < HORIZON]
    wrong = other(400)
    assert outcome(*rows, wrong) is not None, "such a day would let the rule believe that the source reaches beyond the horizon"
    log = EventLog(until(table([*rows, wrong]), START + timedelta(9)), [("AAA", "BBB")])
    assert log.outcome(question(), "own") is None
