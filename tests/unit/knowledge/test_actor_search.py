"""Searching the actors: names, variants, misspellings, filters, and where facts are from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from detente.errors import SettingsError
from detente.knowledge.actor_entries import Entry
from detente.knowledge.actor_search import Found, Wanted, country_code, search
from detente.knowledge.own_actors import with_own_actors
from detente.knowledge.registry import shipped

OWN = """name,aliases,kind,country,sector,role,office,start,end,adjectives,capital,source,checked_on
Arnor,Northern Kingdom,country,ARN,,,,,,Arnorian,Annuminas,,
Elanor Brandir,Elanor the Fair,person,ARN,GOV,President of Arnor,head_of_state,2001,2010,,,Gazette of Arnor,2026-11-01
Elanor Brandir,,person,ARN,OPP,Leader of the Opposition,opposition_leader,2011,,,,,
Gorlim Dask,,person,ARN,,,,,,,,,
Grey Company,GC,organisation,ARN,REB,,,,,,,,
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("own") / "own.csv"
    path.write_text(OWN, encoding="utf-8")
    return str(path)


def looked_for(own: str, **wanted: object) -> Found:
    return search(with_own_actors(own), own, Wanted(**wanted))  # type: ignore[arg-type]


def names(found: Found) -> list[str]:
    return [entry.name for entry, _ in found.entries]


def one(found: Found) -> Entry:
    ((entry, _),) = found.entries
    return entry


@pytest.mark.parametrize(
    ("query", "name", "match"),
    [
        ("Elanor Brandir", "Elanor Brandir", "name"),
        ("elanor THE fair", "Elanor Brandir", "name"),
        ("brandir", "Elanor Brandir", "part"),
        ("president of arnor", "Elanor Brandir", "role"),
        ("northern kingdom", "Arnor", "name"),
        ("GC", "Grey Company", "name"),
    ],
)
def test_an_actor_is_found_by_name_variant_part_and_role(own: str, query: str, name: str, match: str) -> None:
    found = looked_for(own, query=query, country="ARN")
    assert [(entry.name, how) for entry, how in found.entries] == [(name, match)]
    assert not found.guessed


@pytest.mark.parametrize("query", ["Elanor Brandyr", "Brandirr", "Elanr Brandir"])
def test_a_misspelling_is_a_guess(own: str, query: str) -> None:
    found = looked_for(own, query=query)
    assert names(found)[0] == "Elanor Brandir"
    assert found.guessed


def test_nothing_near_is_nothing(own: str) -> None:
    assert looked_for(own, query="Xqzzvwy Wvyzzq") == Found()
    assert looked_for(own, query="?!") == Found()


def test_the_registry_itself_is_searched_with_accents_or_without() -> None:
    for query in ("Nicolas Maduro", "Nicolás Maduro Moros"):
        entry = one(search(shipped(), None, Wanted(query)))
        assert (entry.name, entry.country) == ("Nicolás Maduro", "VEN")
        assert all(office.source and office.checked_on and office.status for office in entry.offices)


def test_filters_narrow_the_offices_too(own: str) -> None:
    assert names(looked_for(own, country="Arnor")) == ["Arnor", "Elanor Brandir", "Gorlim Dask", "Grey Company"]
    assert names(looked_for(own, country="arn", kind="person", sector="opp")) == ["Elanor Brandir"]
    assert [o.role for o in one(looked_for(own, country="ARN", sector="GOV")).offices] == ["President of Arnor"]
    on = one(looked_for(own, country="ARN", on=date(2015, 1, 1)))
    assert [office.role for office in on.offices] == ["Leader of the Opposition"]
    assert looked_for(own, country="ARN", on=date(1999, 1, 1)) == Found()
    assert looked_for(own, query="brandir", country="ARN", sector="REB") == Found()


def test_the_narrow_kind_is_a_kind(own: str) -> None:
    found = looked_for(own, kind="party", country="CUB")
    assert found.entries
    assert all(entry.form == "party" and entry.country == "CUB" for entry, _ in found.entries)


def test_each_fact_says_where_it_is_from(own: str) -> None:
    offices = one(looked_for(own, query="Elanor Brandir")).offices
    assert [(o.source, o.checked_on) for o in offices] == [(f"{own}, entry 3", ""), ("Gazette of Arnor", "2026-11-01")]
    assert one(looked_for(own, query="Grey Company")).offices[0].source == f"{own}, entry 5"


def test_an_own_entry_stands_in_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("name,kind,country,sector\nCuba,country,CUB,OPP\n", encoding="utf-8")
    found = [entry for entry, match in looked_for(str(path), query="Cuba", kind="country").entries if match == "name"]
    assert [entry.offices[0].sector for entry in found] == ["OPP"]


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"country": "Venzuela"}, "no country 'Venzuela'.*Venezuela"),
        ({"kind": "persn"}, "no kind 'persn'.*person"),
        ({"sector": "GOVV"}, "no sector 'GOVV'.*GOV"),
    ],
)
def test_an_unknown_filter_names_the_nearest(own: str, wanted: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        looked_for(own, **wanted)


@pytest.mark.parametrize(("text", "code"), [("cuba", "CUB"), ("CUB", "CUB"), ("United States", "USA"), ("eur", "EUR")])
def test_a_country_by_name_or_code(text: str, code: str) -> None:
    assert country_code(shipped(), text) == code
