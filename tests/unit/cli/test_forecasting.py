"""The commands forecast, record and backtest, as a user calls them on a workspace of made-up events."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner

from detente.cli import main
from detente.records import EventType
from detente.store.database import writing

FIRST, DAYS = date(2021, 1, 4), 300
_LOADED: dict[int, bytes] = {}
ACTS = (("NZL", "FJI", "CONSULT", 5), ("FJI", "NZL", "CONSULT", 9), ("NZL", "FJI", "SANCTION", 40), ("CHE", "NZL", "AGREE", 3))


def rows(until: int) -> Iterator[str]:
    """A line of CSV for each act of the first days, at steady steps, and one later quarrel."""
    yield "day,source_country,target_country,plover_type,label,url"
    for day in range(until):
        for source, target, kind, step in ACTS:
            if day % step == 0:
                yield f"{FIRST + timedelta(day)},{source},{target},{kind},{kind.lower()} no. {day},https://news.example/{day}"
        if day == 290:
            yield f"{FIRST + timedelta(day)},FJI,NZL,ACCUSE,<b>accused</b>,"


@contextmanager
def called(*words: str) -> Iterator[int]:
    """The command line as the shell calls it; its exit code."""
    before, sys.argv = sys.argv, ["detente", *words]
    try:
        main()
    except SystemExit as end:
        sys.argv = before
        yield int(str(end.code or 0))
    finally:
        sys.argv = before


class Shell:
    """Calls on one workspace file."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys
        self.file = folder / "w.duckdb"

    def load(self, until: int = DAYS) -> None:
        """Import the events of the first days; into an empty workspace a copy of one that was made before."""
        made = _LOADED.get(until)
        if made and not self.file.exists():
            self.file.write_bytes(made)
            return
        fresh = not self.file.exists()
        table = self.folder / "events.csv"
        table.write_text("\n".join(rows(until)), encoding="utf-8")
        assert self.run("import", "csv", str(table), "--dataset", "wire")[0] == 0
        if fresh:
            _LOADED[until] = self.file.read_bytes()

    def run(self, *words: str) -> tuple[int, str, str]:
        """Exit code, standard output, standard error."""
        with called(*words, "--workspace", str(self.file)) as code:
            said = self._capsys.readouterr()
            return code, said.out, said.err

    def json(self, *words: str) -> Any:
        """What a command says in JSON."""
        code, out, err = self.run(*words, "--format", "json")
        assert code == 0, err
        return json.loads(out)


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path, capsys)


def test_a_forecast_names_its_events_and_fits_the_screen(shell: Shell) -> None:
    shell.load()
    code, out, _ = shell.run("forecast", "New Zealand", "fiji", "--horizon", "7")
    assert code == 0
    assert out.startswith("New Zealand and Fiji: the next 7 days\n")
    assert max(cell_len(line) for line in out.splitlines()) <= 80
    assert "NEW ZEALAND → FIJI" in out
    assert "FIJI → NEW ZEALAND" in out
    assert "(wire, https://news.example/295)" in " ".join(out.split())
    told = shell.json("forecast", "NZL", "FJI", "--horizon", "7")
    assert [one["event_class"] for one in told["forecasts"]][:2] == ["verbal cooperation", "material cooperation"]
    assert len(told["forecasts"]) == 8
    named = {event for one in told["forecasts"] for reason in one["reasons"] for event in reason["event_ids"]}
    assert named == {event["id"] for event in told["events"]}
    assert told["known_until"] == str(date.fromisoformat(told["newest"]) + timedelta(1))


def test_types_and_forms(shell: Shell) -> None:
    shell.load()
    types = shell.json("forecast", "NZL", "FJI", "--classes", "types")["forecasts"]
    assert [one["event_class"] for one in types] == 2 * list(get_args(EventType))
    for form, start in (("html", "<!DOCTYPE html>"), ("markdown", "# New Zealand and Fiji")):
        code, _, err = shell.run("forecast", "NZL", "FJI", "-f", form, "-o", str(shell.folder / "out"))
        assert (code, err) == (0, "")
        text = (shell.folder / "out").read_text(encoding="utf-8")
        assert text.startswith(start)
        assert "<b>accused</b>" not in text, "text of sources is escaped"


