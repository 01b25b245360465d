"""Attributions: source, cue and content of sentences of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.extract import language
from detente.extract.attributions import find_attributions
from detente.records import Document

if TYPE_CHECKING:
    from spacy.language import Language


def found(nlp: Language, text: str) -> list[tuple[str, str, list[str]]]:
    page = language.page(Document("d", text), nlp)
    return [
        (" ".join(text[s:e] for s, e in one.source), " ".join(text[s:e] for s, e in one.cue), [text[s:e] for s, e in one.content])
        for one in find_attributions(page)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The minister said that the border would reopen on Monday.",
            ("The minister", "said", ["that the border would reopen on Monday"]),
        ),
        (
            "The border will reopen on Monday, the minister said.",
            ("the minister", "said", ["The border will reopen on Monday"]),
        ),
        (
            "“The border will reopen,” said Ana Ruiz. “Not before Monday, though.”",
            ("Ana Ruiz", "said", ["“The border will reopen,”", "“Not before Monday, though.”"]),
        ),
        (
            "The army has withdrawn from the valley, according to two diplomats.",
            ("two diplomats", "according", ["The army has withdrawn from the valley"]),
        ),
        (
            "The rebels rejected the plan; the envoy said that talks would go on.",
            ("the envoy", "said", ["that talks would go on"]),
        ),
    ],
)
def test_source_cue_and_content(nlp: Language, text: str, expected: tuple[str, str, list[str]]) -> None:
    assert expected in found(nlp, text)


def test_a_second_cue_is_cut_out_of_the_first_ones_content(nlp: Language) -> None:
    contents = [
        content for _, _, content in found(nlp, "The minister said that the port was closed, but warned that ships would come anyway.")
    ]
    assert ["that the port was closed"] in contents
    assert ["that ships would come anyway"] in contents


def test_a_quotation_after_a_colon_belongs_to_the_sentence_before(nlp: Language) -> None:
    text = "The governor was blunt. He said:\n\n“Nobody will be sent back to the camps this winter.”"
    assert ("He", "said", ["“Nobody will be sent back to the camps this winter.”"]) in found(nlp, text)


def test_plain_narration_has_no_attribution(nlp: Language) -> None:
    assert found(nlp, "Rain fell on the harbour. Two boats left before dawn.") == []


def test_no_text_is_no_attribution(nlp: Language) -> None:
    assert found(nlp, "") == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=st.text(alphabet="he said“” :;,.\n'`\"AaB—é", max_size=120))
def test_any_text_gives_spans_inside_it(nlp: Language, text: str) -> None:
    page = language.page(Document("d", text), nlp)
    for one in find_attributions(page):
        assert one.content
        assert all(0 <= start < end <= len(text) for start, end in (*one.source, *one.cue, *one.content))
        assert 0 <= one.confidence <= 1
