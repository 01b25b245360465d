"""import, export and sql from the shell: exit codes, notes, and one clear line for each mistake."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

import event_data as made
from detente.cli import app
from detente.errors import DetenteError


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "events").write_bytes(made.gdelt() + b"1\t2\n")
    return CliRunner()


def test_import_says_what_it_did_and_what_it_refused(shell: CliRunner) -> None:
    done = shell.invoke(app, ["import", "gdelt", "events"])
    assert done.exit_code == 0
    assert "events, line 2: 2 fields, not 61" in done.output
    assert "1 added, 1 rejected" in done.output
    assert "1 known, 1 rejected" in shell.invoke(app, ["import", "gdelt", "events"]).output


def test_a_file_without_one_good_row_is_exit_code_2(shell: CliRunner, tmp_path: Path) -> None:
    (tmp_path / "bad").write_bytes(made.gdelt(SQLDATE="never"))
    assert shell.invoke(app, ["import", "gdelt", "bad"]).exit_code == 2


def test_sql_answers_in_three_forms_and_changes_nothing(shell: CliRunner) -> None:
    shell.invoke(app, ["import", "gdelt", "events"])
    query = "SELECT dyad, day FROM imported_events"
    assert json.loads(shell.invoke(app, ["sql", query, "--format", "json"]).stdout) == [{"dyad": "CUB-ROU", "day": "2026-01-31"}]
    assert shell.invoke(app, ["sql", query, "--format", "csv"]).stdout == "dyad,day\nCUB-ROU,2026-01-31\n"
    assert shell.invoke(app, ["sql", query]).stdout.split() == ["dyad", "day", "CUB-ROU", "2026-01-31"]
    for change in ("DELETE FROM imported_events", "DROP TABLE runs", "COPY runs TO 'x.csv'"):
        refused = shell.invoke(app, ["sql", change])
        assert isinstance(refused.exception, DetenteError)
        assert "only SELECT" in str(refused.exception)
    assert shell.invoke(app, ["sql", "SELECT count(*) FROM imported_events", "-f", "csv"]).stdout.endswith("\n1\n")


def test_export_to_a_file_and_to_the_screen_is_the_same(shell: CliRunner, tmp_path: Path) -> None:
    shell.invoke(app, ["import", "gdelt", "events"])
    shown = shell.invoke(app, ["export", "jsonl", "--what", "imported"]).stdout
    shell.invoke(app, ["export", "jsonl", "--what", "imported", "-o", "out.jsonl"])
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == shown
    assert json.loads(shown)["id"] == "gdelt:1290000001"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["export", "parquet"], "--output"),
        (["export", "plover", "--what", "links"], "plover does not hold links"),
        (["import", "gdelt", "absent"], "no such file"),
        (["import", "gdelt", "events", "--columns", "day=x"], "only for csv"),
        (["import", "csv", "events", "--columns", "day"], "is no pair"),
    ],
)
def test_a_mistake_is_one_clear_line(shell: CliRunner, arguments: list[str], said: str) -> None:
    shell.invoke(app, ["import", "gdelt", "events"])
    failed = shell.invoke(app, arguments)
    assert isinstance(failed.exception, DetenteError)
    assert said in str(failed.exception)


def test_an_answer_too_wide_for_the_page_is_printed_a_line_a_value(shell: CliRunner) -> None:
    shell.invoke(app, ["import", "gdelt", "events"])
    told = shell.invoke(app, ["sql", "SELECT * FROM imported_events"], env={"COLUMNS": "80"}).stdout
    assert re.search(r"^dyad +CUB-ROU *$", told, re.MULTILINE)
    assert max(map(len, told.splitlines())) <= 80


def test_a_table_that_names_only_states_has_their_countries(shell: CliRunner) -> None:
    Path("states.csv").write_text(
        "date,source,target,type\n2026-02-01,Norway,SWE,CONSULT\n2026-02-02,The Union,SWE,AID\n", encoding="utf-8"
    )
    assert shell.invoke(app, ["import", "csv", "states.csv"]).exit_code == 0
    query = "SELECT source_country, target_country FROM imported_events WHERE dataset = 'own' ORDER BY day"
    assert shell.invoke(app, ["sql", query, "-f", "csv"]).stdout.splitlines()[1:] == ["NOR,SWE", ",SWE"]
