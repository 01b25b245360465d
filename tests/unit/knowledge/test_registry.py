"""The registry: terms, senses, names, and the table that ships."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.knowledge.names import fold, full_keys, key_of, short_keys, words_of
from detente.knowledge.registry import Person, Registry, Sense, Term, day, shipped

PRESENT = date(2026, 2, 5)


def term(office: str, start: str, end: str, country: str = "ARN") -> Term:
    return Term(f"{office} of Arnor", office, country, "GOV", day(start), day(end, last=True))


HILDA = Person("Hilda Vane", "f", "ARN", None, (term("foreign_minister", "2001", "2004"), term("head_of_state", "2006", "2010")))


@pytest.mark.parametrize(
    ("when", "office", "status"),
    [
        ("1999-01-01", "foreign_minister", "future"),
        ("2002-01-01", "foreign_minister", "current"),
        ("2005-06-01", "foreign_minister", "former"),
        ("2006-01-01", "head_of_state", "current"),
        ("2010-12-31", "head_of_state", "current"),
        ("2011-01-01", "head_of_state", "former"),
    ],
)
def test_the_office_of_a_day(when: str, office: str, status: str) -> None:
    held = HILDA.at(date.fromisoformat(when))
    assert held
    assert (held[0].office, held[1]) == (office, status)


def test_of_two_offices_at_once_the_higher_tells() -> None:
    both = Person("A B", None, "ARN", None, (term("defence_minister", "2001", "2009"), term("head_of_government", "2003", "2005")))
    held = both.at(date(2004, 5, 5))
    assert held
    assert held[0].office == "head_of_government"


def test_without_offices_there_is_none() -> None:
    assert Person("A B", None, None, None, ()).at(PRESENT) is None


@pytest.mark.parametrize(
    ("text", "last", "made"),
    [
        ("1999", False, date(1999, 1, 1)),
        ("1999", True, date(1999, 12, 31)),
        ("2000-02", True, date(2000, 2, 29)),
        ("2000-02-03", True, date(2000, 2, 3)),
        ("", True, None),
    ],
)
def test_coarse_days(text: str, last: bool, made: date | None) -> None:
    assert day(text, last=last) == made


def test_holders_are_those_of_the_day() -> None:
    registry = Registry()
    registry.add_person(HILDA)
    assert registry.holders("head_of_state", "ARN", date(2008, 1, 1)) == [HILDA]
    assert registry.holders("head_of_state", "ARN", date(2012, 1, 1)) == []


def test_a_later_person_of_one_s_own_comes_first() -> None:
    registry = Registry()
    other = Person("Hilda Vane", "f", "GON", None, ())
    registry.add_person(HILDA)
    registry.add_person(other, first=True)
    assert registry.people["hilda", "vane"] == (other, HILDA)
    assert registry.by_word["vane"] == (other, HILDA)


def test_acronyms_ask_for_capitals() -> None:
    registry = Registry()
    registry.add_senses(["WHO", "World Health Organization"], Sense("organisation", "World Health Organization", "IGO"))
    assert registry.senses["who",][0].acronym
    assert not registry.senses["world", "health", "organization"][0].acronym


# ---- names ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "country", "short"),
    [
        ("Hilda Vane", "ARN", {("vane",)}),
        ("Xi Jinping", "CHN", {("xi",)}),
        ("Mohammed bin Salman", "SAU", {("salman",), ("bin", "salman")}),
        ("Abiy Ahmed", "ETH", {("abiy",), ("ahmed",)}),
        ("Pelé", "BRA", {("pele",)}),
    ],
)
def test_short_names(name: str, country: str, short: set[tuple[str, ...]]) -> None:
    assert short_keys(name, country) == short


def test_full_names_with_and_without_the_middle() -> None:
    assert full_keys("George W. Bush") == {("george", "w", "bush"), ("george", "bush")}
    assert full_keys("Ursula von der Leyen") == {("ursula", "von", "der", "leyen"), ("ursula", "leyen")}


def test_folding_takes_accents_and_points() -> None:
    assert fold("Erdoğan") == "erdogan"
    assert key_of("U.S. Łódź-Ø") == ("us", "lodz", "o")


@given(st.text(max_size=60))
def test_words_lie_where_they_say(text: str) -> None:
    last = 0
    for word in words_of(text):
        assert last <= word.start < word.end <= len(text)
        last = word.end


@given(st.text(max_size=40))
def test_a_key_does_not_depend_on_spaces_and_capitals(text: str) -> None:
    assert key_of(text) == key_of(f"  {text}  ")
    assert key_of(text.upper()) == key_of(text.upper().lower())


# ---- the table that ships ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("office", "country", "name"),
    [
        ("head_of_state", "USA", "Donald Trump"),
        ("head_of_government", "GBR", "Keir Starmer"),
        ("head_of_state", "RUS", "Vladimir Putin"),
        ("head_of_government", "DEU", "Friedrich Merz"),
        ("head_of_state", "CUB", "Miguel Díaz-Canel"),
        ("foreign_minister", "RUS", "Sergey Lavrov"),
        ("foreign_minister", "USA", "Marco Rubio"),
    ],
)
def test_the_holders_of_early_2026(office: str, country: str, name: str) -> None:
    assert name in [person.name for person in shipped().holders(office, country, PRESENT)]


def test_the_united_states_have_one_president_on_every_inauguration_day_since_1990() -> None:
    for year in range(1990, 2027):
        holders = shipped().holders("head_of_state", "USA", date(year, 2, 5))
        assert len(holders) == 1, (year, [person.name for person in holders])


def test_terms_begin_before_they_end() -> None:
    wrong = [(p.name, t.role) for p in shipped().persons for t in p.terms if t.start and t.end and t.start > t.end]
    assert not wrong


def test_every_person_is_found_by_full_name_and_surname() -> None:
    registry = shipped()
    for person in registry.persons:
        assert person in registry.people[key_of(person.name)]
        assert any(person in registry.surnames[key] for key in short_keys(person.name, person.country))


@pytest.mark.parametrize(
    ("phrase", "kind", "country"),
    [
        ("Kosovo", "country", "XKX"),
        ("Cubans", "people", "CUB"),
        ("Iranian", "adjective", "IRN"),
        ("Little Havana", "neighbourhood", "USA"),
        ("Ankara", "capital", "TUR"),
        ("Kremlin", "metonym", "RUS"),
        ("NATO", "organisation", "IGO"),
    ],
)
def test_what_phrases_mean(phrase: str, kind: str, country: str) -> None:
    senses = shipped().senses[key_of(phrase)]
    codes = {sense.country for sense in senses if sense.kind == kind}
    assert codes & {country, "KOS"} or (country == "XKX" and codes)


def held(name: str, when: str) -> str | None:
    """The role and standing of a person of the shipped table on a day."""
    people = [p for p in shipped().persons if p.name == name]
    assert len(people) == 1
    found = people[0].at(date.fromisoformat(when))
    return f"{found[1]} {found[0].role}" if found else None


@pytest.mark.parametrize(
    ("name", "when", "role"),
    [
        ("Christine Lagarde", "2009-05-01", "current Finance Minister of France"),
        ("Christine Lagarde", "2015-05-01", "current Managing Director of the International Monetary Fund"),
        ("Evo Morales", "2003-06-01", "current Member of the Chamber of Deputies of Bolivia"),
        ("Nawaz Sharif", "2019-06-01", "former Prime Minister of Pakistan"),
    ],
)
def test_one_person_of_several_countries_and_ranks(name: str, when: str, role: str) -> None:
    assert held(name, when) == role


def test_two_who_serve_two_states_at_once_are_two() -> None:
    assert {p.country for p in shipped().persons if p.name == "Pedro Sánchez"} == {"ESP", "COL"}
