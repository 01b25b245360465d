"""Plain words for events, statements, links and days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import get_args

import pytest

from detente.brief.names import Naming
from detente.brief.parts import Part
from detente.brief.wording import (
    bare,
    connective,
    content_words,
    day_words,
    event_parts,
    event_pattern,
    link_label,
    link_parts,
    statement_parts,
    statement_rank,
)
from detente.knowledge.ontology import ontology
from detente.records import EventStatus, EventType, LinkKind, Modality, StatementKind, When
from situations import FISHERMEN, GUARDS, HARBOUR, MARWOOD, NORLAND, OKELLO, SUDRIA, Story, harbour

EVENT = harbour().events[0]
STORY = Story(harbour().document)


def said(parts: tuple[Part, ...]) -> str:
    return "".join(part.text for part in parts)


@pytest.mark.parametrize("kind", get_args(EventType))
@pytest.mark.parametrize("status", get_args(EventStatus))
def test_every_act_has_words_with_and_without_its_parties(kind: EventType, status: EventStatus) -> None:
    for mode in (None, *ontology().types[kind].modes):
        for source, target in (((NORLAND,), (SUDRIA,)), ((NORLAND,), ()), ((), (GUARDS,)), ((), ()), ((GUARDS,), (NORLAND, SUDRIA))):
            event = replace(EVENT, type=kind, mode=mode, status=status, source=source, target=target)
            words = said(event_parts(event, Naming(), None))
            assert words[0].isupper()
            assert "{" not in words
            assert "  " not in words
            assert event_pattern(event).count("{t}") == bool(target)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"type": "THREATEN"}, "Norland threatened Sudria"),
        ({"type": "ACCUSE", "mode": "allege", "source": (GUARDS,), "status": "ongoing"}, "Sudrian coast guards are accusing Sudria"),
        ({"type": "AID", "status": "planned"}, "Norland plans to give aid to Sudria"),
        ({"type": "ASSAULT", "mode": "heavy-weapons", "status": "threatened"}, "Norland threatened to shell Sudria"),
        ({"type": "CONSULT", "mode": "phone", "status": "negated"}, "Norland did not speak with Sudria by phone"),
        ({"type": "COERCE", "mode": "arrest", "source": (), "target": (FISHERMEN,)}, "Fishermen in Brenn were arrested"),
        ({"type": "SANCTION", "mode": "expel", "status": "hypothetical"}, "Norland might expel Sudria or its people"),
        ({"type": "PROTEST", "target": ()}, "Norland protested"),
    ],
)
def test_status_and_mode_bend_the_verb(changes: dict[str, object], words: str) -> None:
    event = replace(EVENT, when=None, **changes)  # type: ignore[arg-type]
    assert said(event_parts(event, Naming(), None)) == words


def test_a_claim_names_who_makes_it_unless_they_act_themselves() -> None:
    event = replace(EVENT, when=None, type="ASSAULT")
    assert said(event_parts(event, Naming(), OKELLO)).endswith(", according to Tomas Okello (Foreign Minister of Sudria)")
    assert "according" not in said(event_parts(event, Naming(), NORLAND))


@pytest.mark.parametrize(
    ("cue", "words", "line"),
    [
        ("demanded", "that Norland free 40 million crowns", "Tomas Okello demanded that Norland free 40 million crowns"),
        ("said it would|said", "it would host both sides", "Tomas Okello said it would host both sides"),
        ("Okello said|said", "The seizure was caused by a misread chart", "Tomas Okello: The seizure was caused by a misread chart"),
        ("open", "its harbour at Brenn", "Tomas Okello: its harbour at Brenn"),
    ],
)
def test_the_articles_own_words_run_on_where_they_can(cue: str, words: str, line: str) -> None:
    statement = STORY.said(replace(OKELLO, role=None), "claim", cue, words)
    assert said(statement_parts(statement, Naming(), HARBOUR)) == line


def test_negation_between_source_and_cue_is_kept() -> None:
    source = STORY.span("Fishermen in Brenn")
    statement = STORY.said(FISHERMEN, "claim", "believe", "believe him|him", source=source, polarity="negative")
    assert said(statement_parts(statement, Naming(), HARBOUR)) == "Fishermen in Brenn do not believe him"


def test_negation_that_the_words_do_not_carry_is_said() -> None:
    statement = STORY.said(SUDRIA, "claim", "Okello said|said", "The seizure was caused by a misread chart", polarity="negative")
    assert said(statement_parts(statement, Naming(), HARBOUR)).startswith("Sudria, denying or doubting that: The seizure")


def test_direct_speech_stands_in_quotation_marks() -> None:
    promise = harbour().statements[1]
    assert content_words(promise, HARBOUR) == "“We will open the harbour the day the last boat has gone”"
    line = said(statement_parts(promise, Naming(), HARBOUR))
    assert line.startswith("Ilse Marwood (President of Norland), to the League of Straits: “We will")


def test_pieces_that_only_a_line_break_parts_stay_together() -> None:
    document = replace(STORY.document, text="He said it would close the\nstrait, he added, and ``soon.''")
    story = Story(document)
    statement = story.said(OKELLO, "threat", "said", "it would close the", "strait", "and ``soon.''", quotation="mixed")
    assert content_words(statement, document.text) == "it would close the strait … and “soon.”"


def test_what_is_left_unsaid_and_who_writes_is_said() -> None:
    document = replace(STORY.document, text="Nobody would say, whether it helps. I, for one, believe it.")
    story = Story(document)
    unsaid = story.said(NORLAND, "claim", "say", "whether it helps", polarity="negative")
    assert said(statement_parts(unsaid, Naming(), document.text)) == "Norland, not saying whether it helps"
    mine = story.said(None, "claim", "believe", "believe it|it", source=story.span("I,|I"))
    assert said(statement_parts(mine, Naming(), document.text)) == "The author: it"
    theirs = story.said(None, "claim", "believe", "believe it|it", source=story.span("one"))
    assert said(statement_parts(theirs, Naming(), document.text)) == "Somebody (“one”): it"


def test_two_sides_of_one_act_are_each_other() -> None:
    event = replace(EVENT, type="CONSULT", when=None, source=(NORLAND, SUDRIA), target=(SUDRIA, NORLAND))
    assert said(event_parts(event, Naming(), None)) == "Norland and Sudria held talks with each other"


def test_somebody_unnamed_is_called_by_the_articles_words() -> None:
    statement = STORY.said(None, "claim", "demanded", "that Norland free 40 million crowns")
    assert said(statement_parts(statement, Naming(), HARBOUR)).startswith("A source that is not named demanded that")


@pytest.mark.parametrize(
    ("raw", "inner"),
    [
        ("``Yes,''", "Yes"),
        ("“Yes”", "Yes"),
        ('"Yes,"', "Yes"),
        ("plain", "plain"),
        ('"no pressure" on us', '"no pressure" on us'),
        ('"', ""),
        ("", ""),
    ],
)
def test_outer_quotation_marks_go(raw: str, inner: str) -> None:
    assert bare(raw) == inner


@pytest.mark.parametrize("kind", get_args(LinkKind))
@pytest.mark.parametrize("modality", get_args(Modality))
@pytest.mark.parametrize("negated", [False, True])
def test_every_link_has_words(kind: LinkKind, modality: Modality, negated: bool) -> None:
    link = replace(harbour().links[1], kind=kind, modality=modality, negated=negated, said_by=MARWOOD)
    assert link_label(link)
    assert said(link_parts(link, Naming(), HARBOUR)).endswith("says Ilse Marwood (President of Norland)")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("goes unless X", "unless"),
        ("goes unless $X", "unless"),
        ("Only\nif X", "only if"),
        ("as soon as X", "as soon as"),
        ("a motif X", None),
        ("X", None),
    ],
)
def test_a_condition_keeps_the_word_that_ties_it(text: str, word: str | None) -> None:
    assert connective(text, text.index("X")) == word


def test_unless_is_never_read_as_if() -> None:
    document = replace(STORY.document, text="The strait closes unless the boats go.")
    link = Story(document).link("condition", "the boats go", "The strait closes", document.text)
    assert said(link_parts(link, Naming(), document.text)) == "“The strait closes”, unless “the boats go”"


def test_every_kind_of_statement_has_its_place() -> None:
    ranks = [statement_rank(replace(harbour().statements[0], kind=kind)) for kind in get_args(StatementKind)]
    assert sorted(ranks) == list(range(len(ranks)))


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (None, ""),
        (When(None, None, "other"), ""),
        (When(date(2031, 5, 12), date(2031, 5, 12), "day"), "on 12 May 2031"),
        (When(date(2031, 5, 1), date(2031, 5, 31), "month"), "in May 2031"),
        (When(date(2031, 1, 1), date(2031, 12, 31), "year"), "in 2031"),
        (When(date(2031, 5, 5), date(2031, 5, 11), "week"), "in the week of 5 May 2031"),
        (When(date(2031, 4, 1), date(2031, 6, 30), "quarter"), "between 1 April and 30 June 2031"),
        (When(date(2031, 5, 2), date(2031, 5, 4), "other"), "between 2 and 4 May 2031"),
        (When(date(2030, 12, 30), date(2031, 1, 2), "other"), "between 30 December 2030 and 2 January 2031"),
        (When(date(2031, 5, 2), None, "other"), "since 2 May 2031"),
        (When(None, date(2031, 5, 2), "day"), "until 2 May 2031"),
        (When(date(2031, 5, 6), date(2031, 5, 13), "inferred"), "between 6 and 13 May 2031 (inferred)"),
    ],
)
def test_days_in_words(when: When | None, words: str) -> None:
    assert day_words(when) == words
