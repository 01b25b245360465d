"""The event coder on eighty own sentences, through the whole pipeline: half tell events of all regions, half tell none."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from detente.extract.cast import Cast
from detente.extract.draft import Draft
from detente.extract.event_pairs import code_of
from detente.extract.events import find_events
from detente.extract.language import pages
from detente.extract.pipeline import extractors
from detente.knowledge.registry import shipped
from detente.records import Document, Event, record_id

if TYPE_CHECKING:
    from spacy.language import Language

SENTENCES = Path(__file__).with_name("event_sentences.tsv")
type Row = tuple[str, list[list[str]]]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    lines = [line for line in SENTENCES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    split = [line.split("\t") for line in lines]
    return [(text, [event.split() for event in gold.split("; ") if event]) for text, gold in split]


@pytest.fixture(scope="module")
def found(rows: list[Row], nlp: Language) -> dict[str, tuple[Event, ...]]:
    steps = extractors(shipped())
    coded = {}
    for page in pages([Document(record_id("doc", text), text, published=date(2025, 5, 5)) for text, _ in rows], nlp, batch=32):
        draft = Draft(page, Cast())
        for step in steps[: steps.index(find_events) + 1]:
            draft = step(draft)
        coded[page.text] = draft.events
    return coded


def matches(event: Event, gold: list[str]) -> bool:
    """Type among those allowed, and the countries of both sides, in either order."""
    sides = [{code_of(actor) or "-" for actor in side} or {"-"} for side in (event.source, event.target)]
    wanted = [set(gold[0].split("|")), set(gold[2].split("|"))]
    met = any(a & x and b & y for a, b in (sides, sides[::-1]) for x, y in (wanted,))
    return event.type in gold[1].split("|") and met


def test_what_is_coded_stands_in_the_sentence_and_most_is_found(rows: list[Row], found: dict[str, tuple[Event, ...]]) -> None:
    right = wrong = wanted = 0
    for text, gold in rows:
        left = list(gold)
        for event in found[text]:
            match = next((one for one in left if matches(event, one)), None)
            if match is None:
                wrong += 1
            else:
                left.remove(match)
                right += 1
        wanted += len(gold)
    assert right / (right + wrong) >= 0.8
    assert right / wanted >= 0.8


def test_analysis_history_sport_weather_and_business_stay_uncoded(rows: list[Row], found: dict[str, tuple[Event, ...]]) -> None:
    coded = [text for text, gold in rows if not gold and found[text]]
    assert len(coded) <= 2, coded
