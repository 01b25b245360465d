"""Conditions and asks of statements, by the build of the sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.extract import language
from detente.extract.cast import Cast
from detente.extract.draft import Draft
from detente.extract.statements import find_statements
from detente.records import Document, Statement

if TYPE_CHECKING:
    from spacy.language import Language


def only(nlp: Language, text: str) -> Statement:
    (one,) = find_statements(Draft(language.page(Document("d", text), nlp), Cast())).statements
    return one


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("The minister said the ferry could sail in the event of a truce.", ["a truce"]),
        ("The minister said the ferry could sail on the understanding that it carried no arms.", ["it carried no arms"]),
        ("The minister said the ferry would sail as soon as the harbour was clear.", ["the harbour was clear"]),
        ("The minister said the ferry would sail even so, without delay.", []),
        ("The minister said the ferry would sail to the island if need be.", []),
    ],
)
def test_conditions(nlp: Language, text: str, condition: list[str]) -> None:
    assert [span.quote for span in only(nlp, text).conditions] == condition


@pytest.mark.parametrize(
    ("text", "ask"),
    [
        ("The minister said it was time for Madrid to open the harbour.", "open the harbour"),
        ("The minister said the United States had to open the harbour.", "open the harbour"),
        ("The minister insisted that the harbour be closed.", "the harbour be closed"),
    ],
)
def test_asks_by_build(nlp: Language, text: str, ask: str) -> None:
    one = only(nlp, text)
    assert one.kind == "demand"
    assert [one.span.quote for one in one.asks] == [ask]
