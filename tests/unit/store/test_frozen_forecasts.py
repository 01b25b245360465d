"""The record of forecasts: nothing twice, nothing changed, and what was changed outside shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from detente.forecast_records import Outcome, Outlook
from detente.records import Forecast, Reason
from detente.store import forecasts
from detente.store.database import Database, writing
from detente.store.forecasts import check, decide, freeze, frozen

NOW = datetime(2031, 5, 2, 9, 30)
FORECAST = Forecast(
    id="f-1", question="Will there be trade talks?", resolution="yes if there are", source="USA", target="CUB",
    event_class="verbal cooperation", horizon=30, known_until=date(2031, 5, 1), probability=0.1 + 0.2, low=0.2, high=0.4, base_rate=0.25,
    persistence=None, model="m1", reasons=(Reason("talks last week", 0.5, ("own:1",)),),
)  # fmt: skip


def outlook(*made: Forecast, data: str = "d1") -> Outlook:
    return Outlook("USA", "CUB", 30, date(2031, 5, 1), date(2031, 4, 30), "own", data, made, ())


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return writing(tmp_path / "w.duckdb")


def test_the_same_forecast_is_kept_once_and_a_changed_one_is_a_new_row(database: Database) -> None:
    other = replace(FORECAST, id="f-2", event_class="material conflict", probability=0.05)
    assert freeze(database, outlook(FORECAST, other), "ada", NOW, "r-1") == 2
    assert freeze(database, outlook(FORECAST, other), "bob", NOW.replace(hour=11), "r-2") == 0
    assert freeze(database, outlook(replace(FORECAST, probability=0.31), other), "ada", NOW, "r-3") == 1
    assert freeze(database, outlook(FORECAST, data="d2"), "ada", NOW, "r-4") == 1
    kept = frozen(database)
    assert [(one.number, one.author, one.forecast.probability) for one in kept] == [
        (1, "ada", 0.1 + 0.2), (2, "ada", 0.05), (3, "ada", 0.31), (4, "ada", 0.1 + 0.2),
    ]  # fmt: skip
    assert kept[0].forecast == FORECAST, "the whole forecast comes back"
    assert kept[0].saved == NOW
    assert check(database).troubles == ()


def test_a_forecast_is_ahead_on_its_first_day_and_later_only_where_no_day_of_its_horizon_was_at_hand(database: Database) -> None:
    first_day, day_after = (datetime(2031, 5, day, 9) for day in (1, 2))
    before, within = date(2031, 4, 30), date(2031, 5, 1)
    made = ((day_after, before), (day_after, within), (first_day, within))
    for at, (saved, newest) in enumerate(made):
        freeze(database, replace(outlook(FORECAST, data=f"d{at}"), newest=newest), "ada", saved, "r-1")
    assert [one.ahead for one in frozen(database)] == [True, False, True]


def test_the_last_outcome_counts_and_the_same_one_is_kept_once(database: Database) -> None:
    freeze(database, outlook(FORECAST), "ada", NOW, "r-1")
    no, yes = Outcome(False, (), 0, date(2031, 6, 5)), Outcome(True, ("own:9",), 1, date(2031, 7, 1))
    assert decide(database, {1: no}, NOW, "r-2") == 1
    assert decide(database, {1: replace(no, data_until=date(2031, 6, 9))}, NOW, "r-3") == 0
    assert decide(database, {1: yes}, NOW, "r-4") == 1
    assert frozen(database)[0].outcome == yes
    sealed = check(database)
    assert (sealed.forecasts, sealed.outcomes, sealed.troubles) == (1, 2, ())


@pytest.mark.parametrize(
    ("tampering", "told"),
    [
        ("UPDATE forecasts SET probability = 0.99 WHERE position = 2", "forecast 2: column probability was changed"),
        ("UPDATE forecasts SET record = replace(record::VARCHAR, '0.05', '0.95') WHERE position = 2", "forecast 2: its record was changed"),
        ("UPDATE forecasts SET author = 'eve' WHERE position = 1", "forecast 1: was changed"),
        ("UPDATE forecasts SET newest = '2031-04-01' WHERE position = 1", "forecast 1: was changed"),
        ("UPDATE forecasts SET closes = '2032-01-01' WHERE position = 1", "forecast 1: column closes was changed"),
        ("DELETE FROM forecasts WHERE position = 2", "forecast 2: missing"),
        ("UPDATE forecasts SET previous = 'x' WHERE position = 3", "forecast 3: does not follow"),
        ("UPDATE outcomes SET happened = true", "outcome 1: was changed"),
        ("DELETE FROM forecasts WHERE position = 3", "outcome 1: its forecast, number 3"),
    ],
)
def test_what_was_changed_outside_shows(database: Database, tampering: str, told: str) -> None:
    rows = [replace(FORECAST, id=f"f-{at}", probability=at * 0.05 - 0.05) for at in (1, 2, 3)]
    freeze(database, outlook(*rows), "ada", NOW, "r-1")
    decide(database, {3: Outcome(False, (), 0, date(2031, 6, 5))}, NOW, "r-2")
    before = check(database)
    assert before.troubles == ()
    database.connection.execute(tampering)
    after = check(database)
    assert any(trouble.startswith(told) for trouble in after.troubles), after.troubles


def test_rows_cut_off_at_the_end_change_the_seal(database: Database) -> None:
    freeze(database, outlook(FORECAST, replace(FORECAST, id="f-2", probability=0.5)), "ada", NOW, "r-1")
    before = check(database)
    database.connection.execute("DELETE FROM forecasts WHERE position = 2")
    assert check(database).seal != before.seal


def test_the_code_only_appends() -> None:
    source = Path(forecasts.__file__).read_text(encoding="utf-8").upper()
    assert "INSERT(" in source
    assert not [word for word in ("UPDATE ", "DELETE ", "REPLACE INTO", "DROP ") if word in source]


def test_a_workspace_of_before_gets_the_tables(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    with writing(path) as database:
        database.connection.execute("DELETE FROM migrations WHERE number = 5; DROP TABLE forecasts; DROP TABLE outcomes")
    with writing(path) as database:
        assert database.rows("SELECT number FROM migrations WHERE number = 5") == [(5,)]
        assert freeze(database, outlook(FORECAST), "ada", NOW, "r-1") == 1
