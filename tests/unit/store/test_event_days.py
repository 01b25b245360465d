"""Events by day for relations: what is left out with an outlet, and what then counts again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from detente.errors import StoreError
from detente.json_form import from_data, to_data
from detente.knowledge.parties import Party
from detente.records import Situation, When
from detente.store import shelf
from detente.store.database import Database, writing
from detente.store.event_days import check_outlets, country_events, documents_about, pair_events, reported_days
from detente.store.happenings import rebuild
from detente.store.tables import insert
from situations import harbour

DAY = date(2031, 5, 12)
PAIR = (Party("NOR", "Norland", "NOR"), Party("SUD", "Sudria", "SUD"))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """One act told by two outlets and by a data set, and an imported act of its own."""
    with writing(tmp_path / "w.duckdb") as opened, opened.transaction() as connection:
        shelf.put(connection, [told("d-1", "The Strait Times"), told("d-2", "Harbour Wire")], "r")
        names = [
            name
            for (name,) in connection.execute("SELECT column_name FROM duckdb_columns() WHERE table_name = 'imported_events'").fetchall()
        ]
        rows = [imported("1", "REJECT", DAY, "Harbour Wire"), imported("2", "ACCUSE", date(2031, 5, 20), None)]
        insert(connection, "imported_events", [dict.fromkeys(names) | row for row in rows])
        rebuild(connection)
        yield opened


def told(name: str, outlet: str) -> Situation:
    text = to_data(harbour())
    situation: Situation = from_data(Situation, text)
    source, target = (replace(actor, country=code) for actor, code in zip(situation.actors[:2], ("NOR", "SUD"), strict=True))
    event = replace(situation.events[0], id=f"event-{name}", type="REJECT", status="happened", when=When(DAY, DAY, "day"))
    document = replace(situation.document, id=name, outlet=outlet)
    return replace(situation, document=document, events=(replace(event, source=(source,), target=(target,)),))


def imported(name: str, kind: str, day: date, publisher: str | None) -> dict[str, Any]:
    return {
        "id": f"own:{name}", "dataset": "own", "dataset_id": name, "day": day, "plover_type": kind, "plover_quad": "verbal conflict",
        "directed": True, "source_country": "NOR", "target_country": "SUD", "publisher": publisher, "label": "in its words",
        "dyad": "NOR-SUD", "run_id": "r",
    }  # fmt: skip


def origins(database: Database, *without: str) -> list[tuple[str, int]]:
    return [(row["origin"], row["outlets"]) for row in pair_events(database, PAIR, without).to_pylist()]


def test_what_documents_and_data_sets_tell_counts_once(database: Database) -> None:
    assert origins(database) == [("extracted", 2), ("own", 1)]
    assert [row["origin"] for row in country_events(database).to_pylist()] == ["extracted", "own"]
    assert [row["events"] for row in reported_days(database).to_pylist()] == [1, 1]


def test_without_an_outlet_its_documents_and_its_rows_are_gone(database: Database) -> None:
    assert origins(database, "Harbour Wire") == [("extracted", 1), ("own", 1)]
    assert origins(database, "the strait times") == [("extracted", 1), ("own", 1)]


def test_a_row_counts_itself_where_all_documents_that_tell_it_are_left_out(database: Database) -> None:
    database.connection.execute("UPDATE documents SET outlet = 'The Strait Times'")
    database.connection.execute("UPDATE imported_events SET publisher = NULL")
    assert origins(database) == [("extracted", 1), ("own", 1)]
    assert origins(database, "The Strait Times") == [("own", 1), ("own", 1)]


def test_without_a_data_set_only_documents_speak(database: Database) -> None:
    assert origins(database, "own") == [("extracted", 2)]
    assert [row["events"] for row in reported_days(database, ["own"]).to_pylist()] == [1]


def test_direction_and_evidence_come_along(database: Database) -> None:
    first, second = pair_events(database, PAIR).to_pylist()
    assert (first["forward"], second["forward"]) == (True, True)
    assert first["text"] == harbour().events[0].evidence[0].quote
    assert (second["text"], second["day"]) == ("in its words", date(2031, 5, 20))
    assert [row["forward"] for row in pair_events(database, PAIR[::-1]).to_pylist()] == [False, False]


def test_documents_that_speak_of_both(database: Database) -> None:
    names = tuple(Party(one.name, one.name, None, (one.name.casefold(),)) for one in harbour().actors[:2])
    assert documents_about(database, (names[0], names[1])) == ["d-1", "d-2"]
    assert documents_about(database, (names[0], Party("x", "x", None, ("nobody",)))) == []


def test_an_outlet_that_is_not_there_is_told_with_the_nearest(database: Database) -> None:
    check_outlets(database, ["Harbour Wire", "own", "duplicates"])
    with pytest.raises(StoreError, match=r"no outlet 'Harbor Wire'.*harbour wire"):
        check_outlets(database, ["Harbor Wire"])
