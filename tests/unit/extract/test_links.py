"""Links: causes, conditions, their modality and polarity, on own sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.extract.cast import Cast
from detente.extract.draft import Draft
from detente.extract.language import page
from detente.extract.links import find_links, relations_of
from detente.records import Actor, Document, Event, Evidence, Link

if TYPE_CHECKING:
    from spacy.language import Language


def links(text: str, nlp: Language) -> list[Link]:
    return list(find_links(Draft(page(Document("d", text), nlp), Cast())).links)


CAUSES = [
    ("The port closed because of the strike.", "the strike", "The port closed", "causes"),
    ("The drought led to a famine.", "The drought", "a famine", "causes"),
    ("The shortage resulted from the embargo.", "the embargo", "The shortage", "causes"),
    ("Rebels blew up the bridge, cutting off the town.", "Rebels blew up the bridge", "cutting off the town", "causes"),
    ("The army shelled the camp, deepening the crisis.", "The army shelled the camp", "deepening the crisis", "worsens"),
    ("Engineers blamed the flooding on heavy rain.", "heavy rain", "the flooding", "causes"),
    ("Ruritania blamed the dam for the flood.", "the dam", "the flood", "causes"),
    ("The shortage worsened after the border was closed.", "the border was closed", "The shortage worsened", "causes"),
]


NOT_HELD = [
    "The envoy did not see how an embargo would lead to a treaty.",
    "It is unclear whether the strike caused the blackout.",
    "Nobody believes that the levy will cause a famine.",
    "It is hard to imagine how the tariffs could lead to a truce.",
]


@pytest.mark.parametrize("text", NOT_HELD)
def test_what_nobody_holds_is_doubted(text: str, nlp: Language) -> None:
    (link,) = links(text, nlp)
    assert (link.modality, link.negated) == ("doubted", True)


@pytest.mark.parametrize("text", ["The envoy saw how the embargo led to a famine.", "It is clear that the strike caused the blackout."])
def test_what_is_seen_is_held(text: str, nlp: Language) -> None:
    (link,) = links(text, nlp)
    assert (link.modality, link.negated) == ("asserted", False)


@pytest.mark.parametrize(("text", "cause", "effect", "kind"), CAUSES)
def test_cause_and_effect(text: str, cause: str, effect: str, kind: str, nlp: Language) -> None:
    (link,) = links(text, nlp)
    assert (link.cause.quote, link.effect.quote, link.kind, link.negated) == (cause, effect, kind, False)


CONDITIONS = [
    ("The talks will resume if the prisoners are freed.", "the prisoners are freed", "The talks will resume", "conditional"),
    ("Unless the dam is opened, the fields will dry out.", "the dam is opened", "the fields will dry out", "conditional"),
    ("The minister may return, provided that the charges are dropped.", "the charges are dropped", "The minister may return", "possible"),
    ("Any deal would have to protect the fishermen.", "protect the fishermen", "Any deal", "necessary"),
    ("The outcome depends on the army.", "the army", "The outcome", "asserted"),
]


@pytest.mark.parametrize(("text", "cause", "effect", "modality"), CONDITIONS)
def test_condition(text: str, cause: str, effect: str, modality: str, nlp: Language) -> None:
    (link,) = links(text, nlp)
    assert (link.kind, link.cause.quote, link.effect.quote, link.modality) == ("condition", cause, effect, modality)


@pytest.mark.parametrize(
    "text",
    [
        "The envoy asked if the road was open.",
        "She left after lunch.",
        "Nobody knows whether the king is ill.",
        "He danced as if he were young.",
        "The meeting takes place in Oslo.",
    ],
)
def test_no_link(text: str, nlp: Language) -> None:
    assert links(text, nlp) == []


def test_modality_and_polarity(nlp: Language) -> None:
    (possible,) = links("The blockade could lead to a famine.", nlp)
    assert possible.modality == "possible"
    (denied,) = links("The blockade did not lead to a famine.", nlp)
    assert denied.negated


def test_quotes_equal_their_offsets(nlp: Language) -> None:
    text = "“We will strike if they cross the river,” he said. The price rose due to the war."
    for link in links(text, nlp):
        for part in (link.cause, link.effect, link.evidence):
            assert text[part.start : part.end] == part.quote


def test_relations_need_no_cast(nlp: Language) -> None:
    causal, found = relations_of(page(Document("d", "Hundreds were arrested after the protest over fuel prices turned violent ."), nlp))
    assert causal
    assert found
    assert relations_of(page(Document("e", ""), nlp)) == (False, ())


ACROSS = [
    (
        "Rebels seized the airport. As a result, the city ran out of fuel.",
        "Rebels seized the airport",
        "the city ran out of fuel",
        "causes",
    ),
    ("The minister said the dam had burst. Consequently, thousands fled.", "the dam had burst", "thousands fled", "causes"),
    (
        "The court jailed the editor. In response, three papers went on strike.",
        "The court jailed the editor",
        "three papers went on strike",
        "causes",
    ),
    ("Prices fell. This could ease the pressure on the cabinet.", "Prices fell", "the pressure on the cabinet", "eases"),
    ("Norway recalled its envoy. The move prompted a protest.", "Norway recalled its envoy", "a protest", "causes"),
    (
        "Freedonia would open its port. In return, Sylvania would lift its embargo.",
        "Freedonia would open its port",
        "Sylvania would lift its embargo",
        "condition",
    ),
]


@pytest.mark.parametrize(("text", "cause", "effect", "kind"), ACROSS)
def test_across_sentences(text: str, cause: str, effect: str, kind: str, nlp: Language) -> None:
    (link,) = links(text, nlp)
    assert (link.cause.quote, link.effect.quote, link.kind) == (cause, effect, kind)


@pytest.mark.parametrize(
    "text",
    [
        "Did the truce hold? As a result, nobody knows.",
        "Ministers met in Rome. In response to a question, the host praised the food.",
        "Ministers met in Rome. The move was welcomed.",
        "“The bank failed.” As a result, nobody came.",
        "The workers eased the pressure on the valve.",
    ],
)
def test_nothing_across_where_it_is_unsure(text: str, nlp: Language) -> None:
    assert links(text, nlp) == []


def test_links_chain_from_act_to_result_to_crisis(nlp: Language) -> None:
    text = "Rebels captured the harbour, cutting off the island's oil. That has worsened the crisis."
    first, second = links(text, nlp)
    assert first.cause.quote == "Rebels captured the harbour"
    assert (first.effect.start, first.effect.end) == (second.cause.start, second.cause.end)
    assert (second.effect.quote, second.kind) == ("the crisis", "worsens")


def test_an_end_falls_on_the_event_that_it_tells(nlp: Language) -> None:
    text = "The shortage worsened after Ruritania attacked Freedonia, cutting off the island."
    ruritania, freedonia = Actor("a-1", "Ruritania"), Actor("a-2", "Freedonia")
    start, end = 0, len(text)
    evidence = Evidence("d", start, end, text, "events-1/frame/attack", 0.9)
    event = Event(
        "event-1", "ASSAULT", None, (), (ruritania,), (freedonia,), None, "happened", "material conflict", -9.0, "plover", None, None,
        (evidence,),
    )  # fmt: skip
    found = find_links(Draft(page(Document("d", text), nlp), Cast(), events=(event,))).links
    assert {link.cause.record_id for link in found} == {"event-1"}
    assert {link.effect.record_id for link in found} == {None}
    assert len(found) == 2


def test_which_after_a_comma_means_the_whole_clause(nlp: Language) -> None:
    (link,) = links("The army shelled the camp, which led to an exodus.", nlp)
    assert link.cause.quote == "The army shelled the camp"


def test_confidence_is_that_of_the_rule(nlp: Language) -> None:
    (because,) = links("The port in the north closed because the strike went on.", nlp)
    (verb,) = links("The long drought led to a famine in the north.", nlp)
    assert 0.5 < verb.evidence.confidence < because.evidence.confidence < 0.95
