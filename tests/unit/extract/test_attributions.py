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


def test_a_quotation_signed_after_a_dash_has_the_signer_as_its_source(nlp: Language) -> None:
    text = (
        "Readers wrote to us about the truce.\n\n“The bridge must open before winter comes.” — Ana Ruiz\n\n“Nobody asked us.” — Tomas Berg."
    )
    signed = [(source, content) for source, _, content in found(nlp, text) if content[0].startswith("“")]
    assert signed == [
        ("Ana Ruiz", ["“The bridge must open before winter comes.”"]),
        ("Tomas Berg", ["“Nobody asked us.”"]),
    ]


def test_a_quotation_that_goes_on_after_a_participle_is_one(nlp: Language) -> None:
    text = "“Each time you close the bridge,” Ana Ruiz said, turning to the general, “you feed the people who want this war.”"
    contents = [content for _, cue, content in found(nlp, text) if cue == "said"]
    assert contents == [["“Each time you close the bridge,”", "“you feed the people who want this war.”"]]


def test_a_quotation_after_a_full_stop_is_not_of_a_cue_that_told_of_something_else(nlp: Language) -> None:
    text = "“We have had enough,” Ana Ruiz said at the border. She did not suggest a strike. “Our aim is to get the bridge open again.”"
    (one,) = [content for source, _, content in found(nlp, text) if source == "Ana Ruiz"]
    assert one == ["“We have had enough,”", "“Our aim is to get the bridge open again.”"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Ana Ruiz made it clear that the bridge would stay closed.", "that the bridge would stay closed"),
        ("Ana Ruiz expressed concern about the state of the bridge.", "the state of the bridge"),
    ],
)
def test_words_of_a_long_cue_are_no_content(nlp: Language, text: str, content: str) -> None:
    assert [content] in [one for _, _, one in found(nlp, text)]


def test_confidence_of_an_utterance_is_higher_than_that_of_a_report(nlp: Language) -> None:
    text = "“The bridge will open on Monday,” Ana Ruiz said. Tomas Berg said that the bridge would open on Monday."
    quoted, reported = find_attributions(language.page(Document("d", text), nlp))
    assert (quoted.quoted, reported.quoted) == (True, False)
    assert 0.5 < reported.confidence < quoted.confidence < 1.0
