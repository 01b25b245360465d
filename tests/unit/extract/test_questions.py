"""Open questions: stated in the text, or implied by commitments, on own sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from detente.extract.cast import Cast
from detente.extract.draft import Draft
from detente.extract.language import page
from detente.extract.questions import find_questions
from detente.records import Actor, Ask, Document, Question, Span, Statement, StatementKind, When

if TYPE_CHECKING:
    from spacy.language import Language


def questions(text: str, nlp: Language, statements: tuple[Statement, ...] = ()) -> tuple[Question, ...]:
    return find_questions(Draft(page(Document("d", text), nlp), Cast(), statements=statements)).questions


STATED = [
    ("It is unclear whether the rebels will sign the accord.", "Will the rebels sign the accord?"),
    ("It remains to be seen when the border will open.", "When will the border open?"),
    ("The ministry did not say how many soldiers were killed.", "How many soldiers were killed?"),
    ("Will the truce hold through the winter?", "Will the truce hold through the winter?"),
]


@pytest.mark.parametrize(("text", "question"), STATED)
def test_stated(text: str, question: str, nlp: Language) -> None:
    (one,) = questions(text, nlp)
    assert (one.text, one.explicit) == (question, True)
    assert text[one.evidence.start : one.evidence.end] == one.evidence.quote


@pytest.mark.parametrize("text", ["The shop is open.", "He knows when to leave.", "“Who are you?” she asked.", "Ministers met in Rome."])
def test_nothing_open(text: str, nlp: Language) -> None:
    assert questions(text, nlp) == ()


def statement(text: str, content: str, kind: StatementKind, ask: str = "") -> Statement:
    start = text.index(content)
    asked = (Ask("the airlines", Span(text.index(ask), text.index(ask) + len(ask), ask)),) if ask else ()
    speaker = Actor("a-1", "Freedonia", resolved=True)
    return Statement(
        "st-1", speaker, None, kind, (kind,), (Span(start, start + len(content), content),), "indirect", "positive",
        "asserted", asked, (), None, None, None, None, None, (),
    )  # fmt: skip


IMPLIED: list[tuple[str, str, StatementKind, str, str]] = [
    ("Freedonia threatened to close the strait.", "to close the strait", "threat", "", "Will Freedonia close the strait, as announced?"),
    ("Freedonia threatened tariffs on grain.", "tariffs on grain", "threat", "", "Will Freedonia impose tariffs on grain, as announced?"),
    (
        "Freedonia urged the airlines to end flights.",
        "to end flights",
        "demand",
        "end flights",
        "Will the airlines end flights, as Freedonia demanded?",
    ),
]


@pytest.mark.parametrize(("text", "content", "kind", "ask", "question"), IMPLIED)
def test_implied(text: str, content: str, kind: StatementKind, ask: str, question: str, nlp: Language) -> None:
    (one,) = questions(text, nlp, (statement(text, content, kind, ask),))
    assert (one.text, one.explicit) == (question, False)
    assert "st-1" in one.about


@pytest.mark.parametrize(
    "text",
    [
        "The minister did not say whom he meant.",
        "Prices fell because nobody knew whom to believe.",
        "How is that possible?",
        "Two players are doubtful for Sunday.",
        "It is unclear whether they will come.",
    ],
)
def test_no_question_that_leans_on_its_surroundings(text: str, nlp: Language) -> None:
    assert questions(text, nlp) == ()


def test_whether_someone_does_asks_whether_they_will(nlp: Language) -> None:
    (one,) = questions("It is unclear whether the premier keeps his promise.", nlp)
    assert one.text == "Will the premier keep his promise?"


def test_a_commitment_names_day_and_verb_of_saying(nlp: Language) -> None:
    text = "Freedonia threatened to close the strait."
    day = When(date(2025, 5, 3), date(2025, 5, 3), "day")
    said = replace(statement(text, "to close the strait", "threat"), cue=Span(10, 20, "threatened"), when=day)
    (one,) = questions(text, nlp, (said,))
    assert one.text == "Will Freedonia close the strait, as threatened on 3 May 2025?"


@pytest.mark.parametrize("content", ["to treat", "to expect no mercy", "to meet last week"])
def test_an_act_that_nobody_could_see_done_is_not_asked(content: str, nlp: Language) -> None:
    text = f"Freedonia promised {content}."
    assert questions(text, nlp, (statement(text, content, "promise"),)) == ()
