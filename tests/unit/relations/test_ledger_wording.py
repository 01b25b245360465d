"""The act is cut out of the words of a statement, so that it can stand in a row."""

from __future__ import annotations

import pytest

from detente.records import Span
from detente.relations.ledger_wording import clause_in, readable


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), words)


@pytest.mark.parametrize(
    ("content", "condition", "act", "form"),
    [
        ("to lift its sanctions", None, "lift its sanctions", "infinitive"),
        ("not to attack the port", None, "not to attack the port", "infinitive"),
        ("that it would close the strait unless the crew was freed", "the crew was freed", "close the strait", "clause"),
        ("that if the talks fail, Norland will freeze the assets", "the talks fail", "freeze the assets", "clause"),
        ("that it would brief the council and would send an envoy if both agreed", "both agreed", "send an envoy", "clause"),
        ("it was ready to open its books", None, "open its books", "clause"),
        ("“We will send 500 soldiers,”", None, "send 500 soldiers", "clause"),
        ("his willingness to speak with Sudria", None, "speak with Sudria", "infinitive"),
        ("a new vote", None, "a new vote", "thing"),
        ("to work with the U.S.", None, "work with the U.S.", "infinitive"),
        ("to free the crew – a promise that nobody believed", None, "free the crew", "infinitive"),
    ],
)
def test_the_act_stands_without_subject_modal_condition_and_asides(content: str, condition: str | None, act: str, form: str) -> None:
    conditions = (span(content, condition),) if condition else ()
    clause = clause_in(content, span(content, content), conditions)
    assert clause is not None
    assert (content[clause.start : clause.end], clause.form) == (act, form)


@pytest.mark.parametrize("content", ["that prices had doubled", "whether it will come", "The aim isn't to win"])
def test_other_content_holds_no_act(content: str) -> None:
    assert clause_in(content, span(content, content), ()) is None


@pytest.mark.parametrize("words", ["be questioned", "some advice to", 'a "clean', "nothing new", "x" * 200, "this: a list"])
def test_what_cannot_stand_alone_is_not_readable(words: str) -> None:
    assert not readable(words, 0, len(words))
