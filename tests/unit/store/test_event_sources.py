"""Events in the words of their sources: sentences of documents, labels and notes of data sets, one source for what is told twice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from detente.json_form import from_data, to_data
from detente.records import Situation, When
from detente.store import shelf
from detente.store.database import Database, writing
from detente.store.event_days import country_events
from detente.store.event_sources import sourced_events
from detente.store.happenings import rebuild
from detente.store.tables import insert
from situations import harbour

DAY = date(2031, 5, 12)
NOTED = {"note": "Norland turned the plan down", "url": "https://wire.example/n"}


def told() -> Situation:
    """The harbour's first event between two states with codes, as happened on a day."""
    situation = from_data(Situation, json.loads(json.dumps(to_data(harbour()))))
    source, target = (replace(actor, country=code) for actor, code in zip(situation.actors[:2], ("NOR", "SUD"), strict=True))
    event = replace(situation.events[0], type="REJECT", status="happened", source=(source,), target=(target,), when=When(DAY, DAY, "day"))
    return replace(situation, events=(event,))


def imported(name: str, day: date, **more: Any) -> dict[str, Any]:
    return {
        "id": f"wire:{name}", "dataset": "wire", "dataset_id": name, "day": day, "plover_type": "REJECT", "plover_quad": "verbal conflict",
        "directed": True, "source_country": "NOR", "target_country": "SUD", "run_id": "r", **more,
    }  # fmt: skip


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    rows = [
        imported("same", DAY, label="reject"),
        imported("noted", date(2031, 4, 1), label="reject", source_name="Norland", **NOTED),
        imported("bare", date(2031, 6, 2)),
    ]
    with writing(tmp_path / "w.duckdb") as opened, opened.transaction() as connection:
        shelf.put(connection, [told()], "r")
        names = [name for (name,) in opened.rows("SELECT name FROM pragma_table_info('imported_events')")]
        insert(connection, "imported_events", [dict.fromkeys(names) | row for row in rows])
        rebuild(connection)
        yield opened


def test_every_event_that_is_counted_has_its_source_newest_first(database: Database) -> None:
    ids = country_events(database)["id"].to_pylist()
    found = sourced_events(database, [*ids, *ids, "no such id"])
    assert sorted(one.id for one in found) == sorted(ids)
    assert [one.day for one in found] == [date(2031, 6, 2), DAY, date(2031, 4, 1)]


def test_what_document_and_data_set_tell_is_shown_by_its_sentence(database: Database) -> None:
    (one,) = (one for one in sourced_events(database, country_events(database)["id"].to_pylist()) if one.day == DAY)
    event, document = told().events[0], told().document
    assert one.origin == "extracted"
    assert one.text in " ".join(document.text.split())
    assert " ".join(event.evidence[0].quote.split()) in one.text, "the whole sentence around the passage"
    assert one.text.endswith((".", "”", '"'))
    assert one.place == document.outlet


def test_a_row_of_a_data_set_is_shown_by_its_note_else_its_label_else_its_type(database: Database) -> None:
    noted, bare = (one for one in sourced_events(database, ["wire:noted", "wire:bare"])[::-1])
    assert (noted.text, noted.place, noted.source, noted.target) == (
        "Norland turned the plan down",
        "https://wire.example/n",
        "Norland",
        "SUD",
    )
    assert (bare.text, bare.place, bare.origin) == ("REJECT", "", "wire")


def test_no_ids_ask_nothing(database: Database) -> None:
    assert sourced_events(database, []) == ()
