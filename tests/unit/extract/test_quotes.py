"""Quotation marks of all styles pair into the outermost quotations."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.extract.quotes import find_quotes


def found(text: str) -> list[str]:
    return [text[quote.start : quote.end] for quote in find_quotes(text)]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("She said “we agree” and left.", ["“we agree”"]),
        ('"We agree," she said. "For now."', ['"We agree,"', '"For now."']),
        ("``We agree,'' she said.", ["``We agree,''"]),
        ("''We agree,'' she said. ''For now.''", ["''We agree,''", "''For now.''"]),
        ("''He told me: 'Go home,''' she said.", ["''He told me: 'Go home,'''"]),
        ("«We agree», she said.", ["«We agree»"]),
        ("A stray ” mark opens nothing.", []),
    ],
)
def test_styles_of_marks(text: str, quotes: list[str]) -> None:
    assert found(text) == quotes


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = "“First paragraph of a speech.\n“Second paragraph.” The end."
    quotes = find_quotes(text)
    assert [quote.closed for quote in quotes] == [False, True]
    assert text[quotes[0].start : quotes[0].end] == "“First paragraph of a speech."


def test_a_quotation_within_a_quotation_stays_inside() -> None:
    (quote,) = find_quotes("“He called it ``a farce” on air.")
    assert quote.start == 0


@given(st.text(alphabet="ab “”\"'`\n«».,"))
def test_quotations_are_ordered_and_apart(text: str) -> None:
    quotes = find_quotes(text)
    assert all(0 <= quote.start < quote.end <= len(text) for quote in quotes)
    assert all(one.end <= other.start for one, other in pairwise(quotes))
