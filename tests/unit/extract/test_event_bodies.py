"""Parties told by a common noun, both sides of a story, and whose a described party is: own texts through the real pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.extract.cast import Cast
from detente.extract.draft import Draft
from detente.extract.events import find_events
from detente.extract.language import page
from detente.extract.pipeline import extractors
from detente.knowledge.registry import shipped
from detente.records import Document, record_id

if TYPE_CHECKING:
    from spacy.language import Language

    from detente.records import Actor

QUARREL = "Zambia and Malawi quarrel over a bridge. Zambia says that Malawi must pay. Malawi says that Zambia promised to pay. "
ELECTION = (
    "Kenya has counted its votes. The opposition in Nairobi says the count was false. Kenya's government says it was fair. "
    "The opposition in Nairobi wants a new vote. Kenya's opposition has its own figures. "
)


def draft_of(text: str, nlp: Language) -> Draft:
    draft = Draft(page(Document(record_id("doc", text), text), nlp), Cast())
    for step in extractors(shipped()):
        draft = step(draft)
        if step is find_events:
            break
    return draft


def coded(text: str, nlp: Language) -> list[tuple[set[str | None], str, set[str | None]]]:
    """Events of the last sentence as (countries, type, countries)."""
    draft = draft_of(text, nlp)
    start = list(draft.page.sentences())[-1].start_char
    return [(lands(e.source), e.type, lands(e.target)) for e in draft.events if any(one.start >= start for one in e.evidence)]


def lands(side: tuple[Actor, ...]) -> set[str | None]:
    return {actor.country for actor in side}


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Gunmen seized forty guests at a hotel in Mali on Friday.", ({"MLI"}, "COERCE", {"MLI"})),
        ("Zambia's government ordered the opposition newspapers to close.", ({"ZMB"}, "COERCE", {"ZMB"})),
        ("Soldiers in Uganda opened fire on a crowd of miners, killing six people.", ({"UGA"}, "ASSAULT", {"UGA"})),
        ("Nepal no longer recognises the government of Bhutan.", ({"NPL"}, "REJECT", {"BTN"})),
        (QUARREL + "Both presidents praised Botswana.", ({"ZMB", "MWI"}, "SUPPORT", {"BWA"})),
        (QUARREL + "The African Union offered to help with talks.", ({"IGO"}, "AGREE", {"ZMB", "MWI"})),
        (ELECTION + "The opposition refuses to sign.", ({"KEN"}, "REJECT", {"KEN"})),
    ],
)
def test_whose_the_parties_are(text: str, event: tuple[set[str], str, set[str]], nlp: Language) -> None:
    assert coded(text, nlp) == [event]


@pytest.mark.parametrize(
    "text",
    [
        "A spokesman for Malta refused to answer the charge from Libya.",
        "The army paraded.",
        "Rwandan jets are parked beside troops backed by Burundi.",
    ],
)
def test_no_event_of_stances_and_silence(text: str, nlp: Language) -> None:
    assert coded(text, nlp) == []


def test_a_strike_called_off_by_a_union_is_no_attack(nlp: Language) -> None:
    assert [kind for _, kind, _ in coded("The Nigerian Union of Teachers called off a strike on Monday.", nlp)] == ["CONCEDE"]


def test_a_party_told_by_its_noun_is_in_the_cast_where_an_event_uses_it(nlp: Language) -> None:
    draft = draft_of("Gunmen seized forty guests at a hotel in Mali on Friday.", nlp)
    used = {actor.id for event in draft.events for actor in (*event.source, *event.target)}
    assert used <= set(draft.cast.actors)
    assert all(any(role.actor_id == one for role in draft.cast.roles) for one in used)


def test_nouns_that_no_event_uses_leave_the_cast_alone(nlp: Language) -> None:
    draft = draft_of("The guests and the crowd slept in Mali.", nlp)
    assert not any(actor.id.endswith(("/guests", "/crowd")) for actor in draft.cast.actors.values())


def test_the_south_is_korean_where_the_page_tells_of_korea(nlp: Language) -> None:
    told = coded("North Korea fired a rocket on Monday, and the South put its troops on alert.", nlp)
    assert ({"KOR"}, "MOBILIZE", set()) in told
