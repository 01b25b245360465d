"""Reviewed changes: what is read of them, and how they enter the user's own actors file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from detente.errors import SettingsError
from detente.knowledge.accepted_changes import write_accepted
from detente.knowledge.actor_changes import Change, accepted, to_csv
from detente.knowledge.own_actors import with_own_actors

ENDED = Change(
    change="ended term", name="Turgon Haleth", country="AND", office="head_of_state", role="Warden of Andorra", sector="GOV",
    start="2010-06-30", end="2026-02-01", was_start="2010-06-30", was_end="", gender="", alias="", wikidata="Q1002",
    source="http://www.wikidata.org/entity/statement/Q1002-1", checked_on="2026-11-23", note="",
)  # fmt: skip
ADDED = replace(
    ENDED, change="added term", name="Ada Vale", start="2026-02-01", end="", was_start="", gender="f", wikidata="Q1009", note="check"
)
LABEL = replace(
    ENDED, change="new label", office="", role="", sector="", start="", end="", was_start="", alias=['Turgon "Tall", Haleth', "x"][0]
)
OWN = "name,kind,country,role,office,start\nTurgon Haleth,person,AND,Warden of Andorra,head_of_state,2010-06-30\n"
TOML = """# mine
[[actor]]
name = "Turgon Haleth"
kind = "person"
country = "AND"
role = "Warden of Andorra"
office = "head_of_state"
start = "2010-06-30"
"""


def reviewed(*changes: Change, answer: str = "yes") -> str:
    return to_csv(replace(change, accept=answer) for change in changes)


def test_only_rows_that_say_yes_are_taken() -> None:
    text = to_csv([replace(ENDED, accept="YES"), ADDED, replace(LABEL, accept=" no ")])
    assert accepted(text, "changes.csv") == (replace(ENDED, accept="YES"),)
    assert text.startswith("accept,change,name,")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "'accept' is missing"),
        ("name,start\nA,2001\n", "'accept' is missing"),
        (reviewed(ENDED, answer="perhaps"), "line 2: accept is 'perhaps'"),
        (reviewed(replace(ENDED, end="soon")), "line 2: end 'soon' is not a date"),
        (reviewed(ADDED, replace(ENDED, end="2001-01-01")), "line 3: the term ends before it starts"),
        (reviewed(replace(ENDED, name="")), "without a name"),
        (reviewed(ENDED).replace("ended term", "lost term"), "unknown change 'lost term'"),
        (reviewed(ENDED) + 'yes,"cut', "no table of changes"),
    ],
)
def test_a_table_that_cannot_be_understood_is_one_clear_line(text: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said) as error:
        accepted(text, "changes.csv")
    assert "changes.csv" in str(error.value)


@pytest.mark.parametrize(("name", "before"), [("own.csv", OWN), ("own.csv", ""), ("own.toml", TOML), ("own.toml", "")])
def test_accepted_changes_hold_and_twice_is_once(tmp_path: Path, name: str, before: str) -> None:
    path = tmp_path / name
    if before:
        path.write_text(before, encoding="utf-8")
    assert write_accepted((ENDED, ADDED, LABEL), path) == 3
    after = path.read_text(encoding="utf-8")
    assert write_accepted((ENDED, ADDED, LABEL), path) == 0
    assert write_accepted((replace(ENDED, checked_on="2027-01-01"),), path) == 0
    assert path.read_text(encoding="utf-8") == after
    assert [one.name for one in tmp_path.iterdir()] == [name]
    registry = with_own_actors(str(path))
    assert [p.name for p in registry.holders("head_of_state", "AND", date(2012, 1, 1)) if p.name in ("Turgon Haleth", "Ada Vale")] == [
        "Turgon Haleth"
    ]
    assert [p.name for p in registry.holders("head_of_state", "AND", date(2026, 3, 1)) if p.name in ("Turgon Haleth", "Ada Vale")] == [
        "Ada Vale"
    ]
    turgon = next(p for p in registry.persons if p.name == "Turgon Haleth")
    assert len(turgon.terms) == 1
    assert turgon.aliases == (LABEL.alias,)
    assert turgon.wikidata == "Q1002"


def test_what_is_in_the_file_stays(tmp_path: Path) -> None:
    toml, table = tmp_path / "own.toml", tmp_path / "own.csv"
    toml.write_text(TOML, encoding="utf-8")
    table.write_text('name,kind,country\n"Grey, Company",group,AND\n', encoding="utf-8")
    write_accepted((ADDED,), toml)
    write_accepted((ADDED,), table)
    assert toml.read_text(encoding="utf-8").startswith(TOML)
    assert '"Grey, Company",group,AND' in table.read_text(encoding="utf-8")
    whole = table.read_text(encoding="utf-8")
    write_accepted((ENDED,), table)
    assert table.read_text(encoding="utf-8").startswith(whole), "with all columns there, not a character changes"


def test_a_file_that_is_wrong_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("name,kind\nArnor,planet\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="unknown kind 'planet'"):
        write_accepted((ADDED,), path)
    assert path.read_text(encoding="utf-8") == "name,kind\nArnor,planet\n"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot write"):
        write_accepted((ADDED,), tmp_path / "no" / "own.csv")
