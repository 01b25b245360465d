"""Sentences are found with their offsets, and numbered in reading order."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from detente.brief.sentences import Numbers
from detente.knowledge.sentence_marks import sentence_spans
from detente.records import Document


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def test_sentences_end_at_their_stops() -> None:
    assert cut('One came. "Two did not." Three?  Four …') == ["One came.", '"Two did not."', "Three?", "Four …"]


def test_short_forms_do_not_end_a_sentence() -> None:
    text = "Mr. Okello met Gen. A. B. Marwood of the U.S. Navy on Feb. 5 in Brenn."
    assert cut(text) == [text]


def test_blank_lines_end_what_has_no_stop_and_wrapped_lines_do_not() -> None:
    assert cut("A heading\n\nA sentence\nin two lines. Then another\n") == ["A heading", "A sentence\nin two lines.", "Then another"]


def test_a_closing_line_ends_a_sentence_without_a_capital_after_it() -> None:
    assert cut("It ended.\nthen it began") == ["It ended.", "then it began"]


@given(st.text(alphabet='aB. \n"”!?U', max_size=60))
def test_spans_are_in_order_apart_and_without_outer_blanks(text: str) -> None:
    spans = sentence_spans(text)
    assert "".join(text[start:end] for start, end in spans).split() == "".join(cut(text)).split()
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert "".join("".join(cut(text)).split()) == "".join(text.split())


def test_numbers_follow_the_reading_order_over_all_documents() -> None:
    documents = [Document("a", "One. Two. Three."), Document("b", "Four. Five.")]
    numbers = Numbers(documents, [("b", 0, 4), ("a", 10, 15), ("a", 0, 3)])
    assert [(note.number, note.document, note.quote) for note in numbers.notes] == [(1, 0, "One."), (2, 0, "Three."), (3, 1, "Four.")]
    assert numbers.of([("b", 1, 2), ("a", 0, 15)]) == (1, 2, 3)


def test_a_place_over_two_sentences_has_both_numbers() -> None:
    numbers = Numbers([Document("a", "One. Two. Three.")], [("a", 2, 7)])
    assert numbers.of([("a", 2, 7)]) == (1, 2)
