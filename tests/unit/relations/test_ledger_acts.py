"""Acts are compared by deed and things, and found again only where they were really done."""

from __future__ import annotations

import pytest

from detente.relations.ledger_acts import act_of, alike, done_in, stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("released", "release"),
        ("withdrew", "withdrawn"),
        ("parties", "party"),
        ("stopped", "stopping"),
        ("detainees", "detainee"),
        ("sanctions", "sanction"),
        ("sent", "send"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_an_act_is_its_deed_and_what_it_is_about() -> None:
    act = act_of("release the six sailors by 10 June")
    assert (act.deed, act.head, act.numbers, act.negated) == ("release", "sailor", frozenset({"6"}), False)
    assert act.things == {"sailor"}, "a day tells nothing of the act"


def test_particles_belong_to_the_deed() -> None:
    assert act_of("pull its boats back from the strait").deed == act_of("withdraw its boats").deed


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("release the six sailors", "free the sailors", True),
        ("release the six sailors", "release the ship", False),
        ("lift its sanctions", "impose sanctions", False),
        ("not to close the border", "close the border", False),
        ("an inquiry into the vote", "an inquiry into the vote of May", True),
    ],
)
def test_alike_means_the_same_deed_about_the_same_things(one: str, other: str, same: bool) -> None:
    assert (alike(act_of(one), act_of(other)) >= 0.5) is same


@pytest.mark.parametrize(
    "sentence",
    ["Norland freed the six sailors on Thursday.", "The six sailors were released by Norland.", "On Friday, Norland let the sailors go."],
)
def test_a_deed_is_found_in_other_words(sentence: str) -> None:
    found = done_in(act_of("release the six sailors"), sentence)
    assert found is not None
    assert found.share >= 0.6
    assert not found.partly


@pytest.mark.parametrize(
    "sentence",
    [
        "Norland has not released the sailors.",
        "Norland refused to release the sailors.",
        "Norland will have released the sailors by then.",
        "Norland promised it would release the sailors.",
        "If Norland released the sailors, the talks could go on.",
        "Norland released a report; the sailors are still in prison.",
        "Sudria demanded that the sailors be released.",
    ],
)
def test_what_was_not_done_is_not_found(sentence: str) -> None:
    found = done_in(act_of("release the six sailors"), sentence)
    assert found is None or found.share < 0.5


def test_a_part_of_it_is_marked() -> None:
    found = done_in(act_of("release the six sailors"), "Norland released two of the sailors.")
    assert found is not None
    assert found.partly
