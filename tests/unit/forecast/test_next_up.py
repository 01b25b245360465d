"""What next in a brief: which pairs, from which day, and when it is left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from detente.forecast.next_up import next_up
from detente.records import Actor, Document, Event, Evidence, Situation
from detente.store.database import Database, writing
from detente.store.tables import insert

NEWEST = date(2027, 6, 30)
TODAY = date(2027, 8, 1)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A year of steady talks between Chile and Peru, and a few between Chile and Bolivia."""
    made: list[dict[str, Any]] = []
    for back in range(0, 360, 4):
        made.append(row(f"a{back}", NEWEST - timedelta(back), "CHL", "PER"))
        made.append(row(f"b{back}", NEWEST - timedelta(back + 1), "PER", "CHL"))
        if back % 40 == 0:
            made.append(row(f"c{back}", NEWEST - timedelta(back + 2), "CHL", "BOL"))
    with writing(tmp_path_factory.mktemp("next") / "w.duckdb") as database:
        empty = dict.fromkeys(name for (name,) in database.rows("SELECT name FROM pragma_table_info('imported_events')"))
        insert(database.connection, "imported_events", [empty | one for one in made])
        yield database


def row(name: str, day: date, source: str, target: str) -> dict[str, Any]:
    return {
        "id": f"wire:{name}", "dataset": "wire", "dataset_id": name, "day": day, "source_country": source, "target_country": target,
        "directed": True, "plover_type": "CONSULT", "plover_quad": "verbal cooperation", "label": "met", "run_id": "r",
    }  # fmt: skip


def story(published: date | None, *pairs: tuple[str, str], confidence: float = 0.9) -> Situation:
    """A document that tells of an act for each pair."""
    document = Document("d-1", "They met.", published=published)
    evidence = (Evidence("d-1", 0, 9, "They met.", "by-hand", confidence),)
    events = tuple(
        Event(
            id=f"e-{at}", type="CONSULT", mode=None, contexts=(), source=(actor(source),), target=(actor(target),), when=None,
            status="happened", quad="verbal cooperation", score=1.0, scale="plover", place=None, said_in=None, evidence=evidence,
        )
        for at, (source, target) in enumerate(pairs)
    )  # fmt: skip
    return Situation(document, (), (), (), (), events, (), ())


def actor(code: str) -> Actor:
    return Actor(code, code, country=code, kind="country", resolved=True)


def test_the_busiest_pair_from_the_day_after_the_newest_event(database: Database) -> None:
    told = story(NEWEST + timedelta(3), ("CHL", "PER"), ("PER", "CHL"), ("PER", "CHL"), ("CHL", "BOL"))
    (outlook,) = next_up(database, [told], 0.35, TODAY)
    assert (outlook.source, outlook.target) == ("PER", "CHL"), "who acted most stands first; Chile and Bolivia have too little history"
    assert (outlook.horizon, outlook.known_until) == (30, NEWEST + timedelta(1))


def test_nothing_later_than_the_documents_is_looked_at(database: Database) -> None:
    day = NEWEST - timedelta(100)
    (outlook,) = next_up(database, [story(day, ("CHL", "PER"))], 0.35, TODAY)
    assert outlook.known_until == day + timedelta(1)
    assert max(event.day for event in outlook.events) <= day


@pytest.mark.parametrize(
    "told",
    [
        story(None, ("CHL", "PER")),
        story(NEWEST + timedelta(40), ("CHL", "PER")),
        story(NEWEST - timedelta(2000), ("CHL", "PER")),
        story(NEWEST, ("CHL", "BOL")),
        story(NEWEST, ("CHL", "PER"), confidence=0.2),
        story(NEWEST),
    ],
    ids=["undated", "data too old", "before all data", "too little history", "too unsure", "no pair"],
)
def test_it_is_left_out_where_the_workspace_cannot_tell(database: Database, told: Situation) -> None:
    assert next_up(database, [told], 0.35, TODAY) == ()
