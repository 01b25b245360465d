"""Lists of records: columns, filters, forms, and one clear line for what is not known."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner

from detente.cli import app
from detente.cli.sheets import Sheet, as_csv, as_table, checked, sheet
from detente.errors import SettingsError
from detente.relations.ledger import ledger
from situations import harbour, league

KINDS = ("commitments", "statements", "events", "links", "actors", "questions")
BOTH = (harbour(), league())


def made(what: str) -> Sheet:
    return sheet(what, BOTH, ledger(BOTH))


@pytest.mark.parametrize("what", KINDS)
def test_every_record_is_a_row_in_every_form(what: str) -> None:
    one = made(what)
    read = list(csv.DictReader(io.StringIO(as_csv(one, one.rows))))
    assert len(read) == len(one.rows) > 0
    assert [row["id"] for row in read] == [row.cells["id"] for row in one.rows]
    table = as_table(one, one.rows, 80)
    assert max(cell_len(line) for line in table.splitlines()) <= 80
    assert all(name in table.splitlines()[0] for name in one.shown)


@pytest.mark.parametrize("what", ["statements", "events", "links", "questions"])
def test_a_row_names_its_sentence_and_its_document(what: str) -> None:
    texts = {" ".join(one.document.text.split()): one.document.origin for one in BOTH}
    for row in made(what).rows:
        assert any(row.cells["sentence"] in text and row.cells["document"] == origin for text, origin in texts.items())


def test_filters_go_by_kind_status_and_parties() -> None:
    assert {row.cells["kind"] for row in made("commitments").filtered({"--kind": "offer"})} == {"offer"}
    assert all("Norland" in row.cells["source"] for row in made("events").filtered({"--speaker": "norland"}))
    assert [row.cells["speaker"] for row in made("commitments").filtered({"--addressee": "Norland", "--status": "OPEN"})] == [
        "Tomas Okello"
    ]
    assert made("actors").filtered({"--kind": "place"})
    assert made("events").filtered({"--speaker": "nobody at all"}) == []


@pytest.mark.parametrize(
    ("what", "asked", "message"),
    [
        ("commitments", {"--status": "opn"}, "did you mean open"),
        ("questions", {"--kind": "open"}, "questions have no kind"),
        ("events", {"--kind": "HUG"}, "known: AGREE"),
    ],
)
def test_unknown_filters_are_named(what: str, asked: dict[str, str | None], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        checked(what, asked)


def test_a_wrong_filter_or_day_stops_before_anything_is_read(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("Nothing.", encoding="utf-8")
    for options in (["--status", "closed"], ["--as-of", "yesterday"]):
        done = CliRunner().invoke(app, ["list", "commitments", str(source), *options])
        assert isinstance(done.exception, SettingsError)
