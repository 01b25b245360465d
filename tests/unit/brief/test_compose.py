"""What a brief shows, in which order, and what it leaves out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from detente.brief.compose import THRESHOLD, compose
from detente.brief.parts import Brief, Section
from situations import harbour, league, quiet


def section(brief: Brief, key: str) -> Section:
    return next(section for section in brief.sections if section.key == key)


def lines(brief: Brief, key: str) -> list[str]:
    return ["".join(part.text for part in line.parts) for line in section(brief, key).lines]


@pytest.fixture(scope="module")
def both() -> Brief:
    return compose((harbour(), league()))


def test_every_line_names_sentences_that_hold_its_words(both: Brief) -> None:
    texts = [situation.document.text for situation in both.situations]
    assert [note.number for note in both.notes] == list(range(1, len(both.notes) + 1))
    assert all(texts[note.document][note.start : note.end] == note.quote for note in both.notes)
    cited = {number for part in both.sections for line in part.lines for number in line.notes}
    assert cited == {note.number for note in both.notes}
    for key in ("events", "statements", "demands", "links", "questions"):
        assert all(line.notes and line.records for line in section(both, key).lines)


def test_the_newest_event_comes_first_and_the_undated_at_the_day_of_its_document(both: Brief) -> None:
    events = lines(both, "events")
    assert events[0].endswith("on 16 May 2031")
    assert events.index("Norland rejected a demand or proposal of Sudria") < next(i for i, line in enumerate(events) if "12 May" in line)
    assert events[-1].startswith("Sudria might shell"), "an undated document comes last"


def test_offers_demands_conditions_and_threats_come_first(both: Brief) -> None:
    labels = [line.label for line in section(both, "statements").lines]
    assert labels[:4] == ["offer", "demand", "threat", "promise"]


def test_the_same_event_in_two_documents_is_one_line_with_both_sentences(both: Brief) -> None:
    seized = [line for line in section(both, "events").lines if "seized" in "".join(part.text for part in line.parts)]
    assert len(seized) == 1
    assert len(seized[0].records) == 2
    assert {next(note for note in both.notes if note.number == number).document for number in seized[0].notes} == {0, 1}


def test_the_same_words_of_one_speaker_are_one_line() -> None:
    again = replace(harbour(), document=replace(harbour().document, id="doc-copy"))
    moved = replace(
        again,
        statements=tuple(
            replace(one, evidence=tuple(replace(e, document_id="doc-copy") for e in one.evidence)) for one in again.statements
        ),
    )
    twice = compose((harbour(), replace(moved, events=(), links=(), questions=())))
    assert len(lines(twice, "statements")) == len(lines(compose((harbour(),)), "statements"))


def test_what_is_too_uncertain_is_left_out_and_counted(both: Brief) -> None:
    assert not any("doubled" in line for line in lines(both, "statements"))
    assert any("confidence below 35%): 1 event and 1 statement" in remark for remark in both.remarks)
    shown = compose((harbour(),), threshold=0.0)
    assert any("doubled" in line for line in lines(shown, "statements"))
    assert not any("Left out" in remark for remark in shown.remarks)
    assert THRESHOLD == 0.35


def test_demands_and_conditions_stand_by_actor(both: Brief) -> None:
    groups = {group.heading: [line.label for line in group.lines] for group in section(both, "demands").groups}
    assert groups == {"Norland": ["condition"], "Tomas Okello": ["demand", "condition"]}


def test_actors_are_those_who_act_or_are_addressed(both: Brief) -> None:
    actors = lines(both, "actors")
    assert "Tomas Okello, Foreign Minister of Sudria" in actors
    assert not any(line.startswith("Brenn") for line in actors), "a place that does nothing"


def test_titles_and_days() -> None:
    assert compose((harbour(), league())).title == "Brief of 2 documents: Norland, Sudria"
    assert compose((harbour(),)).title == "Norland offers Sudria a harbour, at a price"
    assert compose((quiet(),)).title == "Brief of standard input"
    assert compose((harbour(), league())).as_of == date(2031, 5, 13)
    untitled = replace(league().document, title=None)
    assert compose((replace(league(), document=untitled),)).title == "Brief of seahaven.example/league: Norland, Sudria"


def test_a_text_without_politics_gives_a_short_honest_brief() -> None:
    brief = compose((quiet(),))
    assert brief.lead == "No political events, statements or open questions were found in this text."
    assert [one.key for one in brief.sections] == ["events", "statements", "sources"]
    assert brief.as_of is None
    assert lines(brief, "sources") == ["Publication date unknown. Standard input"]
    assert any("publication date is unknown" in remark for remark in brief.remarks)


def test_no_situation_makes_an_empty_brief() -> None:
    assert compose(()).notes == ()