def test_nothing_of_the_cut_off_and_later_is_looked_at(shell: Shell) -> None:
    shell.load()
    day = str(FIRST + timedelta(250))
    with_future = shell.json("forecast", "NZL", "FJI", "--known-until", day)
    other = Shell(shell.folder / "past", shell._capsys)
    other.folder.mkdir()
    other.load(250)
    alone = other.json("forecast", "NZL", "FJI", "--known-until", day)
    assert with_future["forecasts"] == alone["forecasts"]
    assert with_future["data"] == alone["data"]
    assert with_future["newest"] != alone["newest"]


def test_the_way_of_a_record_from_saving_to_scores(shell: Shell) -> None:
    shell.load(250)
    code, _, err = shell.run("forecast", "NZL", "FJI", "--horizon", "10", "--save", "--author", "ada")
    assert (code, err) == (0, "detente: note: 8 forecasts saved\n")
    assert "0 forecasts saved, 8 were in the record already" in shell.run("forecast", "NZL", "FJI", "--horizon", "10", "--save")[2]
    assert [one["outcome"] for one in shell.json("record")["forecasts"]] == [None] * 8
    assert "8 frozen · 0 resolved · 8 open" in shell.run("record")[1]

    shell.load()
    told = shell.json("record")
    assert told["ahead"]["together"][0]["forecasts"] == 8
    assert told["hindsight"]["together"] == []
    yes = {(one["forecast"]["source"], one["forecast"]["event_class"]) for one in told["forecasts"] if one["outcome"]["happened"]}
    assert yes == {("NZL", "verbal cooperation"), ("FJI", "verbal cooperation")}
    code, out, _ = shell.run("record")
    assert code == 0
    assert max(cell_len(line) for line in out.splitlines()) <= 80
    assert "8 frozen · 8 resolved · 0 open" in out
    assert "consult no. 250 (wire, https://news.example/250)" in " ".join(out.split())
    assert shell.json("record") == told, "outcomes are kept once"
    assert "8 forecasts and 8 outcomes, all as they were written; seal " in shell.run("record", "--check")[1]


def test_a_forecast_of_the_past_counts_as_hindsight(shell: Shell) -> None:
    shell.load()
    day = str(FIRST + timedelta(200))
    assert "made with hindsight" in shell.run("forecast", "NZL", "FJI", "--known-until", day, "--save")[2]
    told = shell.json("record")
    assert told["ahead"]["together"] == []
    assert told["hindsight"]["together"][0]["forecasts"] == 8
    assert "only forecasts made ahead" in " ".join(shell.run("record")[1].split())


def test_the_record_is_filtered(shell: Shell) -> None:
    shell.load()
    shell.run("forecast", "NZL", "FJI", "--save")
    shell.run("forecast", "NZL", "CHE", "--save")
    shell.run("forecast", "NZL", "CHE", "--classes", "types", "--save")
    assert len(shell.json("record")["forecasts"]) == 48
    assert len(shell.json("record", "--pair", "Fiji", "NZL")["forecasts"]) == 8
    assert len(shell.json("record", "--class", "consult")["forecasts"]) == 2
    assert shell.json("record", "--since", str(FIRST + timedelta(DAYS + 30)))["forecasts"] == []


def test_a_tampered_record_is_told(shell: Shell) -> None:
    shell.load()
    shell.run("forecast", "NZL", "FJI", "--save")
    with writing(shell.file) as database:
        database.connection.execute("UPDATE forecasts SET author = 'eve' WHERE position = 3")
    code, out, err = shell.run("record", "--check")
    assert (code, out) == (2, "")
    assert "forecast 3: was changed after it was saved" in err


def test_a_rehearsal_says_what_the_forecast_of_the_day_would_have_said(shell: Shell) -> None:
    shell.load()
    first = FIRST + timedelta(200)
    told = shell.json("backtest", "NZL", "FJI", "--horizon", "10", "--first", str(first), "--step", "89")
    assert (told["cut_offs"], told["pairs"], told["first"]) == (1, 2, str(first))
    said = [one["probability"] for one in shell.json("forecast", "NZL", "FJI", "--horizon", "10", "--known-until", str(first))["forecasts"]]
    (score,) = told["assessment"]["together"]
    assert score["forecasts"] == 8
    assert score["mean"] == pytest.approx(sum(said) / 8, abs=1e-6)
    assert score["came_true"] == 3, "consulting both ways, and the sanction of day 200"


