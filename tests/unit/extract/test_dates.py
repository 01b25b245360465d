"""Time expressions: their TIMEX3 values and their days."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING

import pytest

from detente.extract.cast import Cast
from detente.extract.dates import Timex, date_of, days_of, find_dates, tag
from detente.extract.draft import Draft
from detente.extract.language import page
from detente.records import Document

if TYPE_CHECKING:
    from spacy.language import Language

THURSDAY = date(2026, 2, 5)


def said(text: str, anchor: date | None = THURSDAY) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.value) for one in tag(text, anchor)]


def only(text: str, anchor: date | None = THURSDAY) -> Timex:
    found = tag(text, anchor)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("signed on 3 March 2024", "2024-03-03"),
        ("signed on Sunday, March 3rd, 2024,", "2024-03-03"),
        ("signed on 2024-03-03.", "2024-03-03"),
        ("signed on 25.12.2025.", "2025-12-25"),
        ("in mid-March 2024", "2024-03"),
        ("in early 2015", "2015"),
        ("by the year 2030", "2030"),
        ("the third quarter of 2014", "2014-Q3"),
        ("in Q2 2014", "2014-Q2"),
        ("the first half of 1990", "1990-H1"),
        ("in the 1990s", "199"),
        ("in the 20th century", "19"),
        ("in the winter of 1994", "1994-WI"),
        ("in nineteen ninety-six", "1996"),
    ],
)
def test_absolute_dates_need_no_anchor(text: str, value: str) -> None:
    assert only(text, None).value == value


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("they met last week", "2026-01-26", "2026-02-01"),
        ("they met this week", "2026-02-02", "2026-02-08"),
        ("they met last month", "2026-01-01", "2026-01-31"),
        ("they met three days ago", "2026-02-02", "2026-02-02"),
        ("they met yesterday", "2026-02-04", "2026-02-04"),
        ("they met in the fourth quarter", "2025-10-01", "2025-12-31"),
        ("they met in December", "2025-12-01", "2025-12-31"),
        ("they have met since March", "2025-03-01", "2025-03-31"),
        ("they met last Thursday", "2026-01-29", "2026-01-29"),
        ("they met on Thursday", "2026-02-05", "2026-02-05"),
        ("they met on Christmas Day", "2025-12-25", "2025-12-25"),
        ("they met over the weekend", "2026-01-31", "2026-02-01"),
        ("they met two years ago", "2024-01-01", "2024-12-31"),
        ("a vote is due later this month", "2026-02-05", "2026-02-28"),
        ("a vote is due by the end of the year", "2026-02-05", "2026-12-31"),
    ],
)
def test_relative_dates_count_from_the_anchor(text: str, first: str, last: str) -> None:
    when = only(text).when
    assert when is not None
    assert (str(when.start), str(when.end)) == (first, last)


@pytest.mark.parametrize("text", ["they met last week", "on Tuesday they met", "it rained yesterday", "the year after next year"])
def test_without_an_anchor_relative_dates_have_no_days(text: str) -> None:
    assert all(one.when is None for one in tag(text, None))


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("within 30 days", "DURATION", "P30D"),
        ("a two-week strike", "DURATION", "P2W"),
        ("the past three months", "DURATION", "P3M"),
        ("for two and a half years", "DURATION", "P2Y6M"),
        ("half an hour of talks", "DURATION", "PT30M"),
        ("for several weeks", "DURATION", "PXW"),
        ("every Tuesday", "SET", "XXXX-WXX-2"),
        ("each year", "SET", "P1Y"),
        ("at 4 p.m. on 3 March 2024", "TIME", "2024-03-03T16:00"),
        ("it is now over", "DATE", "PRESENT_REF"),
        ("it was recently built", "DATE", "PAST_REF"),
        ("it will soon be over", "DATE", "FUTURE_REF"),
    ],
)
def test_types_and_values(text: str, kind: str, value: str) -> None:
    one = next(one for one in tag(text, None) if one.value == value)
    assert one.type == kind
    assert (one.when is None) == (kind != "TIME")


def test_the_narrative_moves() -> None:
    text = "On 3 March 2024 a pact was signed. The following day troops left. Two days later it broke. The same day they came back."
    assert [value for _, value in said(text)] == ["2024-03-03", "2024-03-04", "2024-03-06", "2024-03-06"]


def test_figures_of_the_year_before() -> None:
    text = "Exports fell in the third quarter. A year earlier they had risen. In the year-ago period imports rose too."
    assert [value for _, value in said(text, date(2025, 10, 30))] == ["2025-Q3", "2024-Q3", "2024-Q3"]


@pytest.mark.parametrize(
    "text",
    [
        "It cost $1999.",
        "2000 people fled.",
        "Resolution 1929 passed.",
        "He may go.",
        "They march on.",
        "It joined the March for Bread.",
        "the quarter-finals",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert tag(text, THURSDAY) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The ministers met on Tuesday.", "2026-02-03"),
        ("The ministers will meet on Tuesday.", "2026-02-10"),
        ("The talks are due to resume on Monday.", "2026-02-09"),
        ("The ministers are to meet on Monday.", "2026-02-09"),
        ("The truce is expected to hold until Saturday.", "2026-02-07"),
        ("He said on Wednesday that the truce had failed.", "2026-02-04"),
        ("The army must leave by 15 December.", "2026-12-15"),
        ("The army left on 15 December.", "2025-12-15"),
    ],
)
def test_tense_tells_the_direction(text: str, value: str, nlp: Language) -> None:
    found = tag(text, THURSDAY, nlp(text))
    assert [one.value for one in found] == [value]


def test_records_quote_the_text_and_clauses_find_their_date(nlp: Language) -> None:
    text = "The envoy arrived on Monday. The minister resigned."
    draft = find_dates(Draft(page(Document("d", text, published=THURSDAY), nlp), Cast()))
    (one,) = draft.dates
    assert one.evidence.quote == text[one.evidence.start : one.evidence.end] == "Monday"
    assert date_of(draft, 1, 2) == one.when
    inferred = date_of(draft, 7, 8)
    assert inferred is not None
    assert (inferred.start, inferred.precision) == (THURSDAY, "inferred")


def test_days_of_a_value() -> None:
    assert days_of("2026-W05") == ("2026-01-26", "2026-02-01")
    assert days_of("2026-02") == ("2026-02-01", "2026-02-28")
    assert days_of("2026-02-05TEV") == ("2026-02-05", "2026-02-05")
    assert days_of("199") == ("1990-01-01", "1999-12-31")
    assert days_of("P3D") is None
    assert days_of("2026-02-31") is None


@pytest.mark.parametrize("word", ["the first ", "Monday, ", "2015 "])
def test_long_sentences_take_linear_time(word: str) -> None:
    start = time.process_time()
    tag(word * 20_000, THURSDAY)
    assert time.process_time() - start < 12
