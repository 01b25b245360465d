"""Whether two texts tell the same story."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.read.stories import joined, same_story, signature, traits_of

STORY = """The harbour pilots of Lisbon will stop work for three days from Monday, their union said, after talks about pay broke down.

Union leader Rita Campos said that 84 of the 91 pilots had voted for the strike. The port authority called the vote a mistake.

Two cruise ships with 5,400 passengers were told to wait off Cascais. Fresh fruit for the north is to be landed in Vigo instead.

The pilots last went on strike in 2019, when 60 ships lay at anchor for a week."""
REWRITE = """Talks about pay have broken down, and Lisbon harbour pilots will stop work for three days from Monday, their union said.

According to union leader Rita Campos, 84 of 91 pilots voted for the strike, a vote that the port authority called a mistake.

Off Cascais two cruise ships with 5,400 passengers were told to wait, and fresh fruit for the north will be landed in Vigo instead."""
UPDATE = """The port of Lisbon lay still on Monday as its harbour pilots began a strike of three days after talks about pay broke down.

""" + STORY.split("\n\n", 1)[1]
OTHER = """A crane fell onto the deck of a container ship in the port of Lisbon on Tuesday and killed a docker of 41 years.

The police closed the pier and took away the papers of the firm that looks after the crane. Its owner said he was in despair.

The pilots last went on strike in 2019, when 60 ships lay at anchor for a week."""
REPORT = """The harbour office counted {} ships at anchor off Lisbon on {} morning, {} of them tankers. The longest wait was {} days.
Waves of {} metres were measured at the mouth of the Tagus. Pilots went out to {} ships, the office said in its daily report.
It publishes these figures for the owners of ships and for insurers, who can also ask for them by telephone."""


def same(one: str, other: str, *, dated: bool = True) -> bool:
    forwards, backwards = (same_story(traits_of(a), traits_of(b), dated=dated) for a, b in ((one, other), (other, one)))
    assert forwards == backwards
    return forwards


@pytest.mark.parametrize(
    "other",
    [
        "LISBON, March 6 (Wire) — " + STORY.replace("\n\n", " ") + "\n\nReporting by A. Lima",
        STORY.split("\n\n")[0] + "\n\n" + STORY.split("\n\n")[1],
        REWRITE,
        UPDATE,
    ],
    ids=["copy", "trimmed", "rewrite", "update"],
)
def test_the_same_story(other: str) -> None:
    assert same(STORY, other)


def test_the_same_background_is_not_the_same_story() -> None:
    assert not same(STORY, OTHER)


def test_the_next_report_of_a_pattern_is_a_story_of_its_own() -> None:
    monday, tuesday = REPORT.format(14, "Monday", 3, 2, "1.5", 31), REPORT.format(22, "Tuesday", 9, 5, "3.2", 17)
    assert not same(monday, tuesday)
    assert same(monday, monday.replace("said in its", "wrote in the"))


def test_without_both_dates_only_copies_count() -> None:
    assert same(STORY, STORY.upper(), dated=False)
    assert not same(STORY, REWRITE, dated=False)


def test_a_text_too_short_is_compared_with_none() -> None:
    short = "Talks broke down in Lisbon."
    assert signature(traits_of(short)) == []
    assert not same(short, short)


def test_signatures_stay_the_same_and_are_near_where_texts_are() -> None:
    first, again, near, far = (signature(traits_of(text)) for text in (STORY, STORY + " ", UPDATE, OTHER))
    assert first == again
    assert len(first) == 256
    assert all(0 <= one < 2**32 for one in first)
    assert first[:4] == [40154104, 86148464, 96118542, 13483457]  # kept in files: they may not change without METHOD
    shared = [sum(a == b for a, b in zip(first, other, strict=True)) for other in (near, far)]
    assert shared[0] > 120 > 60 > shared[1]


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=8))
def test_groups_do_not_depend_on_the_order_of_pairs(pairs: list[tuple[str, str]]) -> None:
    mixed = [(b, a) for a, b in reversed(pairs)]
    groups = [{frozenset(group) for group in joined("abcdefgh", one)} for one in (pairs, mixed)]
    assert groups[0] == groups[1]
    assert all(any({a, b} <= group for group in groups[0]) for a, b in pairs)
    assert sum(map(len, groups[0])) == 8