def test_a_rehearsal_of_the_types_says_what_a_forecast_of_the_types_would_have_said(shell: Shell) -> None:
    shell.load()
    first = FIRST + timedelta(200)
    told = shell.json("backtest", "NZL", "FJI", "--classes", "types", "--horizon", "10", "--first", str(first), "--step", "89")
    options = ("--horizon", "10", "--known-until", str(first), "--classes", "types")
    made = shell.json("forecast", "NZL", "FJI", *options)["forecasts"]
    (score,) = told["assessment"]["together"]
    assert (score["group"], score["forecasts"]) == ("the sixteen types", 32)
    assert score["mean"] == pytest.approx(sum(one["probability"] for one in made) / 32, abs=1e-6)
    assert {one["group"] for one in told["assessment"]["by_class"]} == {one["event_class"] for one in made}


def test_a_rehearsal_of_all_pairs_as_a_page(shell: Shell) -> None:
    shell.load()
    code, out, err = shell.run("backtest", "--all", "--horizon", "7", "--step", "30", "-f", "html")
    assert (code, err) == (0, "")
    assert "4 directed pairs: forecasts of 7 days" in out
    assert out.count("<svg") >= 1
    assert "http-equiv" in out
    assert "<script" not in out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("forecast", "NZL", "Fijii"), "no country 'Fijii' (hint: nearest are Fiji (FJI)"),
        (("forecast", "NZL", "PER"), "no event between the two"),
        (("forecast", "NZL", "NZL"), "one actor twice"),
        (("forecast", "NZL", "FJI", "--horizon", "91"), "a horizon out of range (hint: choose 1 to 90 days)"),
        (("forecast", "NZL", "FJI", "--horizon", "0"), "a horizon out of range"),
        (("forecast", "NZL", "FJI", "--known-until", "2999-01-01"), "a day in the future"),
        (("forecast", "NZL", "FJI", "--known-until", "soon"), "'soon' is not a date"),
        (("forecast", "NZL", "FJI", "--known-until", "1999-01-01"), "no event between the two"),
        (("forecast", "NZL", "FJI", "--known-until", "2021-01-09"), "too short for a forecast"),
        (("record", "--class", "peace"), "'peace' is unknown (hint: known are verbal cooperation"),
        (("record", "--pair", "NZL", "Nowhereland"), "no country 'Nowhereland'"),
        (("backtest",), "name two countries, or --all"),
        (("backtest", "NZL"), "name two countries, or --all"),
        (("backtest", "NZL", "FJI", "--first", "2031-01-01"), "no cut-off whose horizon has passed"),
        (("backtest", "NZL", "FJI", "--first", "2021-01-05"), "the history begins on 2021-01-04"),
        (("backtest", "NZL", "PER"), "no event between the two"),
    ],
)
def test_bad_input_is_one_line_and_changes_nothing(shell: Shell, words: tuple[str, ...], told: str) -> None:
    shell.load()
    code, out, err = shell.run(*words)
    assert (code, out) == (2, "")
    assert told in err
    assert err.count("\n") == 1


def test_no_workspace_and_an_empty_one(shell: Shell) -> None:
    assert "no workspace here" in shell.run("forecast", "NZL", "FJI")[2]
    writing(shell.file).close()
    code, _, err = shell.run("forecast", "NZL", "FJI")
    assert code == 2
    assert "no dated events between countries" in err
    code, out, _ = shell.run("record")
    assert code == 0
    assert "Nothing is frozen yet" in out


def test_help_of_each_command_says_its_options() -> None:
    from detente.cli import app

    for command, option in (("forecast", "--known-until"), ("record", "--check"), ("backtest", "--first")):
        assert option in CliRunner().invoke(app, [command, "--help"]).output


def test_while_another_process_writes_outcomes_are_shown_and_kept_later(shell: Shell) -> None:
    shell.load(250)
    shell.run("forecast", "NZL", "FJI", "--horizon", "10", "--save")
    shell.load()
    command = [sys.executable, "-c", "from detente.cli import main; main()", "record", "--workspace", str(shell.file)]
    with writing(shell.file) as database:
        told = subprocess.run(command, capture_output=True, text=True, check=True)
        assert "8 frozen · 8 resolved · 0 open" in told.stdout
        assert database.rows("SELECT count(*) FROM outcomes") == [(0,)]
    shell.run("record")
    with writing(shell.file) as database:
        assert database.rows("SELECT count(*) FROM outcomes") == [(8,)]
