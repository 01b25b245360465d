"""The same event once: across documents and data sets, reversible, and never two of one data set."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from detente.errors import StoreError
from detente.json_form import from_data, to_data
from detente.records import Situation, When
from detente.store import shelf
from detente.store.database import Database, writing
from detente.store.happenings import rebuild, separate
from detente.store.tables import insert
from situations import harbour

DAY = date(2031, 5, 12)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with writing(tmp_path / "w.duckdb") as opened:
        yield opened


def told(name: str, day: date = DAY, country: str = "NOR") -> Situation:
    """A document that tells one event of the harbour, by states with codes."""
    text = json.dumps(to_data(harbour())).replace(harbour().document.id, name).replace(harbour().events[0].id, f"event-{name}")
    situation = from_data(Situation, json.loads(text))
    source, target = (replace(actor, country=code) for actor, code in zip(situation.actors[:2], (country, "SUD"), strict=True))
    event = replace(situation.events[0], type="REJECT", status="happened", source=(source,), target=(target,), when=When(day, day, "day"))
    return replace(situation, events=(event,))


def imported(name: str, dataset: str = "icews", day: date = DAY, **more: Any) -> dict[str, Any]:
    row = {"id": f"{dataset}:{name}", "dataset": dataset, "dataset_id": name, "day": day, "plover_type": "REJECT", "directed": True}
    return {**row, "source_country": "NOR", "target_country": "SUD", "run_id": "r", **more}


def put(database: Database, *situations: Situation, rows: tuple[dict[str, Any], ...] = ()) -> int:
    with database.transaction() as connection:
        shelf.put(connection, situations, "r")
        names = connection.execute("SELECT column_name FROM duckdb_columns() WHERE table_name = 'imported_events'").fetchall()
        insert(connection, "imported_events", [dict.fromkeys(name for (name,) in names) | row for row in rows])
        return rebuild(connection)


def once(database: Database) -> int:
    return int(database.rows("SELECT count(*) FROM event_once")[0][0])


def test_two_documents_and_two_data_sets_tell_one_event(database: Database) -> None:
    rows = (imported("1"), imported("2", "polecat", date(2031, 5, 13)))
    assert put(database, told("d-1"), told("d-2"), rows=rows) == 1
    assert once(database) == 1
    assert database.rows("SELECT count(*) FROM happenings") == [(4,)]
    assert database.rows("SELECT count(*) FROM events") == [(2,)]
    with database.transaction() as connection:
        assert rebuild(connection) == 1
    assert database.rows("SELECT count(*) FROM happenings") == [(4,)]


@pytest.mark.parametrize("other", [told("d-2", date(2031, 5, 13)), told("d-2", country="FRA")], ids=["another day", "another source"])
def test_another_day_in_another_story_or_another_party_is_another_event(database: Database, other: Situation) -> None:
    assert put(database, told("d-1"), other) == 0
    assert once(database) == 2


def test_within_one_story_a_day_more_is_the_same_event(database: Database) -> None:
    put(database, told("d-1"), told("d-2", date(2031, 5, 13)))
    with database.transaction() as connection:
        connection.execute("UPDATE documents SET story_id = 'd-1'")
        assert rebuild(connection) == 1
    assert database.rows("SELECT members, stories FROM event_once") == [(2, 1)]


def test_a_data_set_has_an_event_once(database: Database) -> None:
    put(database, told("d-1"), rows=(imported("1"), imported("2")))
    assert once(database) == 2
    assert database.rows("SELECT member_id FROM happenings WHERE origin = 'icews'") == [("icews:1",)]


def test_an_undirected_row_matches_either_way(database: Database) -> None:
    turned: dict[str, Any] = {"source_country": "SUD", "target_country": "NOR"}
    put(database, told("d-1"), rows=(imported("1", "acled", directed=False, **turned), imported("2", **turned)))
    assert database.rows("SELECT member_id FROM happenings WHERE origin <> 'extracted'") == [("acled:1",)]


def test_what_a_user_tells_apart_stays_apart(database: Database) -> None:
    put(database, told("d-1"), told("d-2"))
    with database.transaction():
        separate(database, "event-d-2", ("ana", "another note"), datetime(2031, 6, 1), "r")
    assert once(database) == 2
    with database.transaction() as connection:
        assert rebuild(connection) == 0
    with pytest.raises(StoreError, match="no event that was merged"):
        separate(database, "event-d-2", ("ana", ""), datetime(2031, 6, 1), "r")
