"""Open questions: stated in the text, or implied by commitments, on own sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.extract.cast import Cast
from detente.extract.draft import Draft
from detente.extract.language import page
from detente.extract.questions import find_questions
from detente.records import Actor, Ask, Document, Question, Span, Statement, StatementKind

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
    return Statement(
        "st-1", Actor("a-1", "Freedonia"), None, kind, (kind,), (Span(start, start + len(content), content),), "indirect", "positive",
        "asserted", asked, (), None, None, None, None, None, (),
    )  # fmt: skip


IMPLIED: list[tuple[str, str, StatementKind, str, str]] = [
    ("Freedonia threatened to close the strait.", "to close the strait", "threat", "", "Will Freedonia close the strait?"),
    ("Freedonia threatened tariffs on grain.", "tariffs on grain", "threat", "", "Will Freedonia impose tariffs on grain?"),
    ("Freedonia urged the airlines to end flights.", "to end flights", "demand", "end flights", "Will the airlines end flights?"),
]


@pytest.mark.parametrize(("text", "content", "kind", "ask", "question"), IMPLIED)
def test_implied(text: str, content: str, kind: StatementKind, ask: str, question: str, nlp: Language) -> None:
    (one,) = questions(text, nlp, (statement(text, content, kind, ask),))
    assert (one.text, one.explicit) == (question, False)
    assert "st-1" in one.about
