"""`detente actors` from the shell: what is printed, what is written, and what a failing endpoint leaves behind."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from detente import cli
from sparql_site import Fact, Site, serving

OWN = """name,kind,country,sector,role,office,start,end
Elanor Brandir,person,AND,GOV,Warden of Andorra,head_of_state,2001,2010
Turgon Haleth,person,AND,GOV,Warden of Andorra,head_of_state,2010-06-30,
Mirabel Tarn,person,AND,GOV,Foreign Warden,foreign_minister,2015,
Borin Ash,person,AND,GOV,Chief Warden,head_of_government,2015,
"""
FACTS = [
    Fact("head_of_state", "Q228", "Q1001", "Elanor Brandir", "warden of Andorra", "2001-05-04", "2010-06-30"),
    Fact("head_of_state", "Q228", "Q1002", "Turgon Haleth", "warden of Andorra", "2010-06-30", "2026-02-01"),
    Fact("head_of_state", "Q228", "Q1009", "Ada Vale", "warden of Andorra", "2026-02-01", gender="Q6581072"),
    Fact("foreign_minister", "Q228", "Q1003", "Mirabel Tarn", "foreign warden", "2014-11"),
]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site(list(FACTS))) as made:
        yield made


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr("detente.cli.actors.sleep", lambda _: None)
    (tmp_path / "own.csv").write_text(OWN, encoding="utf-8")

    def called(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["detente", "actors", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return called


def update(run: Run, site: Site, *words: str) -> tuple[int, str, str]:
    return run("update", "--actors", "own.csv", "--country", "Andorra", "--endpoint", site.url, "--page-size", "1", *words)


def complaint(answer: tuple[int, str, str]) -> str:
    code, out, err = answer
    assert (code, out) == (2, "")
    assert err.startswith("detente: ")
    assert err.count("\n") == 1
    assert "hint: " in err
    return err


@pytest.mark.parametrize("words", [("Turgon", "Haleth"), ("list", "Turgon Haleth"), ("--actors", "own.csv", "turgon haleth")])
def test_one_actor_in_full(run: Run, words: tuple[str, ...]) -> None:
    code, out, err = run(*words, *(() if "--actors" in words else ("--actors", "own.csv")))
    assert (code, err) == (0, "")
    assert out == ("Turgon Haleth (person, AND)\n  2010-06-30 –             Warden of Andorra [GOV]\n      own.csv, entry 2, verified\n")


def test_a_list_is_legible_at_80_columns(run: Run) -> None:
    code, out, err = run("--limit", "300")
    assert code == 0
    lines = out.splitlines()
    assert len(lines) == 301
    assert all(len(line) <= 80 for line in lines)
    assert lines[0].split() == ["NAME", "CODE", "SECT", "ROLE", "OR", "KIND", "FROM", "–", "UNTIL"]
    assert "more; --limit 0 shows all" in err


def test_a_misspelling_is_asked_back(run: Run) -> None:
    code, out, err = run("Turgon", "Halet", "--actors", "own.csv")
    assert code == 0
    assert "did you mean" in err
    assert out.startswith("Turgon Haleth")


def test_csv_and_json_hold_the_same(run: Run, tmp_path: Path) -> None:
    wanted = ("--country", "AND", "--on", "2005-01-01", "--actors", "own.csv")
    _, out, _ = run(*wanted, "--format", "json")
    (actor,) = [actor for actor in json.loads(out) if actor["name"] == "Elanor Brandir"]
    assert actor["offices"] == [
        {"role": "Warden of Andorra", "office": "head_of_state", "country": "AND", "sector": "GOV", "start": "2001-01-01",
         "end": "2010-12-31", "status": "verified", "source": "own.csv, entry 1", "checked_on": None}
    ]  # fmt: skip
    assert run(*wanted, "-f", "csv", "-o", "out.csv")[:2] == (0, "")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text(encoding="utf-8"))))
    assert {row["name"]: row["start"] for row in rows}["Elanor Brandir"] == "2001-01-01"
    assert len(rows) == sum(len(actor["offices"]) for actor in json.loads(out))


def test_nobody_of_that_name(run: Run) -> None:
    assert run("xqzzvwyq") == (0, "", "detente: note: no such actor\n")
    assert run("xqzzvwyq", "-f", "json")[1] == "[]\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--country", "Venzuela"), "Venezuela (VEN)"),
        (("--kind", "persn"), "nearest are person"),
        (("--sector", "GVO"), "GOV"),
        (("--on", "yesterday"), "YYYY-MM-DD"),
        (("--actors", "none.csv"), "none.csv"),
        (("update", "--apply", "changes.csv"), "no actors file"),
        (("update", "--apply", "none.csv", "--actors", "own.csv"), "changes cannot be read"),
        (("update", "--country", "Venzuela"), "Venezuela (VEN)"),
        (("update", "--endpoint", "ftp://example.org/x", "--country", "CUB"), "only http and https"),
    ],
)
def test_wrong_words_are_one_clear_line(run: Run, words: tuple[str, ...], said: str) -> None:
    assert said in complaint(run(*words))


def test_changes_are_printed_and_nothing_is_changed(run: Run, site: Site, tmp_path: Path) -> None:
    code, out, err = update(run, site)
    assert code == 0
    assert "ended term: Turgon Haleth, Warden of Andorra, 2010-06-30 – 2026-02-01 (was" in out
    assert "added term: Ada Vale, Warden of Andorra, 2026-02-01 – open" in out
    assert "changed dates: Mirabel Tarn, Foreign Warden, 2014-11 – open" in out
    assert err == "detente: note: 3 changes: 1 changed dates, 1 added term, 1 ended term\n"
    assert all(len(line) <= 80 for line in out.splitlines())
    assert (tmp_path / "own.csv").read_text(encoding="utf-8") == OWN
    assert [path.name for path in tmp_path.iterdir()] == ["own.csv"]


def test_from_wikidata_over_review_to_the_own_file(run: Run, site: Site, tmp_path: Path) -> None:
    assert update(run, site, "-o", "changes.csv")[0] == 0
    path = tmp_path / "changes.csv"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["changes.csv", "own.csv"]
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert {row["accept"] for row in rows} == {""}
    assert run("update", "--apply", "changes.csv", "--actors", "own.csv")[2] == "detente: note: 0 entries added to own.csv\n"
    assert (tmp_path / "own.csv").read_text(encoding="utf-8") == OWN
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(row | {"accept": "yes" if row["name"] != "Mirabel Tarn" else "no"} for row in rows)
    path.write_text(text.getvalue(), encoding="utf-8")
    assert run("update", "--apply", "changes.csv", "--actors", "own.csv")[2] == "detente: note: 2 entries added to own.csv\n"
    assert run("update", "--apply", "changes.csv", "--actors", "own.csv")[2] == "detente: note: 0 entries added to own.csv\n"
    _, out, _ = run("--on", "2026-03-01", "--country", "AND", "--actors", "own.csv", "-f", "csv", "warden of andorra")
    assert [row["name"] for row in csv.DictReader(io.StringIO(out))] == ["Ada Vale"]
    assert "1 changes: 1 changed dates" in update(run, site)[2], "what was accepted is no change any more"


def test_an_endpoint_that_knows_nothing(run: Run, site: Site) -> None:
    site.facts = []
    assert update(run, site) == (0, "", "detente: note: 0 changes\n")


@pytest.mark.parametrize(
    ("how", "said"),
    [("500", "500 Internal Server Error, 4 times"), ("html", "not whole JSON, 4 times"), ("other", "not the result of a query"),
     ("slow", "within the time limit, 4 times"), ("403", "403 Forbidden")],
)  # fmt: skip
def test_a_failing_endpoint_is_one_clear_line_and_no_file(run: Run, site: Site, tmp_path: Path, how: str, said: str) -> None:
    site.always = how
    assert said in complaint(update(run, site, "-o", "changes.csv", "--timeout", "0.3" if how == "slow" else "5"))
    assert [path.name for path in tmp_path.iterdir()] == ["own.csv"]


def test_a_failure_in_the_middle_is_waited_out(run: Run, site: Site) -> None:
    site.failures = {2: "500", 3: "cut", 5: "drop"}
    assert "3 changes" in update(run, site)[2]


def test_a_second_call_goes_on_where_the_first_one_broke_off(run: Run, site: Site, tmp_path: Path) -> None:
    site.failures = {4: "400"}
    assert "400 Bad Request" in complaint(update(run, site, "-o", "changes.csv"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["changes.csv.pages", "own.csv"]
    code, _, err = update(run, site, "-o", "changes.csv")
    assert code == 0
    assert err.startswith("detente: note: 3 pages of an earlier call today are used\n")
    assert "3 changes" in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["changes.csv", "own.csv"]
    answered = [query for number, query in enumerate(site.queries, 1) if number not in site.failures]
    assert len(answered) == len(set(answered)), "no page is asked for twice"


def test_the_endpoint_of_the_settings_is_asked(run: Run, site: Site, tmp_path: Path) -> None:
    (tmp_path / "detente.toml").write_text(f'endpoint = "{site.url}"\nactors = "own.csv"\n', encoding="utf-8")
    assert "3 changes" in run("update", "--country", "AND")[2]
    assert site.queries
