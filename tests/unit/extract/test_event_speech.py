"""Whom acts of speech are meant for, with the real parse and a cast and statements made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.extract.cast import Cast, Role
from detente.extract.draft import Draft
from detente.extract.events import find_events
from detente.extract.language import page
from detente.records import Actor, Document, Mention, Span, Statement, StatementKind, record_id

if TYPE_CHECKING:
    from spacy.language import Language

NAMES = {"Kenya": "KEN", "Chad": "TCD"}
RIVALS = "Kenya and Chad quarrel over a lake. Chad says that Kenya takes too much. Kenya says that Chad wastes it. "


def draft_of(text: str, nlp: Language) -> Draft:
    """A draft whose cast knows the two countries by name."""
    parsed = page(Document(record_id("doc", text), text), nlp)
    actors = {code: Actor(code, name, code, kind="country", resolved=True) for name, code in NAMES.items()}
    roles = [
        Role(t.i, t.i + 1, t.i, NAMES[t.text], Mention(NAMES[t.text], "name", parsed.evidence(t.idx, t.idx + len(t), "test", 1.0)))
        for t in parsed.doc
        if t.text in NAMES
    ]
    return Draft(parsed, Cast.of(actors, tuple(roles)))


def statement(draft: Draft, cue: str, content: str, kind: StatementKind, speaker: Actor, condition: str = "") -> Statement:
    """A statement whose words stand in the draft's text."""

    def span(words: str) -> Span:
        start = draft.page.text.rindex(words)
        return Span(start, start + len(words), words)

    said = span(content)
    return Statement(
        id="s", speaker=speaker, addressee=None, kind=kind, kinds=(kind,), content=(said,), quotation="indirect", polarity="positive",
        modality="asserted", asks=(), conditions=(span(condition),) if condition else (), deadline=None, when=None, on_behalf_of=None,
        source=None, cue=span(cue), evidence=(draft.page.evidence(said.start, said.end, "test", 1.0),),
    )  # fmt: skip


def last(text: str, nlp: Language, cue: str, content: str, kind: StatementKind, condition: str = "") -> list[tuple[str, str, str]]:
    """Events of the last sentence as (source, type, target)."""
    draft = draft_of(text, nlp)
    told = statement(draft, cue, content, kind, draft.cast["KEN"], condition)
    events = find_events(replace(draft, statements=(told,))).events
    at = told.cue.start if told.cue else 0
    return [
        ("+".join(a.id for a in e.source), e.type, "+".join(a.id for a in e.target))
        for e in events
        if e.evidence[0].start <= at < e.evidence[0].end
    ]


def test_an_offer_is_meant_for_whom_its_condition_names(nlp: Language) -> None:
    text = "Kenya offered to share its maps, provided that Chad drops its complaint."
    found = last(text, nlp, "offered", "share its maps", "offer", "Chad drops its complaint")
    assert found == [("KEN", "AGREE", "TCD")]


def test_a_demand_in_a_dispute_of_two_is_meant_for_the_other(nlp: Language) -> None:
    text = RIVALS + "Kenya demanded a binding agreement."
    assert last(text, nlp, "demanded", "a binding agreement", "demand") == [("KEN", "REQUEST", "TCD")]


def test_a_claim_is_no_event(nlp: Language) -> None:
    text = RIVALS + "Kenya said the lake was shrinking."
    assert last(text, nlp, "said", "the lake was shrinking", "claim") == []


def test_a_demand_without_a_known_other_side_has_none(nlp: Language) -> None:
    text = "Kenya demanded a binding agreement."
    assert all(target == "" for _, _, target in last(text, nlp, "demanded", "a binding agreement", "demand"))
