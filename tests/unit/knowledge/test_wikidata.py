"""The queries, the rows of an answer, and what they change in the registry."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from detente.knowledge.own_actors import with_own_actors
from detente.knowledge.registry import Registry, shipped
from detente.knowledge.wikidata import Holding, Question, holdings, questions
from detente.knowledge.wikidata_diff import changes

OWN = """name,aliases,kind,country,sector,role,office,start,end,gender,wikidata
Elanor Brandir,,person,AND,GOV,Warden of Andorra,head_of_state,2001-05-04,2010-06-30,f,Q1001
Turgon Haleth,Turgon the Tall,person,AND,GOV,Warden of Andorra,head_of_state,2010-06-30,,m,
Mirabel Tarn,,person,AND,GOV,Acting Warden,foreign_minister,2015-01-10,2015-03-01,f,
Mirabel Tarn,,person,AND,GOV,Foreign Warden,foreign_minister,2015-03-01,,f,
Borin Ash,,person,AND,GOV,Defence Warden,defence_minister,2012,2014,m,
"""
ENTITY = "http://www.wikidata.org/entity/"
QUESTION = Question("head_of_state", "", {"Q228": ("AND", "")})


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    path = tmp_path_factory.mktemp("own") / "own.csv"
    path.write_text(OWN, encoding="utf-8")
    return with_own_actors(str(path))


def holding(item: str, name: str, start: str = "", end: str = "", office: str = "head_of_state") -> Holding:
    return Holding(item, name, "m", office, "AND", "Position", start, end, f"{ENTITY}statement/{item}-{start}")


def differences(registry: Registry, *held: Holding) -> list[tuple[str, str, str, str]]:
    return [(c.change, c.name, c.start, c.end) for c in changes(held, registry, date(2026, 11, 23))]


def row(**cells: str) -> dict[str, str]:
    return {
        "statement": f"{ENTITY}statement/q1-A", "key": f"{ENTITY}Q228", "person": f"{ENTITY}Q1", "name": "Ada Vale", "role": "warden",
        "start": "2001-02-03T00:00:00Z", "startPrecision": "11",
    } | cells  # fmt: skip


def test_one_query_an_office_names_the_items_of_the_countries_asked() -> None:
    asked = {question.office: question for question in questions(shipped(), frozenset({"CUB", "UNO"}))}
    assert asked["head_of_state"].places == {"Q241": ("CUB", "")}
    assert "VALUES ?key { wd:Q241 }" in asked["head_of_state"].query
    assert asked["head_of_state"].query.endswith("ORDER BY ?statement ?key")
    assert asked["igo_head"].places["Secretary-General of the United Nations"] == ("UNO", "Secretary-General of the United Nations")
    assert '"Secretary-General of the United Nations"@en' in asked["igo_head"].query
    assert "$" not in "".join(question.query for question in asked.values())


def test_all_queries_ask_for_every_office_of_the_registry() -> None:
    asked = {question.office: question for question in questions(shipped())}
    assert set(asked) == {"head_of_state", "head_of_government", "foreign_minister", "defence_minister", "igo_head"}
    assert len(asked["foreign_minister"].places) > 50


@pytest.mark.parametrize(
    ("value", "precision", "said"),
    [
        ("2001-02-03T00:00:00Z", "11", "2001-02-03"),
        ("+2001-02-03T00:00:00Z", "11", "2001-02-03"),
        ("2001-02-01T00:00:00Z", "10", "2001-02"),
        ("2001-01-01T00:00:00Z", "9", "2001"),
        ("2001-01-01T00:00:00Z", "8", ""),
        ("-0044-03-15T00:00:00Z", "11", ""),
        ("2001-00-00T00:00:00Z", "11", ""),
        ("t1234", "11", ""),
        ("2001-02-03T00:00:00Z", "", ""),
    ],
)
def test_no_more_of_a_date_is_believed_than_is_known(value: str, precision: str, said: str) -> None:
    (found,) = holdings(QUESTION, [row(start=value, startPrecision=precision)])
    assert found.start == said


def test_a_row_becomes_a_holding() -> None:
    (found,) = holdings(QUESTION, [row(gender=f"{ENTITY}Q6581072"), row()])
    assert found == Holding("Q1", "Ada Vale", "f", "head_of_state", "AND", "Warden", "2001-02-03", "", f"{ENTITY}statement/q1-A")


@pytest.mark.parametrize(
    "cells",
    [
        {"name": " "},
        {"person": "_:b1"},
        {"key": f"{ENTITY}Q99"},
        {"role": "Deputy Warden"},
        {"statement": "javascript:alert(1)"},
    ],
)
def test_a_row_that_does_not_say_who_held_the_office_says_nothing(cells: dict[str, str]) -> None:
    assert list(holdings(QUESTION, [row(**cells)])) == []


def test_what_the_registry_has_is_no_change(registry: Registry) -> None:
    same = (
        holding("Q1001", "Elanor Brandir", "2001-05-04", "2010-06-30"),
        holding("Q1002", "Turgon Haleth", "2010-07-01"),
        holding("Q1003", "Mirabel Tarn", "2015-03", office="foreign_minister"),
        holding("Q1004", "Borin Ash", "2012-05-01", "2014-02-01", office="defence_minister"),
    )
    assert differences(registry, *same) == []


def test_terms_that_follow_each_other_are_one(registry: Registry) -> None:
    split = (holding("Q1001", "Elanor Brandir", "2001-05-04", "2006-01-01"), holding("Q1001", "Elanor Brandir", "2006-01-02", "2010-06-30"))
    assert differences(registry, *split) == []


def test_a_term_that_ended(registry: Registry) -> None:
    assert differences(registry, holding("Q1002", "Turgon Haleth", "2010-06-30", "2026-02")) == [
        ("ended term", "Turgon Haleth", "2010-06-30", "2026-02")
    ]


def test_a_term_that_was_not_known(registry: Registry) -> None:
    found = changes([holding("Q1009", "Ada Vale", "2026-02-01")], registry, date(2026, 11, 23))
    assert [(c.change, c.name, c.start, c.end, c.role, c.wikidata) for c in found] == [
        ("added term", "Ada Vale", "2026-02-01", "", "Position", "Q1009")
    ]
    assert "Turgon Haleth" in found[0].note, "two in one office: the reviewer is told"


def test_a_second_term_of_a_known_person(registry: Registry) -> None:
    assert differences(registry, holding("Q1001", "Elanor Brandir", "2015-01-01", "2016-01-01")) == [
        ("added term", "Elanor Brandir", "2015-01-01", "2016-01-01")
    ]


def test_other_dates_change_the_term_that_they_belong_to(registry: Registry) -> None:
    found = changes([holding("Q1003", "Mirabel Tarn", "2014-11-20", office="foreign_minister")], registry, date(2026, 11, 23))
    assert [(c.change, c.role, c.start, c.end, c.was_start, c.was_end) for c in found] == [
        ("changed dates", "Acting Warden", "2014-11-20", "2015-03-01", "2015-01-10", "2015-03-01")
    ]
    assert differences(registry, holding("Q1001", "Elanor Brandir", "2002-01-01", "2011-01-01")) == [
        ("changed dates", "Elanor Brandir", "2002-01-01", "2011-01-01")
    ]


def test_an_end_that_is_missing_and_a_term_without_a_start_are_no_changes(registry: Registry) -> None:
    assert differences(registry, holding("Q1001", "Elanor Brandir", "2001-05-04")) == []
    assert differences(registry, holding("Q1009", "Ada Vale", "", "2026-02-01"), holding("Q1008", "Ole Vale")) == []


def test_another_spelling_of_the_same_holder_is_a_label(registry: Registry) -> None:
    found = changes([holding("Q1001", "Elanor of Brandir", "2001-05-04", "2010-06-30")], registry, date(2026, 11, 23))
    assert [(c.change, c.name, c.alias) for c in found] == [("new label", "Elanor Brandir", "Elanor of Brandir")]
    found = changes([holding("Q1004", "Borrin Ashe", "2012", "2014", "defence_minister")], registry, date(2026, 11, 23))
    assert [(c.change, c.name, c.alias) for c in found] == [("new label", "Borin Ash", "Borrin Ashe")]


def test_two_persons_of_one_name_are_not_mixed(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(OWN + "El Brandir,Elanor Brandir,person,AND,GOV,Warden of Andorra,head_of_state,1995,1999,f,Q2\n", encoding="utf-8")
    twice = with_own_actors(str(path))
    unknown = holding("Q3", "Elanor Brandir", "2026-01-01")
    found = changes([unknown], twice, date(2026, 11, 23))
    assert [(c.change, c.wikidata) for c in found] == [("added term", "Q3")]
    found = changes([holding("Q2", "Elanor Brandir", "1995", "1999")], twice, date(2026, 11, 23))
    assert found == ()
