"""The forecasts for one pair from a workspace, with the events behind them in the words of their sources."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from detente.errors import ForecastError
from detente.forecast.forecasts import forecast
from detente.forecast.resolving import EventLog, data_digest
from detente.forecast.tables import CLASSES, QUADS, TYPES
from detente.forecast_records import Outlook
from detente.store.event_days import country_events
from detente.store.event_sources import sourced_events

if TYPE_CHECKING:
    import pyarrow

    from detente.store.database import Database

type Classes = Literal["all", "quad", "types"]

_CLASSES: dict[Classes, tuple[str, ...]] = {"all": CLASSES, "quad": QUADS, "types": TYPES}


def outlook(
    database: Database, pair: tuple[str, str], horizon: int, known_until: date | None, today: date, classes: Classes = "all"
) -> Outlook:
    """Forecasts both ways, without a cut-off from the day after the newest event (at the latest today); ForecastError for none."""
    if known_until is not None and known_until > today:
        raise ForecastError("a day in the future", f"--known-until {known_until}", "forecasts start today at the latest")
    events = until(country_events(database), today)
    if not events.num_rows:
        raise ForecastError("no dated events between countries", str(database.path), "add documents or import events first")
    return outlook_of(database, events, pair, horizon, known_until or min(newest_day(events) + timedelta(1), today), classes)


def outlook_of(
    database: Database, events: pyarrow.Table, pair: tuple[str, str], horizon: int, known_until: date, classes: Classes = "all"
) -> Outlook:
    """Forecasts both ways from the events strictly before a day; `events` are those of the database, and there are some."""
    if pair[0] == pair[1]:
        raise ForecastError("one actor twice", f"{pair[0]} {pair[1]}", "name two different ones")
    made = forecast(events, pair, horizon, known_until, classes=_CLASSES[classes])
    log = EventLog(events, [pair])
    behind = sourced_events(database, (event for one in made for reason in one.reasons for event in reason.event_ids))
    main, data = log.main_source(pair, known_until), data_digest(events, known_until)
    return Outlook(*pair, horizon, known_until, newest_day(events), main, data, made, behind)


def until(events: pyarrow.Table, today: date) -> pyarrow.Table:
    """The events up to today: a later day is a mistake of its source."""
    import pyarrow.compute as pc  # heavy: columns

    return events.filter(pc.less_equal(events["day"], today))


def newest_day(events: pyarrow.Table) -> date:
    """The day of the newest event of a table that has some."""
    import pyarrow.compute as pc  # heavy: columns

    newest: date = pc.max(events["day"]).as_py()
    return newest
