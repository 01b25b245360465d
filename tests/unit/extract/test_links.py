"""Links: causes, conditions, their modality and polarity, on own sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.extract.cast import Cast
from detente.extract.draft import Draft
from detente.extract.language import page
from detente.extract.links import find_links, relations_of
from detente.records import Document, Link

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
    ("The shortage worsened after the border was closed.", "the border was closed", "The shortage worsened", "causes"),
]


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
