"""Actors of one's own: a made-up world of Arnor and Gondor, from the file to the records; and files that are wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from detente.errors import SettingsError
from detente.extract.pipeline import situations
from detente.knowledge.own_actors import with_own_actors
from detente.knowledge.registry import shipped
from detente.records import Document, Situation

if TYPE_CHECKING:
    from spacy.language import Language

CSV = """name,aliases,kind,country,sector,role,office,start,end,gender,adjectives,people,capital
Arnor,Northern Kingdom,country,ARN,,,,,,,Arnorian,Arnorians|Arnorian,Annuminas
Gondor,,country,GON,,,,,,,Gondorian,Gondorians,Minas Tirith
Elanor Brandir,,person,ARN,GOV,President of Arnor,head_of_state,2001,2010,f,,,
Turgon Haleth,,person,ARN,GOV,President of Arnor,head_of_state,2011,,m,,,
Mirabel Tarn,,person,GON,GOV,Foreign Minister of Gondor,foreign_minister,2005,,f,,,
Grey Company,GC,organisation,GON,REB,,,,,,,,
"""
TEXT = (
    "Arnor accused Gondor on Monday of moving troops to the border.\n\n"
    "“We will close the pass if Gondor does not withdraw,” President Turgon Haleth said. "
    "Gondorian Foreign Minister Mirabel Tarn denied the accusation. She blamed the Grey Company.\n\n"
    "Former President Elanor Brandir called for talks between Annuminas and Minas Tirith."
)
TOML = """
[[actor]]
name = "Arnor"
kind = "country"
country = "ARN"
adjectives = ["Arnorian"]

[[actor]]
name = "Elanor Brandir"
kind = "person"
country = "ARN"
role = "President of Arnor"
office = "head_of_state"
start = 2001
"""


@pytest.fixture
def world(tmp_path: Path) -> str:
    path = tmp_path / "world.csv"
    path.write_text(CSV, encoding="utf-8")
    return str(path)


@pytest.fixture
def situation(world: str, nlp: Language) -> Situation:
    document = Document("t", TEXT, published=date(2015, 6, 2))
    return next(iter(situations([document], nlp, with_own_actors(world))))


def test_the_made_up_countries_are_states(situation: Situation) -> None:
    states = {actor.name: actor.country for actor in situation.actors if actor.kind == "country"}
    assert {"Arnor": "ARN", "Gondor": "GON"}.items() <= states.items()


@pytest.mark.parametrize(
    ("name", "role", "country"),
    [
        ("Turgon Haleth", "President of Arnor", "ARN"),
        ("Elanor Brandir", "former President of Arnor", "ARN"),
        ("Mirabel Tarn", "Foreign Minister of Gondor", "GON"),
    ],
)
def test_the_made_up_persons_hold_their_offices_at_the_date(situation: Situation, name: str, role: str, country: str) -> None:
    actor = next(actor for actor in situation.actors if actor.name == name)
    assert (actor.role, actor.country, actor.resolved) == (role, country, True)


def test_pronouns_organisations_and_capitals_work_there_too(situation: Situation) -> None:
    names = {actor.id: actor.name for actor in situation.actors}
    assert [names[m.actor_id] for m in situation.mentions if m.evidence.quote == "She"] == ["Mirabel Tarn"]
    assert "Grey Company" in names.values()
    assert {"Government of Arnor", "Government of Gondor"} & set(names.values())


def test_the_made_up_speaker_speaks(situation: Situation) -> None:
    speakers = {statement.speaker.name for statement in situation.statements if statement.speaker}
    assert "Turgon Haleth" in speakers


def test_a_toml_file_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "world.toml"
    path.write_text(TOML, encoding="utf-8")
    registry = with_own_actors(str(path))
    assert registry.country_name("ARN") == "Arnor"
    assert registry.senses["arnorian",][0].country == "ARN"
    assert [person.name for person in registry.holders("head_of_state", "ARN", date(2002, 1, 1))] == ["Elanor Brandir"]


def test_own_actors_come_before_those_of_the_registry(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("name,kind,country,sector\nNATO,organisation,ZZZ,BUS\n", encoding="utf-8")
    assert with_own_actors(str(path)).senses["nato",][0].country == "ZZZ"


def test_own_actors_leave_the_shipped_registry_as_it_was(world: str) -> None:
    before = {name: len(getattr(shipped(), name)) for name in ("senses", "people", "surnames", "persons", "country_names", "by_office")}
    with_own_actors(world)
    assert {name: len(getattr(shipped(), name)) for name in before} == before
    assert ("arnor",) not in shipped().senses
    assert "brandir" not in shipped().by_word


def test_a_second_term_of_a_known_person_joins_the_first(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    rows = "Elanor Brandir,person,ARN,{},other,{},{}\n"
    path.write_text(
        "name,kind,country,role,office,start,end\n" + rows.format("Warden", 1990, 1995) + rows.format("Steward", 2000, ""), encoding="utf-8"
    )
    person = with_own_actors(str(path)).people["elanor", "brandir"][0]
    held = person.at(date(1992, 1, 1))
    assert held
    assert held[0].role == "Warden"


def test_none_is_the_shipped_registry() -> None:
    assert with_own_actors(None) is shipped()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "no entry with a name"),
        ("a.csv", b"label\nArnor\n", "no entry with a name"),
        ("a.csv", b"name,colour\nArnor,red\n", "unknown column 'colour'"),
        ("a.csv", b"name,kind\nArnor,planet\n", "unknown kind 'planet'"),
        ("a.csv", b"name,kind\n,country\n", "no name"),
        ("a.csv", b"name,kind,start\nA B,person,soon\n", "start 'soon' is not a date"),
        ("a.csv", b"name,kind,start\nA B,person,2001-13\n", "is not a date"),
        ("a.csv", b"\xff\xfe\x00", "not UTF-8"),
        ("a.csv", b"name,kind\nArnor,country,too,many\n", "unknown column"),
        ("a.toml", b"[[actor\n", "not TOML"),
        ("a.toml", b"[[actor]]\nkind = 'person'\n", "no entry with a name"),
    ],
)
def test_a_wrong_file_is_one_clear_line(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(SettingsError, match=said) as error:
        with_own_actors(str(path))
    assert "\n" not in str(error.value)
    assert name in str(error.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        with_own_actors(str(tmp_path / "no.csv"))
