"""Into the store and out again: nothing twice, nothing lost, the same rows from every form."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import event_data as made
from detente.exchange.batches import COLUMNS
from detente.exchange.exporting import export
from detente.exchange.formats import read
from detente.json_form import from_data, to_line
from detente.records import Situation
from detente.store import shelf
from detente.store.database import Database, writing
from detente.store.imported import Imported, take
from detente.store.outgoing import Outgoing
from detente.store.runs import Maker, start_run
from situations import harbour, league

NOW = datetime(2026, 3, 1, 12)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with writing(tmp_path / "w.duckdb") as opened:
        yield opened


def put(database: Database, form: Any, *paths: Path) -> Imported:
    return take(database, read(form, paths), start_run(database, "import", Maker("1", {}, {}), NOW))


def rows(database: Database) -> list[tuple[Any, ...]]:
    return database.rows(f"SELECT {', '.join(COLUMNS)}, dyad FROM imported_events ORDER BY id")


def fill(database: Database, folder: Path) -> None:
    """Some rows of every data set."""
    files = {
        "gdelt": made.gdelt() + made.gdelt(GLOBALEVENTID="2", EventCode="190", GoldsteinScale="-10", AvgTone="-2.513470509399") + b"1\t2\n",
        "icews": made.icews({}, {"Event ID": "7", "Source Name": 'O\'Hara, "Jo"', "Target Country": "Atlantis"}),
        "polecat": made.polecat({}),
        "acled": made.acled({}, {"event_id_cnty": "CUB9", "notes": "a\r\nb\tc; d"}),
        "plover": made.plover(),
    }
    for form, data in files.items():
        (folder / form).write_bytes(data)
        put(database, form, folder / form)


def test_the_same_file_again_adds_nothing(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "events"
    path.write_bytes(made.gdelt() + made.gdelt() + made.gdelt(GLOBALEVENTID="2") + b"1\t2\n")
    first, again = put(database, "gdelt", path), put(database, "gdelt", path)
    assert (first.added, first.known, first.rejected) == (2, 1, 1)
    assert (again.added, again.known, again.rejected) == (0, 3, 1)
    assert database.rows("SELECT line, reason FROM rejected_rows") == [(2 + 2, "2 fields, not 61")]
    assert database.rows("SELECT sum(added), sum(known), sum(rejected) FROM import_batches") == [(2, 4, 2)]
    assert database.rows("SELECT DISTINCT dyad FROM imported_events") == [("CUB-ROU",)]
    assert database.rows("SELECT count(*) FROM imported_events WHERE run_id NOT IN (SELECT id FROM runs)") == [(0,)]


def test_a_newer_form_of_a_row_takes_the_place_of_the_older(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "events"
    for fatalities, stamp in (("0", "1770000000"), ("3", "1770000500"), ("1", "1760000000")):
        path.write_bytes(made.acled({"fatalities": fatalities, "timestamp": stamp}))
        last = put(database, "acled", path)
    assert (last.added, last.known, last.revised) == (0, 1, 0)
    assert database.rows("SELECT fatalities FROM imported_events") == [(3,)]


def test_what_was_read_before_a_file_breaks_is_kept(database: Database, tmp_path: Path) -> None:
    good, bad = tmp_path / "good", tmp_path / "bad"
    good.write_bytes(made.gdelt())
    bad.write_bytes(b"1\t2\n")
    with pytest.raises(Exception, match="57, 58 or 61"):
        put(database, "gdelt", good, bad)
    assert database.rows("SELECT count(*) FROM imported_events") == [(1,)]
    assert put(database, "gdelt", good).known == 1


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_an_export_comes_back_as_it_was(form: Any, database: Database, tmp_path: Path) -> None:
    fill(database, tmp_path)
    before = rows(database)
    assert len(before) == 8
    assert export(form, "imported", Outgoing(database), tmp_path / "out").written == 8
    with writing(tmp_path / "other.duckdb") as other:
        assert put(other, "csv", tmp_path / "out").added == 8
        assert rows(other) == before


def test_plover_comes_back_as_it_was_for_what_plover_can_say(database: Database, tmp_path: Path) -> None:
    fill(database, tmp_path)
    exported = export("plover", "imported", Outgoing(database), tmp_path / "out")
    assert (exported.written, exported.left_out) == (6, 2)
    kept = [row for row in rows(database) if not row[0].startswith("acled")]
    with writing(tmp_path / "other.duckdb") as other:
        put(other, "plover", tmp_path / "out")
        assert rows(other) == kept


@pytest.fixture
def documents(database: Database) -> Database:
    run_id = start_run(database, "add", Maker("1.2", {}, {"model": "a"}), NOW)
    with database.transaction() as connection:
        shelf.put(connection, [harbour(), league()], run_id)
    return database


def test_situations_are_the_lines_of_extract_and_can_be_read_back(documents: Database, tmp_path: Path) -> None:
    export("jsonl", None, Outgoing(documents), tmp_path / "out")
    lines = (tmp_path / "out").read_text(encoding="utf-8").splitlines()
    stored = list(shelf.situations(documents))
    assert lines == [to_line(one) for one in stored]
    assert [from_data(Situation, json.loads(line)) for line in lines] == stored
    assert {one.document.id for one in stored} == {harbour().document.id, league().document.id}


def test_json_ld_points_into_the_text_and_names_its_maker(documents: Database, tmp_path: Path) -> None:
    export("json-ld", None, Outgoing(documents), tmp_path / "out")
    graph = json.loads((tmp_path / "out").read_text(encoding="utf-8"))["@graph"]
    texts = {f"urn:detente:{one.document.id}": one.document.text for one in (harbour(), league())}
    activities = {node["id"] for node in graph if node["type"] == "prov:Activity"}
    notes = [node for node in graph if "Annotation" in node["type"]]
    assert len(notes) == sum(
        len(getattr(one, kind)) for one in (harbour(), league()) for kind in ("statements", "events", "links", "questions")
    )
    for node in notes:
        assert node["wasGeneratedBy"] in activities
        for target in node["target"]:
            quote, position = target["selector"]
            text, start, end = texts[target["source"]], position["start"], position["end"]
            assert text[start:end] == quote["exact"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
@pytest.mark.parametrize("what", ["events", "statements", "links", "questions"])
def test_every_record_of_documents_goes_out_as_a_row(form: Any, what: Any, documents: Database, tmp_path: Path) -> None:
    count = sum(len(getattr(one, what)) for one in (harbour(), league()))
    assert export(form, what, Outgoing(documents), tmp_path / "out").written == count > 0


def test_events_of_documents_as_plover_are_read_as_plover(documents: Database, tmp_path: Path) -> None:
    exported = export("plover", None, Outgoing(documents), tmp_path / "out")
    records = [json.loads(line) for line in (tmp_path / "out").read_text(encoding="utf-8").splitlines()]
    assert len(records) == exported.written > 0
    (batch,) = read("plover", [tmp_path / "out"])
    assert not batch.rejected
    found = {row["dataset_id"].partition("/")[0]: row for row in batch.events.to_pylist()}
    for record in records:
        assert found[record["id"]]["plover_type"] == record["event"][0]
        assert found[record["id"]]["day"].isoformat() == record["date"]
        assert found[record["id"]]["score"] == record["event_scale"]


def test_every_column_of_every_table_and_view_is_documented(database: Database) -> None:
    page = (Path(__file__).parents[3] / "docs/schema.md").read_text(encoding="utf-8")
    tables = database.rows("SELECT DISTINCT table_name FROM duckdb_columns() WHERE NOT internal AND table_name <> 'migrations'")
    for (table,) in tables:
        section = page.split(f"\n## {table}\n")[1].split("\n## ")[0]
        query = "SELECT column_name FROM duckdb_columns() WHERE table_name = ?"
        assert {row[0] for row in database.rows(query, [table])} == {
            line.split("`")[1] for line in section.splitlines() if line.startswith("| `")
        }, table
