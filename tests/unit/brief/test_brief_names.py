"""Actors in running text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.brief.names import Naming, country_name, described, in_text, office_of, plural, source_phrase
from detente.records import Actor
from situations import CREW, GUARDS, LEAGUE_OF_STRAITS, MARWOOD, NORLAND, SPOKESWOMAN, SUDRIA, Story, actor, harbour


def words(naming: Naming, *actors: Actor) -> str:
    return "".join(part.text for part in naming.parts(actors))


@pytest.mark.parametrize(
    ("who", "words"),
    [
        (actor("United States", "country"), "the United States"),
        (actor("White House", "organisation"), "the White House"),
        (actor("African Union", "organisation"), "the African Union"),
        (actor("Council of Europe", "organisation"), "the Council of Europe"),
        (actor("Government of Egypt", "government"), "the government of Egypt"),
        (actor("Egypt's irrigation ministry", "person", resolved=False), "Egypt's irrigation ministry"),
        (actor("Ethiopian foreign ministry", "person", resolved=False), "the Ethiopian foreign ministry"),
        (actor("senior official", "person", resolved=False), "a senior official"),
        (actor("old hand", "person", resolved=False), "an old hand"),
        (actor("NATO", "organisation"), "NATO"),
        (actor("Western diplomat", "person", resolved=False, role="described, not named"), "a Western diplomat"),
        (actor("U.S. official", "person", resolved=False, role="described, not named"), "a U.S. official"),
        (actor("Neither side", "group", resolved=False), "neither side"),
        (actor("opposition", "organisation", resolved=False), "the opposition"),
        (actor("Nasr Ghali", "person", resolved=False, role="leader of a team"), "Nasr Ghali"),
        (NORLAND, "Norland"),
        (CREW, "the crew"),
        (GUARDS, "Sudrian coast guards"),
    ],
)
def test_names_take_their_article(who: Actor, words: str) -> None:
    assert in_text(who) == words


def test_the_role_stands_at_first_use_only() -> None:
    naming = Naming()
    assert words(naming, MARWOOD) == "Ilse Marwood (President of Norland)"
    assert words(naming, MARWOOD) == "Ilse Marwood"


def test_several_actors_are_listed() -> None:
    assert words(Naming(), NORLAND, SUDRIA, LEAGUE_OF_STRAITS) == "Norland, Sudria and the League of Straits"


def test_only_offices_count_as_roles() -> None:
    assert office_of(MARWOOD) == "President of Norland"
    assert office_of(SPOKESWOMAN) is None
    assert office_of(NORLAND) is None


def test_plural_verbs_follow_groups_and_lists() -> None:
    assert plural([GUARDS])
    assert plural([NORLAND, SUDRIA])
    assert not plural([actor("United States", "country")])
    assert not plural([CREW])


def test_codes_of_no_country_have_no_name() -> None:
    assert country_name("EGY") == "Egypt"
    assert country_name("IGO") is None
    assert country_name(None) is None


def test_a_source_is_called_what_the_document_calls_it() -> None:
    assert source_phrase("A Western diplomat\nin Geneva, who asked not to be named") == "a Western diplomat in Geneva"
    assert source_phrase("Aid workers") == "Aid workers"
    assert source_phrase("She") is None
    assert source_phrase("") is None


def test_a_description_belongs_to_one_document_only() -> None:
    story = Story(harbour().document)
    first = story.said(SPOKESWOMAN, "claim", "told", "rejected the deadline", source=story.span("her spokeswoman told|spokeswoman"))
    assert described([first]) == {SPOKESWOMAN.id: "spokeswoman"}
    moved = replace(first, evidence=tuple(replace(one, document_id="other") for one in first.evidence))
    assert described([first, moved]) == {}
