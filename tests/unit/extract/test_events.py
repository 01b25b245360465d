"""Events of own sentences, with the real parse and a cast made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from detente.extract.cast import Cast, Role
from detente.extract.dates import find_dates
from detente.extract.draft import Draft
from detente.extract.events import classify, find_events
from detente.extract.language import page
from detente.records import Actor, Document, Event, Mention, record_id

if TYPE_CHECKING:
    from spacy.language import Language

PLACES = {
    "Freedonia": "FRE", "Sylvania": "SYL", "Ruritania": "RUR", "Iran": "IRN", "Chad": "TCD", "Peru": "PER", "Kenya": "KEN", "Norway": "NOR",
    "Japan": "JPN", "Brazil": "BRA", "Kenyan": "KEN", "Norwegian": "NOR", "Peruvian": "PER", "Brazilian": "BRA",
}  # fmt: skip


def draft_of(text: str, nlp: Language) -> Draft:
    """A draft whose cast knows countries by name and adjective only."""
    parsed = page(Document(record_id("doc", text), text, published=date(2020, 5, 6)), nlp)
    actors: dict[str, Actor] = {}
    roles = []
    for token in parsed.doc:
        if code := PLACES.get(token.text):
            actors[code] = Actor(code, token.text, code, kind="country", resolved=True)
            mention = Mention(code, "name", parsed.evidence(token.idx, token.idx + len(token), "test", 1.0))
            head = token.head if token.dep_ == "amod" else token
            roles.append(Role(token.i, token.i + 1, token.i, code, mention, modifier=token.dep_ in ("amod", "poss", "compound")))
            if head != token:
                roles.append(Role(token.i, head.i + 1, head.i, code, mention))
    return Draft(parsed, Cast.of(actors, tuple(roles)))


def coded(text: str, nlp: Language) -> list[tuple[str, str, str]]:
    """Events as (sources, type, targets)."""
    return [("+".join(a.id for a in e.source), e.type, "+".join(a.id for a in e.target)) for e in found(text, nlp)]


def found(text: str, nlp: Language) -> tuple[Event, ...]:
    return find_events(draft_of(text, nlp)).events


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Kenya accused Chad of arming rebels along the lake.", ("KEN", "ACCUSE", "TCD")),
        ("Chad was attacked by Kenya early on Sunday.", ("KEN", "ASSAULT", "TCD")),
        ("Norway imposed sanctions on Iran over the seized tanker.", ("NOR", "SANCTION", "IRN")),
        ("Norway has suspended aid to Kenya.", ("NOR", "SANCTION", "KEN")),
        ("Japan sent food and blankets to Peru after the flood.", ("JPN", "AID", "PER")),
        ("Peru withdrew its troops from Brazil on Friday.", ("PER", "RETREAT", "BRA")),
        ("Brazil deployed tanks along the border with Peru.", ("BRA", "MOBILIZE", "PER")),
        ("Peru rejected a Brazilian offer of mediation.", ("PER", "REJECT", "BRA")),
        ("Norway apologised to Japan for the collision.", ("NOR", "CONCEDE", "JPN")),
        ("Japan praised Norway for its restraint.", ("JPN", "SUPPORT", "NOR")),
        ("Kenya expelled the Norwegian ambassador.", ("KEN", "SANCTION", "NOR")),
        ("Japan has stopped supplying fuel to Peru.", ("JPN", "SANCTION", "PER")),
        ("Kenya stopped shelling Chad on Friday.", ("KEN", "RETREAT", "TCD")),
        ("Peru freed three sailors of Brazil.", ("PER", "RETREAT", "BRA")),
    ],
)
def test_plain_acts(text: str, event: tuple[str, str, str], nlp: Language) -> None:
    assert coded(text, nlp) == [event]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Iran threatened to attack Norway.", ("IRN", "THREATEN", "NOR")),
        ("Iran has offered to send food to Chad.", ("IRN", "AGREE", "TCD")),
        ("Iran refused to negotiate with Norway.", ("IRN", "REJECT", "NOR")),
        ("Norway urged Iran to release the sailors.", ("NOR", "REQUEST", "IRN")),
        ("Norway said that Iran must release the sailors.", ("NOR", "REQUEST", "IRN")),
        ("Norway called on Iran to end the siege.", ("NOR", "REQUEST", "IRN")),
        ("Iran is willing to negotiate with Norway.", ("IRN", "AGREE", "NOR")),
        ("Brazil will impose tariffs on Peru next month.", ("BRA", "THREATEN", "PER")),
        ("Brazil will send doctors to Peru next week.", ("BRA", "AGREE", "PER")),
    ],
)
def test_the_attitude_is_the_act_and_its_content_is_not_coded(text: str, event: tuple[str, str, str], nlp: Language) -> None:
    assert coded(text, nlp) == [event]


def test_both_parties_of_a_joint_act_stand_on_both_sides(nlp: Language) -> None:
    assert coded("Japan and Peru signed a fisheries treaty in Lima.", nlp) == [("JPN+PER", "SUPPORT", "JPN+PER")]


def test_a_joint_plan_is_an_agreement_of_both(nlp: Language) -> None:
    assert coded("Japan and Peru will exchange ambassadors next year.", nlp) == [("JPN+PER", "AGREE", "JPN+PER")]


def test_who_is_only_described_belongs_to_the_one_state_of_the_sentence(nlp: Language) -> None:
    draft = draft_of("Rebels shelled the Kenyan army.", nlp)
    rebels = Actor("rebels", "rebels", sector="REB", kind="group", role="described, not named")
    role = Role(0, 1, 0, "rebels", Mention("rebels", "nominal", draft.page.evidence(0, 6, "test", 1.0)))
    (event,) = find_events(replace(draft, cast=draft.cast.extended([rebels], [role]))).events
    assert (event.type, [a.country for a in event.source]) == ("ASSAULT", ["KEN"])


def test_the_place_is_that_of_the_clause(nlp: Language) -> None:
    assert [event.place for event in found("Norway met Iran in Peru on Friday.", nlp)] == ["Peru"]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Kenya won praise from Norway for its restraint.", ("NOR", "SUPPORT", "KEN")),
        ("Peru obtained a loan from Japan on Monday.", ("JPN", "AID", "PER")),
        ("Kenya came under fire from Chad over its border policy.", ("TCD", "ACCUSE", "KEN")),
    ],
)
def test_the_grammatical_subject_may_be_the_target(text: str, event: tuple[str, str, str], nlp: Language) -> None:
    assert coded(text, nlp) == [event]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Norway sent doctors to Chad at the request of Kenya.", ("KEN", "REQUEST", "NOR")),
        ("Brazil, invited by Peru, sent doctors to Chad.", ("PER", "AGREE", "BRA")),
        ("Kenya recognised Chad, which Norway had attacked.", ("NOR", "ASSAULT", "TCD")),
        ("Norway alleged that Iran had attacked Japan.", ("NOR", "ACCUSE", "IRN")),
        ("Kenya and Chad recognised Peru, and Norway accused them of haste.", ("NOR", "ACCUSE", "KEN+TCD")),
    ],
)
def test_acts_beside_the_main_clause(text: str, event: tuple[str, str, str], nlp: Language) -> None:
    assert event in coded(text, nlp)


def test_the_charge_is_coded_and_not_what_is_charged(nlp: Language) -> None:
    assert [kind for _, kind, _ in coded("Norway alleged that Iran had attacked Japan.", nlp)] == ["ACCUSE"]
    assert [kind for _, kind, _ in coded("Norway condemned the invasion of Peru by Brazil.", nlp)] == ["ACCUSE"]


def test_what_is_called_off_did_not_happen(nlp: Language) -> None:
    (event,) = found("Norway called off an air strike on Iran.", nlp)
    assert (event.type, event.status) == ("ASSAULT", "negated")


def test_where_talks_take_place_is_no_side_of_them(nlp: Language) -> None:
    assert coded("Japan and Brazil met in Peru.", nlp) == [("JPN+BRA", "CONSULT", "JPN+BRA")]


def test_unnamed_thousands_are_people_of_the_place(nlp: Language) -> None:
    (event,) = found("Thousands marched through Peru on Sunday.", nlp)
    assert event.type == "PROTEST"
    assert [(a.name, a.country, a.kind, a.sector) for a in event.source] == [("people in Peru", "PER", "group", "CVL")]


def test_one_sided_breaks_have_one_side(nlp: Language) -> None:
    assert coded("Norway broke off relations with Iran.", nlp) == [("NOR", "SANCTION", "IRN")]


def test_acts_of_long_ago_are_history(nlp: Language) -> None:
    assert find_events(find_dates(draft_of("Japan attacked Peru in 1894.", nlp))).events == ()
    assert len(find_events(find_dates(draft_of("Japan attacked Peru in 2019.", nlp))).events) == 1


@pytest.mark.parametrize(
    "text",
    [
        "If Iran attacked Norway, markets would fall.",
        "Iran could attack Norway.",
        "Norway is colder than Iran.",
        "The weather in Peru was fine and the harvest in Brazil better.",
        "Kenya won the marathon ahead of Japan.",
        "The midfielder attacked and Norway crushed Japan before half-time.",
        "Will Norway attack Iran?",
    ],
)
def test_no_event(text: str, nlp: Language) -> None:
    assert coded(text, nlp) == []


def test_a_denied_act_is_negated(nlp: Language) -> None:
    assert [event.status for event in found("Chad did not attack Kenya.", nlp)] == ["negated"]


def test_two_mentions_are_one_event_with_two_pieces_of_evidence(nlp: Language) -> None:
    events = found("Kenya accused Chad of arming rebels. Later Kenya accused Chad again.", nlp)
    assert len(events) == 1
    assert len(events[0].evidence) == 2


def test_records_are_grounded_and_scored(nlp: Language) -> None:
    text = "Norway imposed sanctions on Iran over the seized tanker."
    (event,) = found(text, nlp)
    (evidence,) = event.evidence
    assert text[evidence.start : evidence.end] == evidence.quote
    assert 0 <= evidence.confidence <= 1
    assert (event.quad, event.scale, event.mode, event.score) == ("material conflict", "plover", "discontinue", -6.0)
    assert event.when is not None
    assert event.when.precision == "inferred"


def test_classify_names_type_quad_and_confidence(nlp: Language) -> None:
    text = "Norwegian police arrested two Kenyan fishermen."
    parsed = page(Document(record_id("doc", text), text), nlp)
    shown = classify(parsed, [[0, 16]], [[26, 46]])
    assert shown.type == "COERCE"
    assert shown.quad == "material conflict"
    assert 0 < shown.confidence <= 1
