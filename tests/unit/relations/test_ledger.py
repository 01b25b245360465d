"""The ledger from hand-made situations: entries, repetitions, changes of status and what is only proposed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from detente.json_form import from_data, to_data
from detente.records import Ask, Commitment, Document, Situation, TimeExpression, When
from detente.relations.ledger import ledger
from situations import NORLAND, OKELLO, SUDRIA, Story, harbour, league

FIRST, LATER = date(2031, 5, 12), date(2031, 5, 20)
DEMAND = "Sudria demanded that Norland free the crew by 1 June."


def dispatch(text: str, day: date | None = FIRST) -> Story:
    return Story(Document(f"doc-{day}-{len(text)}", text, published=day))


def situation(story: Story, *statements: Any, events: Sequence[Any] = ()) -> Situation:
    named = [(actor, place) for actor in (NORLAND, SUDRIA) for place in (actor.name,) if place in story.document.text]
    mentions = tuple(story.mention(actor, place) for actor, place in named)
    return Situation(story.document, (NORLAND, SUDRIA, OKELLO), mentions, (), statements, tuple(events), (), ())


def demanded(text: str = DEMAND, day: date | None = FIRST, words: str = "free the crew") -> Situation:
    story = dispatch(text, day)
    due = story.evidence("1 June") if "1 June" in text else None
    deadline = TimeExpression("t-due", "DATE", "2031-06-01", When(None, date(2031, 6, 1), "day"), due) if due else None
    content = text[text.index("that Norland") :].split(".")[0]
    ask = Ask("Norland", story.span(words + (" by 1 June" if due else "")))
    return situation(story, story.said(SUDRIA, "demand", "demanded", content, asks=(ask,), deadline=deadline))


def followed(text: str, **event: Any) -> Situation:
    story = dispatch(text, LATER)
    kind = event.pop("kind", None)
    return situation(story, events=[story.event(kind, (NORLAND,), event.pop("target", (SUDRIA,)), text, **event)] if kind else [])


def only(*situations: Situation, as_of: date | None = None) -> Commitment:
    (made,) = ledger(situations, as_of)
    return made


def test_a_demand_keeps_its_parties_its_words_its_deadline_and_its_sentence() -> None:
    made = only(demanded())
    assert (made.kind, made.speaker, made.addressee, made.status) == ("demand", SUDRIA, NORLAND, "open")
    wording = made.wordings[0]
    assert wording.act.quote == "free the crew by 1 June"
    assert wording.evidence.quote == DEMAND
    assert wording.deadline is not None
    assert (made.first_said, made.last_said, made.sources, made.changes) == (FIRST, FIRST, 1, ())


def test_an_offer_keeps_its_condition_apart_from_its_act() -> None:
    offer = next(one for one in ledger([harbour()]) if one.kind == "offer")
    assert offer.wordings[0].act.quote == "open its harbour at Brenn to Sudrian grain ships"
    assert [span.quote for span in offer.wordings[0].conditions] == ["Sudria pulls its patrol boats back from the strait"]
    assert offer.addressee == SUDRIA


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Norland released the crew on Monday.", "met"),
        ("Norland rejected the demand of Sudria.", "refused"),
        ("Sudria dropped its demand.", "withdrawn"),
        ("Norland refused to free the crew.", "refused"),
        ("Norland has not released the crew.", "open"),
        ("Norland rejected a report on its prisons.", "open"),
        ("Sudria released the crew of a Norlander boat.", "open"),
        ("Norland will release the crew.", "open"),
        ("Norland dropped its demand.", "open"),
    ],
)
def test_later_sentences_change_the_status_only_where_act_and_parties_match(text: str, status: str) -> None:
    made = only(demanded(), followed(text))
    assert made.status == status
    assert [(change.status, change.proposed, change.evidence.quote) for change in made.changes] == (
        [(status, False, text)] if status != "open" else []
    )


def test_the_event_that_shows_a_change_is_named_with_its_day() -> None:
    day = date(2031, 5, 19)
    made = only(demanded(), followed("Norland released the crew on Monday.", kind="RETREAT", when=When(day, day, "day")))
    (change,) = made.changes
    assert (change.on, change.by, change.record_id is not None) == (day, NORLAND, True)


def test_a_deed_before_the_demand_is_no_answer_to_it() -> None:
    day = date(2031, 5, 2)
    assert only(demanded(), followed("Norland released the crew.", kind="RETREAT", when=When(day, day, "day"))).status == "open"


def test_a_part_of_it_is_only_proposed() -> None:
    made = only(
        demanded(DEMAND.replace("the crew", "the nine sailors"), words="free the nine sailors"),
        followed("Norland freed two of the sailors."),
    )
    assert made.status == "open"
    assert [(change.status, change.proposed) for change in made.changes] == [("met", True)]


def test_a_deadline_expires_on_the_day_after_it() -> None:
    assert only(demanded(), as_of=date(2031, 6, 1)).status == "open"
    made = only(demanded(), as_of=date(2031, 6, 2))
    assert (made.status, made.changes[0].on, made.changes[0].record_id) == ("expired", date(2031, 6, 2), "t-due")


def test_what_was_met_in_time_does_not_expire() -> None:
    made = only(demanded(), followed("Norland released the crew on Monday."), as_of=date(2031, 7, 1))
    assert [change.status for change in made.changes] == ["met"]


def test_repetitions_are_one_entry_and_a_change_shows_both_wordings() -> None:
    again = demanded("Sudria demanded that Norland free the crew and the boat.", LATER, "free the crew and the boat")
    made = only(again, demanded())
    assert [wording.act.quote for wording in made.wordings] == ["free the crew by 1 June", "free the crew and the boat"]
    assert (made.first_said, made.last_said, made.sources) == (FIRST, LATER, 2)


def test_the_same_document_twice_is_one_source() -> None:
    assert only(demanded(), demanded()) == only(demanded())


def test_an_earlier_day_knows_nothing_of_later_documents() -> None:
    later = followed("Norland released the crew on Monday.")
    assert ledger([demanded(), later], FIRST) == ledger([demanded()], FIRST)


@pytest.mark.parametrize("change", [{"polarity": "negative"}, {"modality": "doubted"}, {"modality": "hypothetical"}, {"speaker": None}])
def test_what_is_denied_doubted_or_said_by_nobody_makes_no_entry(change: dict[str, Any]) -> None:
    one = demanded()
    assert ledger([replace(one, statements=(replace(one.statements[0], **change),))]) == ()


def test_unsure_statements_make_no_entry() -> None:
    one = demanded()
    evidence = tuple(replace(part, confidence=0.3) for part in one.statements[0].evidence)
    assert ledger([replace(one, statements=(replace(one.statements[0], evidence=evidence),))]) == ()


def test_the_order_of_the_documents_does_not_matter() -> None:
    later = followed("Norland released the crew on Monday.")
    assert ledger([later, demanded()]) == ledger([demanded(), later])


def test_every_quote_is_the_words_at_its_place_and_json_loses_nothing() -> None:
    texts = {one.document.id: one.document.text for one in (harbour(), league())}
    made = ledger([harbour(), league()], date(2031, 7, 1))
    assert made
    for one in made:
        assert from_data(Commitment, to_data(one)) == one
        for evidence in (*(wording.evidence for wording in one.wordings), *(change.evidence for change in one.changes)):
            assert texts[evidence.document_id][evidence.start : evidence.end] == evidence.quote
        for wording in one.wordings:
            for span in (wording.act, *wording.conditions):
                assert texts[wording.evidence.document_id][span.start : span.end] == span.quote
