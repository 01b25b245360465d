"""Coreference within a document: short names, titles, pronouns; no resolution beats a wrong one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from detente.extract.actors import cast_page
from detente.extract.language import page
from detente.extract.pipeline import situations
from detente.knowledge.registry import shipped
from detente.records import Document, Situation

if TYPE_CHECKING:
    from spacy.language import Language


def meant(nlp: Language, text: str, day: str, surface: str, nth: int = 0) -> str | None:
    """The name of the actor of the nth mention that reads as the surface; None where there is no such mention."""
    cast = cast_page(page(Document("t", text, published=date.fromisoformat(day)), nlp), shipped()).cast()
    roles = [role for role in cast.roles if role.mention.evidence.quote == surface]
    return cast[roles[nth].actor_id].name if len(roles) > nth else None


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("Angela Merkel flew to Kyiv. She met the mayor.", "She", "Angela Merkel"),
        ("Angela Merkel flew to Kyiv. Merkel met the mayor.", "Merkel", "Angela Merkel"),
        ("Recep Tayyip Erdogan spoke in Ankara. He blamed the banks.", "He", "Recep Tayyip Erdoğan"),
        ("Ines Calloway, a shipping lawyer, filed the suit. Calloway asked for damages.", "Calloway", "Ines Calloway"),
    ],
)
def test_short_names_and_pronouns_lead_back(nlp: Language, text: str, surface: str, name: str) -> None:
    assert meant(nlp, text, "2014-09-12", surface) == name


def test_a_pronoun_agrees_in_gender(nlp: Language) -> None:
    text = "Angela Merkel called Vladimir Putin. He listened for an hour."
    assert meant(nlp, text, "2014-03-09", "He") == "Vladimir Putin"


@pytest.mark.parametrize(
    "text",
    [
        "Barack Obama and David Cameron met Vladimir Putin. He was late.",
        "It rained all night. It seems that the bridge is closed.",
    ],
)
def test_in_doubt_a_pronoun_is_nobody(nlp: Language, text: str) -> None:
    assert meant(nlp, text, "2014-03-09", "He") is None
    assert meant(nlp, text, "2014-03-09", "It") is None


def test_a_title_leads_to_its_one_holder_in_the_text(nlp: Language) -> None:
    text = "Russian President Vladimir Putin met editors in Sochi. The president refused to name a date."
    cast = cast_page(page(Document("t", text, published=date(2014, 3, 9)), nlp), shipped()).cast()
    role = next(role for role in cast.roles if "The president" in role.mention.evidence.quote)
    assert cast[role.actor_id].name == "Vladimir Putin"


def test_two_persons_of_one_surname_are_kept_apart(nlp: Language) -> None:
    text = "Raul Castro shook hands with Fidel Castro. Castro said nothing."
    assert meant(nlp, text, "2010-03-09", "Castro") not in ("Raúl Castro", "Fidel Castro")


def extracted(nlp: Language, text: str, day: str) -> Situation:
    return next(iter(situations([Document("t", text, published=date.fromisoformat(day))], nlp, shipped())))


def test_the_first_person_in_a_quotation_is_the_speaker(nlp: Language) -> None:
    found = extracted(nlp, "“I will not sign this paper,” President Vladimir Putin said on Monday.", "2014-03-11")
    names = {actor.id: actor.name for actor in found.actors}
    assert [names[m.actor_id] for m in found.mentions if m.evidence.quote == "I"] == ["Vladimir Putin"]


def test_we_of_an_office_holder_is_the_government(nlp: Language) -> None:
    found = extracted(nlp, "“We will not sign this paper,” President Vladimir Putin said on Monday.", "2014-03-11")
    names = {actor.id: actor.name for actor in found.actors}
    assert [names[m.actor_id] for m in found.mentions if m.evidence.quote == "We"] == ["Government of Russia"]


def test_the_first_person_outside_quotations_is_nobody(nlp: Language) -> None:
    found = extracted(nlp, "I asked President Vladimir Putin about the paper. He said the paper was a fraud.", "2014-03-11")
    assert not [m for m in found.mentions if m.evidence.quote == "I"]


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("Nelson Mandela sat down. Thabo Mbeki, who succeeded him, stood up.", "him", "Nelson Mandela"),
        ("Angela Merkel rang Vladimir Putin, and Barack Obama replied that he was pleased.", "he", "Barack Obama"),
        ("Nicolas Sarkozy waited. Pedro Sánchez swore himself in.", "himself", "Pedro Sánchez"),
    ],
)
def test_grammar_bars_and_prefers(nlp: Language, text: str, surface: str, name: str) -> None:
    assert meant(nlp, text, "2014-09-12", surface) == name


def test_the_object_of_an_infinitive_is_not_guessed(nlp: Language) -> None:
    assert meant(nlp, "Abdoulaye Wade called Macky Sall to congratulate him.", "2012-03-26", "him") is None
