"""What may come next between the countries that documents tell of, where the workspace has history enough."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING

from detente.errors import ForecastError
from detente.forecast.outlook import outlook_of, until
from detente.forecast_records import Outlook
from detente.records import Event, Situation
from detente.store.event_days import country_events

if TYPE_CHECKING:
    import pyarrow

    from detente.store.database import Database

HORIZON = 30
PAIRS = 2  # the busiest of the documents
LEAST_EVENTS = 20  # of the pair, either way, in the workspace
MOST_EVENTS = 100_000  # in the workspace; beyond it a brief would wait for its forecasts
STALE = 31  # days from the newest event to the day of the documents, beyond which the past says too little of them


def next_up(database: Database, situations: Iterable[Situation], threshold: float, today: date) -> tuple[Outlook, ...]:
    """Outlooks for the busiest pairs of the documents, from the day after the newest of them; events below the confidence are left out."""
    several = tuple(situations)
    as_of = max((one.document.published for one in several if one.document.published), default=None)
    pairs = _pairs(event for one in several for event in one.events if max(it.confidence for it in event.evidence) >= threshold)
    if as_of is None or not pairs:
        return ()
    events = until(country_events(database), today)
    days = [day for day in events["day"].unique().to_pylist() if day <= as_of]
    if events.num_rows > MOST_EVENTS or not days or (as_of - max(days)).days > STALE:
        return ()
    cut_off = min(max(days) + timedelta(1), today)
    made: list[Outlook] = []
    for pair in pairs:
        if len(made) < PAIRS and _between(events, pair, cut_off) >= LEAST_EVENTS:
            with suppress(ForecastError):  # a pair without enough history is no reason to withhold the brief
                made.append(outlook_of(database, events, pair, HORIZON, cut_off, "quad"))
    return tuple(made)


def _pairs(events: Iterable[Event]) -> list[tuple[str, str]]:
    """Pairs of countries, the busiest first; who acted most often stands first."""
    told = Counter(way for event in events for way in _ways(event))
    both = Counter({pair: told[pair] + told[pair[1], pair[0]] for pair in told if told[pair] >= told[pair[1], pair[0]]})
    ranked = sorted(both, key=lambda pair: (-both[pair], pair))
    return list({frozenset(pair): pair for pair in reversed(ranked)}.values())[::-1]


def _ways(event: Event) -> Iterator[tuple[str, str]]:
    for source in {actor.country for actor in event.source if actor.country}:
        for target in {actor.country for actor in event.target if actor.country} - {source}:
            yield source, target


def _between(events: pyarrow.Table, pair: tuple[str, str], before: date) -> int:
    import pyarrow.compute as pc  # heavy: columns

    def way(source: str, target: str) -> pyarrow.ChunkedArray:
        return pc.and_(pc.equal(events["source"], source), pc.equal(events["target"], target))

    known = pc.and_(pc.or_(way(*pair), way(pair[1], pair[0])), pc.less(events["day"], before))
    return int(pc.sum(known).as_py() or 0)
