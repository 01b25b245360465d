"""Persons by name and by office: like-named persons, offices at the date, leaders of bodies."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from detente.extract.actors import cast_page
from detente.extract.language import page
from detente.knowledge.registry import shipped
from detente.records import Actor, Document

if TYPE_CHECKING:
    from spacy.language import Language


def meant(nlp: Language, day: str, text: str, surface: str, nth: int = 0) -> Actor | None:
    """The actor of the nth mention that reads as the surface; None where there is no such mention."""
    cast = cast_page(page(Document("t", text, published=date.fromisoformat(day)), nlp), shipped()).cast()
    roles = [role for role in cast.roles if role.mention.evidence.quote == surface]
    return cast[roles[nth].actor_id] if len(roles) > nth else None


@pytest.mark.parametrize(
    ("day", "text", "surface", "name"),
    [
        ("2015-03-02", "Nawaz Sharif spoke in Lahore. General Sharif flew to Riyadh.", "General Sharif", "Raheel Sharif"),
        ("2015-03-02", "Nawaz Sharif spoke in Lahore. Sharif flew to Riyadh.", "Sharif", "Nawaz Sharif"),
        ("2007-02-05", "Rajapaksa lit the lamp. Basil Rajapaksa, his brother, stood behind him.", "Rajapaksa", "Mahinda Rajapaksa"),
        ("2017-05-02", "Macron spoke first. Emmanuel Macron and Le Pen met on television.", "Le Pen", "Marine Le Pen"),
        ("2002-04-29", "Jacques Chirac refused to debate Le Pen.", "Le Pen", "Jean-Marie Le Pen"),
        ("2016-09-02", "Rousseff appealed to the Brazilian court.", "Rousseff", "Dilma Rousseff"),
    ],
)
def test_like_named_persons_are_told_apart(nlp: Language, day: str, text: str, surface: str, name: str) -> None:
    actor = meant(nlp, day, text, surface)
    assert actor
    assert (actor.name, actor.resolved) == (name, True)


def test_a_bare_name_before_a_relative_stays_open(nlp: Language) -> None:
    actor = meant(nlp, "2021-10-09", "Gandhi posted a picture of the road. Priyanka Gandhi was held for a day.", "Gandhi")
    assert actor
    assert not actor.resolved


def test_a_namesake_in_a_lesser_office_is_not_the_great_man(nlp: Language) -> None:
    text = "The Taliban denied it. Mohammad Omar, the governor of Kunduz, counted the dead."
    actor = meant(nlp, "2009-10-02", text, "Mohammad Omar")
    assert actor is None or not actor.resolved


@pytest.mark.parametrize(
    ("day", "text", "surface", "role"),
    [
        ("2018-04-03", "President Obama praised the plan.", "President Obama", "former President of the United States"),
        ("2022-07-15", "Ranil Wickremesinghe promised calm in Colombo.", "Ranil Wickremesinghe", "Acting President of Sri Lanka"),
        ("2023-05-12", "Imran Khan was freed in Islamabad.", "Imran Khan", "former Prime Minister of Pakistan"),
        ("2015-06-20", "Mauricio Macri opened a bus lane.", "Mauricio Macri", "Mayor of Buenos Aires"),
        ("2004-05-20", "Manmohan Singh will be sworn in on Saturday.", "Manmohan Singh", None),
    ],
)
def test_the_office_at_the_date(nlp: Language, day: str, text: str, surface: str, role: str | None) -> None:
    actor = meant(nlp, day, text, surface)
    assert actor
    assert actor.role == role


@pytest.mark.parametrize(
    ("day", "text", "surface", "name"),
    [
        (
            "2020-03-12",
            "Tedros Adhanom Ghebreyesus thanked the nurses. The WHO chief left early.",
            "The WHO chief",
            "Tedros Adhanom Ghebreyesus",
        ),
        ("2014-05-06", "Shinzo Abe ate with Francois Hollande. It was the prime minister's idea.", "the prime minister", "Shinzo Abe"),
        ("2003-02-03", "Sheikh Hasina marched. The opposition leader asked for a vote.", "The opposition leader", "Sheikh Hasina"),
    ],
)
def test_an_office_leads_back_to_its_holder(nlp: Language, day: str, text: str, surface: str, name: str) -> None:
    actor = meant(nlp, day, text, surface)
    assert actor
    assert actor.name == name


@pytest.mark.parametrize(
    ("day", "text", "surface"),
    [
        ("2012-03-26", "Abdoulaye Wade congratulated Macky Sall. The president-elect danced.", "The president-elect"),
        ("2010-05-04", "Dmitry Medvedev met Barack Obama. The president smiled.", "The president"),
    ],
)
def test_an_open_office_stays_open(nlp: Language, day: str, text: str, surface: str) -> None:
    actor = meant(nlp, day, text, surface)
    assert actor is None or not actor.resolved


def test_presidents_abroad_are_not_of_the_place(nlp: Language) -> None:
    actor = meant(nlp, "2018-07-17", "The presidents met in Helsinki.", "The presidents")
    assert actor
    assert actor.country is None


def test_a_council_of_a_state_is_not_the_united_nations(nlp: Language) -> None:
    actor = meant(nlp, "2022-03-02", "Russia's Security Council met in Moscow.", "Security Council")
    assert actor
    assert actor.country == "RUS"


def test_a_given_name_alone_leads_back_to_the_one_person_who_bears_it(nlp: Language) -> None:
    actor = meant(nlp, "1990-10-15", "Saddam Hussein met the envoy in Baghdad. Saddam refused to leave Kuwait.", "Saddam")
    assert actor
    assert (actor.name, actor.country) == ("Saddam Hussein", "IRQ")


def test_a_given_name_that_two_persons_bear_stays_open(nlp: Language) -> None:
    actor = meant(nlp, "2021-10-09", "Carla Ponsatti met Carla Rovell in Lyon. Carla left early.", "Carla")
    assert actor is None or actor.name == "Carla"


def test_initials_of_a_party_abroad_are_not_the_party(nlp: Language) -> None:
    text = "ABC quoted an official in Baghdad. Iraq denied it."
    actor = meant(nlp, "1990-10-15", text, "ABC")
    assert actor is None or actor.country != "LSO"


def test_what_a_noun_names_is_no_town(nlp: Language) -> None:
    actor = meant(nlp, "2021-02-01", "The broadcaster Myawaddy reported a state of emergency on Monday.", "Myawaddy")
    assert actor is None or actor.kind != "place"


def test_an_adjective_is_no_capital(nlp: Language) -> None:
    actor = meant(nlp, "2022-02-02", "Male students in Jalalabad tore up their papers.", "Male students in Jalalabad")
    assert actor
    assert actor.country == "AFG"
