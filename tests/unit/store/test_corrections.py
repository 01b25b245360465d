"""Corrections: applied at once, applied again after re-extraction, reported, withdrawn, and made gold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from detente.errors import StoreError
from detente.evaluate.gold import read_rows
from detente.records import Event, Situation
from detente.store import shelf
from detente.store.correcting import correct, precision, record_of
from detente.store.corrections import Correction, corrections_of
from detente.store.database import Database, writing
from detente.store.edits import patch_of
from detente.store.judged import gold
from situations import NORLAND, harbour

NOW = datetime(2026, 3, 1, 12)
BY = ("ana", "read it twice")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with writing(tmp_path / "w.duckdb") as opened:
        with opened.transaction() as connection:
            shelf.put(connection, [harbour()], "r-1")
        yield opened


def say(database: Database, action: Any, record_id: str, *changes: str, minute: int = 0) -> Correction:
    record = record_of(database, record_id)
    patch = patch_of(database, record, changes, lambda text: NORLAND if text == "NOR" else None) if action == "edit" else {}
    with database.transaction():
        return correct(database, record, action, patch, by=BY, now=NOW.replace(minute=minute), run_id="r-2")


def stored(database: Database) -> Situation:
    return next(shelf.situations(database))


def again(database: Database, situation: Situation) -> None:
    with database.transaction() as connection:
        shelf.replace(connection, [situation], "r-3")


def fits(database: Database) -> list[str]:
    return [one.fit for one in corrections_of(database.connection)]


def moved(event: Event) -> Event:
    """The event as a newer version may find it: another id, a slightly longer span."""
    first = event.evidence[0]
    text = harbour().document.text
    longer = replace(first, start=first.start - 1, quote=text[first.start - 1 : first.end])
    return replace(event, id="event-new", evidence=(longer, *event.evidence[1:]))


def test_a_rejected_record_is_kept_but_not_shown(database: Database) -> None:
    event = harbour().events[0]
    say(database, "reject", event.id)
    assert event not in stored(database).events
    assert database.rows("SELECT standing FROM events WHERE id = ?", [event.id]) == [("rejected",)]
    assert record_of(database, event.id) == event


def test_an_edit_changes_the_record_its_columns_and_what_follows_from_it(database: Database) -> None:
    event = harbour().events[0]
    kind = "REJECT" if event.type != "REJECT" else "AGREE"
    say(database, "edit", event.id, f"type={kind}", "source=NOR", "when=2026-01-02..2026-01-04")
    now = next(one for one in stored(database).events if one.id == event.id)
    assert (now.type, now.source, now.mode) == (kind, (NORLAND,), None)
    assert now.quad != event.quad or now.score != event.score
    assert database.rows("SELECT type, standing, first_day::VARCHAR FROM events WHERE id = ?", [event.id]) == [
        (kind, "edited", "2026-01-02")
    ]
    assert record_of(database, event.id) == event


def test_edits_of_one_record_add_up_and_withdrawal_restores_it(database: Database) -> None:
    event = harbour().events[0]
    say(database, "edit", event.id, "status=negated")
    say(database, "edit", event.id, "when=", minute=1)
    now = next(one for one in stored(database).events if one.id == event.id)
    assert (now.status, now.when) == ("negated", None)
    say(database, "withdraw", event.id, minute=2)
    assert stored(database) == harbour()


def test_a_correction_applies_again_to_the_record_in_the_same_place(database: Database) -> None:
    found = harbour()
    say(database, "edit", found.events[0].id, "status=hypothetical")
    say(database, "reject", found.events[1].id)
    again(database, replace(found, events=tuple(map(moved, found.events[:1])) + tuple(found.events[1:])))
    assert [one.status for one in stored(database).events if one.id == "event-new"] == ["hypothetical"]
    assert found.events[1] not in stored(database).events
    assert fits(database) == ["applied", "applied"]


def test_what_is_found_no_more_is_kept_or_moot(database: Database) -> None:
    found = harbour()
    say(database, "accept", found.events[0].id)
    say(database, "reject", found.events[1].id)
    for _ in range(2):
        again(database, replace(found, events=()))
        assert stored(database).events == (found.events[0],)
        assert fits(database) == ["kept", "moot"]
    again(database, found)
    assert fits(database) == ["applied", "applied"]
    assert len(stored(database).events) == len(found.events) - 1


def test_the_report_counts_the_last_word_on_each_record(database: Database) -> None:
    events = harbour().events
    say(database, "reject", events[0].id)
    say(database, "accept", events[0].id, minute=1)
    say(database, "reject", events[1].id)
    (one,) = precision(database)
    assert (one.kind, one.accepted, one.edited, one.rejected, one.share) == ("events", 1, 0, 1, 0.5)
    assert 0 < one.low < 0.5 < one.high < 1


def test_gold_has_only_paragraphs_that_are_judged_whole(database: Database, tmp_path: Path) -> None:
    for event in harbour().events[1:]:
        say(database, "accept", event.id)
    partly = list(gold(database, "events"))
    say(database, "reject", harbour().events[0].id)
    rows = list(gold(database, "events"))
    assert len(partly) <= len(rows)
    for row in rows:
        assert row["text"] in harbour().document.text
    for statement in harbour().statements:
        say(database, "accept", statement.id)
    said = list(gold(database, "statements"))
    assert sum(len(row["attributions"]) for row in said) == len(harbour().statements)
    for row in said:
        for one in row["attributions"]:
            assert all(row["text"][start:end].strip() for spans in one.values() for start, end in spans)
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in said), encoding="utf-8")
    assert len(read_rows(path, ("text", "attributions"))) == len(said)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("type", "write field=value"),
        ("type=FIGHT", "'FIGHT' is no type"),
        ("colour=red", "no field 'colour'"),
        ("mode=banana", "'banana' is no mode"),
        ("source=Atlantis", "no actor 'Atlantis'"),
        ("when=yesterday", "is no day"),
        ("when=2026-02-01..2026-01-01", "ends before it begins"),
    ],
)
def test_a_wrong_edit_is_one_clear_line_and_changes_nothing(database: Database, change: str, words: str) -> None:
    with pytest.raises(StoreError, match=words):
        say(database, "edit", harbour().events[0].id, change)
    assert stored(database) == harbour()
    assert corrections_of(database.connection) == []


def test_an_unknown_id_names_ids_like_it(database: Database) -> None:
    whole = harbour().events[0].id
    with pytest.raises(StoreError, match="did you mean"):
        record_of(database, whole[:-2])
