"""Acts of speech from the statements: whom an offer, threat, demand or refusal is meant for, and those that no frame has coded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.extract.event_act import Act, Party
from detente.extract.event_arguments import doers, source_parties
from detente.extract.event_settle import whole
from detente.extract.event_sides import land_of, main_sides, rival_of, voice_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Span as Sentence

    from detente.extract.draft import Draft
    from detente.records import Actor, EventType, Statement, StatementKind

_TYPES: dict[StatementKind, EventType] = {
    "offer": "AGREE", "promise": "AGREE", "threat": "THREATEN", "demand": "REQUEST", "accusation": "ACCUSE",
}  # fmt: skip
_MEANT = frozenset({"AGREE", "THREATEN", "REQUEST", "ACCUSE", "REJECT", "CONCEDE", "ASSAULT"})
_DOMESTIC = frozenset({"AGREE", "THREATEN", "REQUEST", "ACCUSE", "REJECT"})
_SPEAKERS = frozenset({None, "GOV", "MIL", "PRE", "IGO"})
_OWN_FUTURE = {"will", "would", "shall"}
_HEARERS = frozenset({"JRN", "MED"})
_RULES = frozenset({"commit", "demand", "threat", "vow", "refuse", "plan", "future", "verb", "verb+", "verb++", "refusal"})


def said_acts(sentence: Sentence, acts: Sequence[Act], draft: Draft) -> list[Act]:
    """The acts of a sentence with the addressees that its statements know, and the acts that only its statements tell."""
    said = [s for s in draft.statements if s.cue and sentence.start_char <= s.cue.start < sentence.end_char]
    found = [one for act in acts if whole(one := _addressed(act, sentence, said, draft), draft.cast)]
    for statement in said:
        if (told := _told(statement, sentence, found, draft)) is not None:
            found.append(told)
    return found


def _addressed(act: Act, sentence: Sentence, said: Iterable[Statement], draft: Draft) -> Act:
    """An act of speech without a target takes that of its statement."""
    cast, at = draft.cast, sentence.doc[act.anchor].idx
    if (
        act.type not in _MEANT
        or act.lemma == "order"  # one's own people are ordered
        or act.rule not in _RULES
        or (act.targets and act.type != "ASSAULT")
        or any(land_of(cast[p.actor_id]) for p in act.targets)
    ):
        return act
    statement = next((s for s in said if s.cue and s.cue.start <= at < s.cue.end), None)
    lands = {land for p in act.sources if (land := land_of(cast[p.actor_id]))}
    if not act.targets and act.type in _DOMESTIC and len(act.sources) == 1 and (rival := rival_of(cast[act.sources[0].actor_id], cast)):
        return replace(act, targets=(rival,))
    if act.reciprocal or len(lands) > 1 or not all(_speaks_for_state(cast[p.actor_id]) for p in act.sources):
        return act
    own = lands.pop() if lands else None
    targets = _meant(statement, own, draft) if statement else _other_side(own, sentence.start_char, sentence.end_char, draft)
    return replace(act, targets=targets) if targets else act


def _told(statement: Statement, sentence: Sentence, acts: Iterable[Act], draft: Draft) -> Act | None:
    """The act that a statement is, where no rule has coded an act of its speaker there."""
    kind = _TYPES.get(_kind(statement))
    speaker = statement.on_behalf_of or statement.speaker
    if kind is None or speaker is None or speaker.id not in draft.cast.actors or statement.cue is None or statement.modality == "doubted":
        return None
    actor = draft.cast[speaker.id]
    anchor = sentence.doc.char_span(statement.cue.start, statement.cue.end, alignment_mode="expand")
    land = land_of(actor)
    if land is None or anchor is None or anchor.root.lemma_ == "order" or not _speaks_for_state(actor):
        return None
    if any(act.type == kind or abs(act.anchor - anchor.root.i) <= 1 or _inside(act, statement, sentence) for act in acts):
        return None
    if kind == "ACCUSE" and any(land == land_of(draft.cast[p.actor_id]) for act in acts for p in act.sources):
        return None  # the news is what the speaker's side did
    targets = _accused(statement, land, sentence, draft) if kind == "ACCUSE" else _meant(statement, land, draft)
    if not targets:
        return None
    return Act(
        anchor.root.i, kind, (Party(anchor.root.i, speaker.id),), targets, "happened", rule="speech", lemma=anchor.root.lemma_.lower()
    )


def _accused(statement: Statement, own: str, sentence: Sentence, draft: Draft) -> tuple[Party, ...]:
    """Whom an accusation is about: the other state that does, by the words of its content, what it tells."""
    cast = draft.cast
    inside = [t for t in sentence if any(span.start <= t.idx < span.end for span in statement.content)]
    doing = [t for verb in inside if verb.pos_ in ("VERB", "AUX") for t in doers(verb)]
    found = [p for p in source_parties(doing, cast) if land_of(cast[p.actor_id]) not in (None, own)]
    return tuple(found[:1]) if len({cast[p.actor_id].country for p in found}) == 1 else ()


def _speaks_for_state(actor: Actor) -> bool:
    return actor.sector in _SPEAKERS and (actor.sector is not None or actor.kind != "group")


def _kind(statement: Statement) -> StatementKind:
    """A condition is the offer, threat or demand that it hangs on; a warning of what one would do unless … is a threat."""
    if (
        "warning" in statement.kinds
        and statement.conditions
        and any(_OWN_FUTURE & set(one.quote.lower().split()) for one in statement.content)
    ):
        return "threat"
    if statement.kind == "condition":
        return next((kind for kind in statement.kinds if kind in ("offer", "promise", "threat", "refusal")), "condition")
    return statement.kind if statement.kind != "demand" or len(statement.kinds) == 1 else "claim"


def _inside(act: Act, statement: Statement, sentence: Sentence) -> bool:
    """Whether the speaker's own act is coded from the statement's content."""
    at = sentence.doc[act.anchor].idx
    mine = statement.speaker is not None and any(p.actor_id == statement.speaker.id for p in act.sources)
    return mine and any(span.start <= at < span.end for span in statement.content)


def _meant(statement: Statement, own: str | None, draft: Draft) -> tuple[Party, ...]:
    """Whom a statement is meant for: its addressee, whom its conditions name, else the other side of the document's dispute."""
    hearer, cast = statement.addressee, draft.cast
    if hearer is not None and land_of(hearer) not in (None, own) and hearer.sector not in _HEARERS and hearer.id in cast.actors:
        return (Party(next((role.head for role in cast.roles if role.actor_id == hearer.id), 0), hearer.id),)
    named = [
        role
        for role in cast.roles
        if any(span.start <= role.mention.evidence.start < span.end for span in statement.conditions)
        and land_of(cast[role.actor_id]) not in (None, own)
    ]
    if named:
        return (Party(named[0].head, named[0].actor_id),) if len({cast[role.actor_id].country for role in named}) == 1 else ()
    said = [(s.start, s.end) for s in statement.content] + [(s.start, s.end) for s in statement.evidence]
    return _other_side(own, min(start for start, _ in said), max(end for _, end in said), draft)


def _other_side(own: str | None, start: int, end: int, draft: Draft) -> tuple[Party, ...]:
    """In a dispute of two states the other one, for a body above states both; none where the words name a third."""
    cast = draft.cast
    sides = main_sides(own, cast)
    around = {land_of(cast[role.actor_id]) for role in cast.roles if start <= role.mention.evidence.start < end} - {None, own}
    if (own is not None and own not in sides) or (own is None and len(sides) < 2) or not around <= sides:
        return ()
    found = [voice_of(land, cast) for land in sorted(sides - {own})]
    return tuple(party for party in found if party is not None)
