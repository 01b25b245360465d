"""The whole way, with the real language model: each dispatch from bytes to a brief, and what must hold on all of them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.brief import render
from detente.brief.compose import compose
from detente.extract.pipeline import situations
from detente.json_form import from_data, to_line
from detente.knowledge.registry import shipped
from detente.read import Failure, read
from detente.records import Document, Evidence, LinkEnd, Situation, Span, record_id

if TYPE_CHECKING:
    from spacy.language import Language

DISPATCHES = sorted((Path(__file__).parents[2] / "examples/dispatches").iterdir())
NO_POLITICS = "nantes-rugby"
OPINION = "submarine-column"  # a column may judge much and report little


@pytest.fixture(scope="module")
def all_situations(nlp: Language) -> dict[str, Situation]:
    found = [item for item in read(map(str, DISPATCHES), published=None, timeout=1.0, limit=10**6) if not isinstance(item, Failure)]
    assert len(found) == len(DISPATCHES)
    return {Path(s.document.origin).stem: s for s in situations(found, nlp, shipped())}


def quotes(situation: Situation) -> list[Evidence | Span | LinkEnd]:
    """Every span of a situation that claims a quote."""
    found: list[Evidence | Span | LinkEnd] = [m.evidence for m in situation.mentions]
    found += [d.evidence for d in situation.dates]
    for statement in situation.statements:
        found += [*statement.evidence, *statement.content, *statement.conditions, *(ask.span for ask in statement.asks)]
        found += [span for span in (statement.source, statement.cue) if span]
    for event in situation.events:
        found += event.evidence
    for link in situation.links:
        found += [link.cause, link.effect, link.evidence]
    return found + [question.evidence for question in situation.questions]


def check(situation: Situation) -> None:
    """What holds for any text: quotes equal offsets, ids are unique and known, confidences are probabilities, JSON is lossless."""
    text = situation.document.text
    assert all(text[one.start : one.end] == one.quote and one.quote for one in quotes(situation))
    ids = [one.id for one in situation.statements] + [one.id for one in situation.events] + [one.id for one in situation.links]
    ids += [one.id for one in situation.questions] + [one.id for one in situation.dates] + [one.id for one in situation.actors]
    assert len(ids) == len(set(ids))
    ends = {end.record_id for link in situation.links for end in (link.cause, link.effect)} - {None}
    assert ends <= set(ids)
    assert {event.said_in for event in situation.events} - {None} <= {statement.id for statement in situation.statements}
    assert {mention.actor_id for mention in situation.mentions} <= {actor.id for actor in situation.actors}
    assert all(0 <= one.confidence <= 1 for one in quotes(situation) if isinstance(one, Evidence))
    assert from_data(Situation, json.loads(to_line(situation))) == situation


def test_every_dispatch_holds_together(all_situations: dict[str, Situation]) -> None:
    for situation in all_situations.values():
        check(situation)


def test_every_political_dispatch_says_something(all_situations: dict[str, Situation]) -> None:
    for name, situation in all_situations.items():
        if name != NO_POLITICS:
            assert situation.statements, name
            assert situation.events or name == OPINION, name
            assert situation.actors, name


def test_sport_in_war_words_is_no_politics(all_situations: dict[str, Situation]) -> None:
    assert len(all_situations[NO_POLITICS].events) <= 1


def test_nothing_comes_from_captions_and_notes(all_situations: dict[str, Situation]) -> None:
    situation = all_situations["honiara-switch"]
    lines = [line for line in situation.document.text.split("\n") if line.startswith(("Read more", "By ", "Photo", "PHOTO", "Editor"))]
    assert lines
    found = [one.evidence[0].quote for one in situation.statements] + [one.evidence[0].quote for one in situation.events]
    assert not any(quote in line for quote in found for line in lines)


def test_the_showcase(all_situations: dict[str, Situation]) -> None:
    situation = all_situations["river-talks"]
    assert situation.document.published == date(2025, 10, 14)
    said = {(s.speaker.name, kind) for s in situation.statements if s.speaker for kind in s.kinds}
    assert ("Badr Abdelatty", "demand") in said
    abiy = next(actor for actor in situation.actors if actor.name == "Abiy Ahmed")
    assert (abiy.country, abiy.role) == ("ETH", "Prime Minister of Ethiopia")
    assert any(e.type == "ACCUSE" and e.target and e.target[0].country == "ETH" for e in situation.events)
    assert any(link.kind == "condition" for link in situation.links)
    assert any(question.explicit for question in situation.questions)


def test_all_dispatches_make_one_brief_in_each_format(all_situations: dict[str, Situation]) -> None:
    brief = compose(tuple(all_situations.values()))
    for form in ("terminal", "html", "markdown", "json"):
        assert "Abdelatty" in render(brief, form, terminal=False, width=80)
    assert all(len(line) <= 80 for line in render(brief, "terminal", terminal=False, width=80).split("\n"))


def test_extraction_is_deterministic(all_situations: dict[str, Situation], nlp: Language) -> None:
    once = all_situations["batken-truce"]
    assert next(situations([once.document], nlp, shipped())) == once


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.text(max_size=400), st.none() | st.dates(date(1950, 1, 1), date(2050, 1, 1)))
def test_any_text_is_read_without_a_crash(nlp: Language, text: str, published: date | None) -> None:
    text = text.encode("utf-8", "replace").decode("utf-8")
    check(next(situations([Document(record_id("d", text), text, published=published)], nlp, shipped())))


WORDS = [
    "“",
    "”",
    '"',
    "``",
    "''",
    "said",
    "Moscow",
    "warned",
    "if",
    "Iran",
    "the",
    "president",
    "on Tuesday",
    "because of",
    "not",
    ".",
    ",",
    "\n\n",
    "attack",
    "she",
]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_any_jumble_of_news_words_is_read_without_a_crash(nlp: Language, words: list[str]) -> None:
    text = " ".join(words)
    check(next(situations([Document(record_id("d", text), text, published=date(2020, 5, 5))], nlp, shipped())))


ODD = [
    "The Australian foreign minister advised citizens to leave Lebanon.",  # advice to nobody that is known
    "\u201cWhere?\u201d",
    "Said. Said that.",
    "Talks, talks and talks between and between.",
    "Iran attacked plants. The United States warned of war.",  # a party that only its own sentence knows
    "Israel bombed villages. Israel agreed to hold talks on Monday.",
]


def test_odd_sentences_do_not_stop_it(nlp: Language) -> None:
    documents = [Document(record_id("d", text), text, published=date(2026, 1, 15)) for text in ODD]
    assert [one.document.text for one in situations(documents, nlp, shipped())] == ODD
