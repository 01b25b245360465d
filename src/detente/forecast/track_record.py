"""The record of frozen forecasts: what became of them, and how good they were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from detente.forecast.assessment import assess, trials_of
from detente.forecast.outlook import newest_day, until
from detente.forecast.resolving import EventLog, outcomes
from detente.forecast_records import FrozenForecast, Outcome, TrackRecord
from detente.store.event_days import country_events
from detente.store.event_sources import sourced_events
from detente.store.forecasts import frozen

if TYPE_CHECKING:
    from detente.store.database import Database


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which frozen forecasts are wanted: with cut-offs from a day on, of a pair either way, of a class; None asks for all."""

    since: date | None = None
    pair: tuple[str, str] | None = None
    event_class: str | None = None

    def takes(self, one: FrozenForecast) -> bool:
        """Whether it is wanted."""
        made = one.forecast
        return (
            (self.since is None or made.known_until >= self.since)
            and (self.pair is None or {made.source, made.target} == set(self.pair))
            and self.event_class in (None, made.event_class)
        )


@dataclass(frozen=True, slots=True)
class News:
    """All frozen forecasts, the outcomes that can be told now and differ from those kept, and the day of the newest event."""

    frozen: tuple[FrozenForecast, ...]
    outcomes: Mapping[int, Outcome]
    newest: date | None


def news(database: Database, today: date) -> News:
    """What a look at the data up to today tells of the record."""
    kept = frozen(database)
    if not kept:
        return News((), {}, None)
    events = until(country_events(database), today)
    log = EventLog(events, [(one.forecast.source, one.forecast.target) for one in kept])
    told = outcomes(kept, log)
    before = {one.number: one.outcome.happened for one in kept if one.outcome is not None}
    changed = {number: one for number, one in told.items() if before.get(number) is not one.happened}
    return News(tuple(kept), changed, newest_day(events) if events.num_rows else None)


def track_record(database: Database, told: News, wanted: Wanted) -> TrackRecord:
    """The wanted forecasts with their outcomes, assessed; those made with hindsight apart."""
    listed = tuple(replace(one, outcome=told.outcomes.get(one.number, one.outcome)) for one in told.frozen if wanted.takes(one))
    ahead, behind = ([one for one in listed if one.ahead is side] for side in (True, False))
    events = sourced_events(database, (event for one in listed if one.outcome for event in one.outcome.event_ids))
    return TrackRecord(told.newest, assess(trials_of(ahead)), assess(trials_of(behind)), listed, events)
