"""detente relation from the shell: six forms, 80 columns, no network in pages, and one clear line for each mistake."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from detente import Workspace
from detente.cli import app
from detente.errors import DetenteError
from detente.json_form import from_data
from detente.relation_records import Relation
from relation_events import QUARREL, table


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("shell")
    (made / "events.csv").write_text(table().replace("they met", "they <b>met</b> & talked"), encoding="utf-8")
    Workspace(made / "w.duckdb").import_events("csv", [made / "events.csv"], dataset="diary")
    return made


@pytest.fixture
def shell(folder: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.chdir(folder)
    return CliRunner(env={"COLUMNS": "80"})


def told(shell: CliRunner, *more: str) -> str:
    done = shell.invoke(app, ["relation", "Norway", "CHL", "-w", "w.duckdb", *more])
    assert done.exit_code == 0, done.exception
    return str(done.stdout)


@pytest.mark.parametrize("by", ["day", "week", "month"])
def test_the_terminal_shows_lines_counts_and_the_shift_in_80_columns(shell: CliRunner, by: str) -> None:
    text = told(shell, "--by", by)
    assert max(map(len, text.splitlines())) <= 80
    for heading in ("Norway and Chile", "OVER TIME", "COUNTS", "BY TYPE", "SHIFTS", "EVIDENCE"):
        assert heading in text
    assert "Norway → Chile, verbal conflict" in text
    assert re.search(r"Worse: .*2032", text)
    assert "█" in text


def test_json_is_the_record(shell: CliRunner) -> None:
    made = from_data(Relation, json.loads(told(shell, "--format", "json")))
    assert made.shifts[0].first <= QUARREL <= made.shifts[0].last


def test_markdown_and_pages_escape_what_sources_say_and_ask_for_no_network(shell: CliRunner) -> None:
    markdown, page = told(shell, "-f", "markdown"), told(shell, "-f", "html")
    assert "<b>" not in markdown
    assert "<b>met" not in page
    assert "<svg" in page
    assert not re.search(r"<(?:script|link|img|iframe)\b|@import|url\((?!#)", page)
    addresses = set(re.findall(r"https?://[^\s\"'<)]+", page)) - {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert all(address.startswith("https://paper.example/") for address in addresses)


def test_charts_are_files(shell: CliRunner, folder: Path) -> None:
    assert told(shell, "-f", "svg").startswith("<svg")
    told(shell, "-f", "png", "-o", "chart.png")
    assert (folder / "chart.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["Norway", "Chille"], "no actor 'Chille'.*Chile"),
        (["Norway", "CHL", "--since", "yesterday"], "--since: 'yesterday' is not a date"),
        (["Norway", "CHL", "--until", "2999-01-01"], "2999-01-01 is in the future"),
        (["Norway", "CHL", "--format", "png"], "name a file"),
        (["Norway", "CHL", "--without", "The Moon"], "no outlet"),
        (["Norway", "BTN"], "no event between Norway and Bhutan"),
    ],
    ids=str,
)  # fmt: skip
def test_a_mistake_is_one_line_and_writes_nothing(shell: CliRunner, folder: Path, more: list[str], says: str) -> None:
    done = shell.invoke(
        app, ["relation", *more, "-w", "w.duckdb", "-o", "none.txt"] if "png" not in more else ["relation", *more, "-w", "w.duckdb"]
    )
    assert isinstance(done.exception, DetenteError)
    assert re.search(says, str(done.exception))
    assert "\n" not in str(done.exception)
    assert not (folder / "none.txt").exists()
