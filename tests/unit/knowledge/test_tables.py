"""The shipped actor tables are up to date, consistent and hold well-known facts."""

import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

REGISTRY = Path(__file__).resolve().parents[3] / "registry"
DATA = REGISTRY.parent / "src" / "detente" / "knowledge" / "data"
TABLES = [
    "countries.tsv",
    "regions.tsv",
    "cities.tsv",
    "towns.tsv",
    "peoples.tsv",
    "organisations.tsv",
    "metonyms.tsv",
    "agents.tsv",
    "titles.tsv",
    "people.tsv",
]

Row = dict[str, str]


@cache
def builder(name: str = "build") -> Any:
    """A module of the build, which lives outside the package."""
    if str(REGISTRY) not in sys.path:
        sys.path.insert(0, str(REGISTRY))
    return import_module(name)


@cache
def table(name: str) -> list[Row]:
    """The rows of a shipped table, read without the build."""
    lines = (DATA / name).read_text(encoding="utf-8").split("\n")
    assert lines[0].startswith("# ")
    header = lines[1].split("\t")
    return [dict(zip(header, line.split("\t"), strict=True)) for line in lines[2:] if line]


def country(code: str) -> Row:
    return next(row for row in table("countries.tsv") if row["code"] == code)


def names(row: Row, column: str = "names") -> set[str]:
    return set(row[column].split("|"))


def holders(code: str, office: str, day: str) -> set[str]:
    """Who held an office on a day."""
    return {
        row["name"]
        for row in table("people.tsv")
        if (row["country"], row["office"]) == (code, office) and row["start"] <= day and day <= (row["end"] or "9999")
    }


def sectors(name: str, day: str) -> set[str]:
    """The sectors of an organisation on a day."""
    return {
        row["sector"]
        for row in table("organisations.tsv")
        if name in {row["name"], *names(row, "aliases")} and (row["start"] or "0") <= day <= (row["end"] or "9999")
    }


def test_up_to_date_and_consistent() -> None:
    assert builder().faults(builder().build()) == []


@pytest.mark.parametrize("name", TABLES)
def test_table_loads(name: str) -> None:
    rows = table(name)
    assert len(rows) > 50
    assert all(value == value.strip() for row in rows for value in row.values())


def test_small_enough_to_ship() -> None:
    assert sum((DATA / name).stat().st_size for name in TABLES) < 3_000_000


def test_country_names_and_codes() -> None:
    assert {"U.S.", "US", "USA", "America", "the States"} <= names(country("USA"))
    assert {"Kyiv", "Kiev"} <= names(country("UKR"), "capitals")
    assert {"Briton", "Britons", "the British"} <= names(country("GBR"), "nouns")
    assert {"Zaire", "DRC"} <= names(country("COD"))
    cuba = country("CUB")
    assert (cuba["alpha2"], cuba["numeric"], cuba["fips"]) == ("CU", "192", "CU")
    assert (cuba["cow"], cuba["gw"], cuba["wikidata"]) == ("40", "40", "Q241")
    assert (country("DEU")["cow"], country("DEU")["gw"]) == ("255", "260")
    assert country("ROU")["cameo"] == "ROM"


@pytest.mark.parametrize(
    ("code", "kind", "parent", "sector"),
    [
        ("SUN", "former", "RUS", ""),
        ("DDR", "former", "DEU", ""),
        ("YMD", "former", "YEM", ""),
        ("KOS", "disputed", "", ""),
        ("TWN", "disputed", "", ""),
        ("XSO", "disputed", "GEO", "PRE"),
        ("XTR", "disputed", "MDA", "PRE"),
        ("XNC", "disputed", "CYP", "PRE"),
        ("XNK", "disputed", "AZE", "PRE"),
        ("PRI", "territory", "USA", ""),
    ],
)
def test_past_and_disputed_states(code: str, kind: str, parent: str, sector: str) -> None:
    row = country(code)
    assert (row["kind"], row["parent"], row["sector"]) == (kind, parent, sector)


