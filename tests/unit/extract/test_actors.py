"""Actors in hand-made news sentences of 1990 to 2026: who, in which office at the date, of which country."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.extract.actors import cast_page
from detente.extract.cast import Cast
from detente.extract.language import page
from detente.knowledge.registry import shipped
from detente.records import Actor, Document

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True)
class Reader:
    """Reads a text as of a day."""

    nlp: Language

    def cast(self, text: str, day: str | None = None) -> Cast:
        published = date.fromisoformat(day) if day else None
        return cast_page(page(Document("t", text, published=published), self.nlp), shipped()).cast()

    def at(self, text: str, day: str | None, surface: str) -> list[Actor]:
        """The actors of the mentions whose quote holds the surface or lies in it, narrowest first."""
        cast = self.cast(text, day)
        found = [
            role
            for role in cast.roles
            if surface in role.mention.evidence.quote or role.mention.evidence.quote in (surface, f"the {surface}")
        ]
        return [cast[role.actor_id] for role in sorted(found, key=lambda role: (role.modifier, len(role.mention.evidence.quote)))]


@pytest.fixture(scope="module")
def reader(nlp: Language) -> Reader:
    return Reader(nlp)


# ---- offices at the date -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "text", "surface", "role"),
    [
        ("1994-06-14", "President Clinton spoke of sanctions on Tuesday.", "Clinton", "President of the United States"),
        ("2003-02-11", "Bill Clinton spoke of sanctions on Tuesday.", "Clinton", "former President of the United States"),
        ("2014-03-04", "President Obama warned of costs.", "Obama", "President of the United States"),
        ("2018-03-04", "Barack Obama warned of costs.", "Obama", "former President of the United States"),
        ("2015-07-14", "Javad Zarif, Iran's foreign minister, smiled from the balcony.", "Zarif", "Foreign Minister of Iran"),
        ("2026-02-05", "Donald Trump said the tariff would stay.", "Trump", "President of the United States"),
        ("2022-05-05", "Donald Trump said the tariff would stay.", "Trump", "former President of the United States"),
        ("2016-09-01", "Angela Merkel met mayors in Berlin.", "Merkel", "Chancellor of Germany"),
        ("2023-09-01", "Angela Merkel met mayors in Berlin.", "Merkel", "former Chancellor of Germany"),
    ],
)
def test_an_office_is_that_of_the_day(reader: Reader, day: str, text: str, surface: str, role: str) -> None:
    found = reader.at(text, day, surface)
    assert found
    assert (found[0].role or "").replace("the ", "") == role.replace("the ", "")
    assert found[0].resolved


def test_without_a_date_the_registry_s_present_counts(reader: Reader) -> None:
    actor = reader.at("Barack Obama warned of costs.", None, "Obama")[0]
    assert (actor.role or "").startswith("former")


def test_a_former_holder_has_the_sector_of_the_retired(reader: Reader) -> None:
    assert reader.at("Barack Obama warned of costs.", "2019-05-02", "Obama")[0].sector == "ELI"


# ---- places and governments ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "surface", "country", "kind"),
    [
        ("Moscow accused the envoy of spying.", "Moscow", "RUS", "government"),
        ("Thousands marched in Moscow on Sunday.", "Moscow", "RUS", "place"),
        ("Talks between Ankara and Athens broke off.", "Ankara", "TUR", "government"),
        ("A tram caught fire in Ankara.", "Ankara", "TUR", "place"),
        ("Havana rejected the offer.", "Havana", "CUB", "government"),
        ("Shops stayed dark in Havana.", "Havana", "CUB", "place"),
    ],
)
def test_a_capital_that_acts_is_a_government_else_a_place(reader: Reader, text: str, surface: str, country: str, kind: str) -> None:
    actor = reader.at(text, "2015-03-02", surface)[0]
    assert (actor.country, actor.kind) == (country, kind)


@pytest.mark.parametrize(
    ("text", "surface", "country"),
    [
        ("The White House declined to comment.", "White House", "USA"),
        ("The Kremlin called the report a fantasy.", "Kremlin", "RUS"),
        ("Downing Street confirmed the call.", "Downing Street", "GBR"),
    ],
)
def test_a_seat_of_power_stands_for_those_who_sit_there(reader: Reader, text: str, surface: str, country: str) -> None:
    actor = reader.at(text, "2015-03-02", surface)[0]
    assert (actor.country, actor.sector) == (country, "GOV")


def test_a_possessive_gives_the_office_its_country(reader: Reader) -> None:
    actors = reader.at("Chile's foreign minister, Rosa Quintral, left the hall.", "1997-05-06", "Quintral")
    assert (actors[0].country, actors[0].sector, actors[0].resolved) == ("CHL", "GOV", False)


# ---- groups inside groups ------------------------------------------------------------------------------------------


def test_cuban_americans_are_americans(reader: Reader) -> None:
    actor = reader.at("Cuban Americans gathered outside the airport.", "2000-04-22", "Cuban Americans")[0]
    assert (actor.name, actor.country, actor.sector) == ("Cuban Americans", "USA", "CVL")


def test_backed_rebels_belong_to_their_own_country(reader: Reader) -> None:
    actor = reader.at("Turkish-backed Syrian rebels took two villages.", "2019-10-13", "rebels")[0]
    assert (actor.country, actor.sector) == ("SYR", "REB")


def test_officials_of_two_countries_are_two_actors(reader: Reader) -> None:
    cast = reader.cast("US and Iranian officials met in Muscat.", "2013-03-02")
    governments = {actor.country for actor in cast.actors.values() if actor.kind in ("government", "group", "country")}
    assert {"USA", "IRN"} <= governments


@pytest.mark.parametrize(
    ("text", "surface", "sector"),
    [
        ("Soldiers opened fire near the bridge.", "Soldiers", "MIL"),
        ("Police cleared the square.", "Police", "COP"),
        ("Dissidents asked for a meeting.", "Dissidents", "OPP"),
        ("Lawmakers voted to extend the mandate.", "Lawmakers", "LEG"),
    ],
)
def test_common_nouns_tell_a_sector(reader: Reader, text: str, surface: str, sector: str) -> None:
    assert reader.at(text, "2004-11-11", surface)[0].sector == sector


# ---- who is meant --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("misspelt", ["Vladimir Putim", "Vladimri Putin", "Vladimir Puti"])
def test_a_misspelt_name_with_support_is_found(reader: Reader, misspelt: str) -> None:
    actor = reader.at(f"Russian President {misspelt} arrived in Minsk.", "2015-02-11", misspelt)[0]
    assert (actor.name, actor.resolved) == ("Vladimir Putin", True)


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Baker Joanna Merkel of Ohio won the prize.", "Merkel"),
        ("Farmer Edward Cameron lost forty sheep in the flood.", "Cameron"),
        ("Kelly Obama-Smith opened a flower shop in Leeds.", "Obama"),
        ("Nurse Teresa Mai lives in Hanoi.", "Mai"),
    ],
)
def test_a_private_person_with_a_famous_surname_is_nobody_known(reader: Reader, text: str, surface: str) -> None:
    assert not [a for a in reader.at(text, "2014-06-02", surface) if a.kind == "person" and a.resolved]


def test_an_unknown_person_takes_country_and_sector_from_the_apposition(reader: Reader) -> None:
    actor = reader.at("Ramiro Oquendo, an opposition lawmaker in Caracas, called for calm.", "2019-02-03", "Oquendo")[0]
    assert (actor.country, actor.resolved) == ("VEN", False)
    assert actor.sector in ("LEG", "OPP")
    assert "lawmaker" in (actor.role or "")


def test_titles_before_a_name_decide_between_persons(reader: Reader) -> None:
    text = "Secretary of State Hillary Clinton met Bill Clinton. Secretary Clinton said nothing."
    names = [actor.name for actor in reader.at(text, "2010-02-03", "Clinton")]
    assert {"Hillary Clinton", "Bill Clinton"} <= set(names)


def test_no_politics_no_office_holder(reader: Reader) -> None:
    cast = reader.cast("The bakery on Elm Street sold out of plum cake before noon.", "2012-08-08")
    assert not [actor for actor in cast.actors.values() if actor.kind == "person" and actor.resolved]


# ---- any text ------------------------------------------------------------------------------------------------------

_WORDS = st.sampled_from([
    "Obama", "Putin", "President", "Cuban", "American", "Americans", "-", "'s", ".", ",", "“", "”", "said", "he", "she", "it", "they",
    "we", "the", "of", "in", "Havana", "Washington", "US", "U.S.", "U.N.", "and", "former", "Gen", "minister", "Iran’s", "O'Neill",
    "Kim", "Jong-un", "al-Assad", "İ", "ﬁ", "北京", "\ufe0f", "\u2028", "\n\n", "\t", "\x00"
])  # fmt: skip
_ANY = st.one_of(st.text(max_size=120), st.lists(_WORDS, max_size=40).map(" ".join))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=_ANY, year=st.integers(1900, 2100))
def test_any_text_gives_actors_whose_quotes_equal_their_offsets(reader: Reader, text: str, year: int) -> None:
    cast = reader.cast(text, f"{year}-02-05")
    for role in cast.roles:
        evidence = role.mention.evidence
        assert text[evidence.start : evidence.end] == evidence.quote
        assert evidence.quote
        assert 0 <= evidence.confidence <= 1
        assert role.actor_id in cast.actors


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=_ANY)
def test_the_same_text_gives_the_same_cast(reader: Reader, text: str) -> None:
    assert reader.cast(text, "2015-02-05") == reader.cast(text, "2015-02-05")


# ---- places, peoples and bodies without a state's name -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "surface", "country"),
    [
        ("Soldiers marched through Goma on Monday.", "Goma", "COD"),
        ("Nurses are at work in Bergamo.", "Bergamo", "ITA"),
        ("Anwar Ibrahim of Malaysia flew to Rome.", "Anwar Ibrahim", "MYS"),
        ("Mapuche activists met Chile's interior minister.", "Mapuche activists", "CHL"),
        ("Ethnic Albanians said that Macedonia's police had shot at them.", "Albanians", "MKD"),
        ("The Albanians of southern Serbia demand autonomy.", "Albanians", "SRB"),
        ("Commonwealth leaders suspended Nigeria on Saturday.", "Commonwealth leaders", "IGO"),
        ("The Organisation of American States shut Honduras out.", "Organisation of American States", "IGO"),
        ("Berlin rejected the appeal of Minsk.", "Berlin", "DEU"),
    ],
)
def test_places_peoples_and_bodies_have_their_country(reader: Reader, text: str, surface: str, country: str) -> None:
    assert reader.at(text, None, surface)[0].country == country


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Kurdish deputies began a hunger strike.", "Kurdish deputies"),
        ("An anti-Syrian journalist was shot.", "journalist"),
        ("Mr Bergamo said that he was sorry.", "Bergamo"),
    ],
)
def test_what_may_be_of_several_states_has_none(reader: Reader, text: str, surface: str) -> None:
    assert all(actor.country is None for actor in reader.at(text, None, surface))
