"""What stands around an act: its counterpart in the discourse, its date, the statement that claims it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.extract.event_act import Act, Party
from detente.extract.event_arguments import prepositional
from detente.knowledge.tables import words
from detente.records import When

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

    from detente.extract.cast import Cast
    from detente.extract.draft import Draft
    from detente.records import TimeExpression

_WHERE = ("in", "at", "near", "outside", "inside", "around")
_NEAR = 4  # acts back in which a counterpart is looked for


def with_counterpart(act: Act, sentence: Sentence, before: Sequence[Act], cast: Cast) -> Act | None:
    """An offer of talks or a warning that names nobody is meant for the counterpart of the talk so far; a bare warning is dropped."""
    if act.targets or not _wants(act, sentence):
        return act
    land = next((cast[p.actor_id].country for p in act.sources if cast[p.actor_id].country), None)
    found = _counterpart(land, before, cast) if land else ()
    if not found and act.lemma == "warn":
        return None
    return replace(act, targets=found)


def _wants(act: Act, sentence: Sentence) -> bool:
    if act.lemma == "warn":
        return True
    talks = words("event_frames", "talk_words", "detente.extract")
    return act.type == "AGREE" and act.rule == "commit" and any(t.lemma_.lower() in talks for t in sentence)


def _counterpart(land: str, before: Sequence[Act], cast: Cast) -> tuple[Party, ...]:
    for act in reversed(before[-_NEAR:]):
        sides = [{cast[p.actor_id].country for p in side} - {None} for side in (act.sources, act.targets)]
        for mine, theirs, parties in ((sides[0], sides[1], act.targets), (sides[1], sides[0], act.sources)):
            if land in mine and theirs and land not in theirs:
                return parties
    return ()


def when_of(anchor: Token, sentence: Sentence, draft: Draft) -> When | None:
    """The date of an act from its own clause; else the publication day, marked as inferred; else None."""
    inside = [d for d in draft.dates if d.when is not None and sentence.start_char <= d.evidence.start < sentence.end_char]
    if not inside:
        return _document_day(draft)
    clause = _clause(anchor)
    left, right = clause[0].idx, clause[-1].idx + len(clause[-1])
    own = [d for d in inside if left <= d.evidence.start < right and _belongs(d, anchor, draft)]
    if own:
        return min(own, key=lambda d: abs(d.evidence.start - anchor.idx)).when
    return _document_day(draft)


def _belongs(date: TimeExpression, anchor: Token, draft: Draft) -> bool:
    """Whether a date hangs on the anchor's clause and not on a clause of its own inside it."""
    span = draft.page.doc.char_span(date.evidence.start, date.evidence.end, alignment_mode="expand")
    if span is None:
        return False
    verb = _verb(anchor)
    for token in span.root.ancestors:
        if token.i in (anchor.i, verb.i):
            return True
        if token.pos_ in ("VERB", "AUX") and token.i != verb.i:
            return token.dep_ in ("xcomp",) or (
                verb.dep_ in ("ccomp", "xcomp", "conj", "advcl") and token.i == verb.head.i and verb.dep_ in ("xcomp", "conj")
            )
    return False


def _verb(anchor: Token) -> Token:
    token = anchor
    for _ in range(6):
        if token.pos_ in ("VERB", "AUX") or token.head == token:
            return token
        token = token.head
    return token


def _clause(anchor: Token) -> list[Token]:
    verb = _verb(anchor)
    top = verb.head if verb.dep_ in ("xcomp", "conj", "ccomp") else verb
    return list(top.subtree)


def place_of(anchor: Token, cast: Cast) -> str | None:
    """Where an act happened, by the words of its own clause: a known place, else a named one."""
    verb = _verb(anchor)
    for token in (anchor, verb) if anchor.i != verb.i else (verb,):
        for inner in (t for prep in _WHERE for t in prepositional(token, prep)):
            actor = cast.actor_at(inner.i)
            if actor is not None and actor.kind in ("country", "place"):
                return actor.name
            if actor is None and inner.ent_type_ in ("GPE", "LOC", "FAC"):
                return inner.doc[inner.left_edge.i : inner.i + 1].text
    return None


def _document_day(draft: Draft) -> When | None:
    """Nothing is said: the publication day stands in, marked as inferred."""
    day = draft.page.document.published
    return When(day, day, "inferred") if day else None


def said_in(act: Act, draft: Draft) -> str | None:
    """The statement whose content covers the act, if any; a promise or threat made by that very statement is an act of its own."""
    at = draft.page.doc[act.anchor].idx
    ids = {p.actor_id for p in act.sources} if act.content is not None else set()
    for statement in draft.statements:
        if any(span.start <= at < span.end for span in statement.content):
            own = statement.speaker is not None and statement.speaker.id in ids
            return None if own else statement.id
    return None