def test_every_state_has_an_adjective_and_a_capital() -> None:
    bare = [row["code"] for row in table("countries.tsv") if row["kind"] == "state" and not (row["adjectives"] and row["capitals"])]
    assert bare == []


@pytest.mark.parametrize(
    ("name", "day", "sector"),
    [
        ("Taliban", "2000-01-01", "GOV"),
        ("Taliban", "2010-01-01", "REB"),
        ("Taliban", "2022-05-01", "GOV"),
        ("CIA", "2022-01-01", "SPY"),
        ("Bundestag", "2022-01-01", "LEG"),
        ("Los Zetas", "2010-01-01", "CRM"),
        ("SANDF", "2022-01-01", "MIL"),
        ("Reuters", "2022-01-01", "JRN"),
        ("Gazprom", "2022-01-01", "BUS"),
        ("CODECO", "2022-01-01", "PRM"),
        ("Assembly of the Cuban Resistance", "2015-01-01", "OPP"),
    ],
)
def test_organisations(name: str, day: str, sector: str) -> None:
    assert sector in sectors(name, day)


@pytest.mark.parametrize(
    ("noun", "use", "sector"),
    [
        ("soldiers", "head", "MIL"),
        ("gunmen", "head", "UAF"),
        ("jihadis", "head", "REB"),
        ("airline CEOs", "head", "BUS"),
        ("lawmakers", "head", "LEG"),
        ("strikers", "head", "LAB"),
        ("vandals", "head", "CRM"),
        ("medic", "head", "MED"),
        ("former", "modifier", "ELI"),
        ("police", "head", "COP"),
    ],
)
def test_agents(noun: str, use: str, sector: str) -> None:
    found = [row for row in table("agents.tsv") if (row["noun"], row["use"]) == (noun, use)]
    assert [row["sector"] for row in found] == [sector]


def test_metonyms_titles_and_places() -> None:
    metonyms = {row["surface"]: row for row in table("metonyms.tsv")}
    assert metonyms["the Kremlin"]["country"] == "RUS"
    assert metonyms["the Hague"]["reading"] == "place_or_government"
    titles = {row["title"]: row for row in table("titles.tsv")}
    assert titles["foreign minister"]["office"] == "foreign_minister"
    assert titles["mrs."]["gender"] == "f"
    cities = {(row["name"], row["country"]): row for row in table("cities.tsv")}
    assert cities[("Little Havana", "USA")]["kind"] == "neighbourhood"
    assert cities[("Georgia", "USA")]["ambiguous"] == "y"
    assert ("Darfur", "SDN") in cities


@pytest.mark.parametrize(
    ("code", "office", "day", "name"),
    [
        ("USA", "head_of_state", "2014-12-17", "Barack Obama"),
        ("USA", "foreign_minister", "2026-02-01", "Marco Rubio"),
        ("DEU", "head_of_government", "2017-04-01", "Angela Merkel"),
        ("UNO", "igo_head", "2003-03-20", "Kofi Annan"),
        ("VAT", "religious_leader", "2015-09-19", "Pope Francis"),
        ("VEN", "head_of_state", "2026-02-01", "Delcy Rodríguez"),
    ],
)
def test_who_held_an_office(code: str, office: str, day: str, name: str) -> None:
    assert name in holders(code, office, day)


def test_maduro_is_not_in_office_after_his_capture() -> None:
    assert "Nicolás Maduro" not in holders("VEN", "head_of_state", "2026-02-01")


def test_faults_are_found() -> None:
    """A repeated key, an unknown code, a bad date and a wrong sector are each reported."""
    texts = builder().build()
    tables = {name: builder("registry_tables.rows").parse_tsv(text) for name, text in texts.items()}
    wrong = dict(tables["organisations.tsv"][0], country="QQQ", start="2001-13", sector="ZZZ")
    tables["organisations.tsv"] += [wrong, wrong]
    report = "\n".join(builder("registry_tables.checks").problems(tables))
    for word in ("is there 2 times", "unknown code QQQ", "not a date", "the sector ZZZ"):
        assert word in report
