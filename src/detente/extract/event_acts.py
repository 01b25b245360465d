"""Candidate acts of a sentence: every verb and event noun that carries a frame or an attitude to an act, with its parties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.extract.event_act import Act
from detente.extract.event_arguments import doers, prepositional, source_parties, target_parties, undergoers
from detente.extract.event_attitudes import attitude_act
from detente.extract.event_clause import Clause, particles
from detente.extract.event_frames import noun_frame, verb_frame
from detente.extract.event_nouns import noun_acts
from detente.extract.event_parties import deeds, verb_parties
from detente.extract.event_settle import settled
from detente.extract.event_status import in_list, irreal, standing
from detente.extract.event_tense import tensed
from detente.knowledge.ontology import ontology
from detente.knowledge.tables import toml_table

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

    from detente.extract.cast import Cast
    from detente.records import EventType

_ABOUT = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN"})
_STANCES = frozenset({"SUPPORT", "AID"})
_PLANNED = frozenset({"PROTEST", "ASSAULT", "ACCUSE"})
_ENDED: dict[str, EventType] = {"material cooperation": "SANCTION", "material conflict": "RETREAT"}


def acts_of(sentence: Sentence, cast: Cast, *, spoken: bool = False) -> list[Act]:
    """All candidate acts of a sentence, in reading order; a question tells none; `spoken` keeps acts of speech that lack a recipient."""
    if sentence.text.rstrip().endswith("?"):
        return []
    found: list[Act] = []
    used: set[int] = set()
    for token in sentence:
        if token.i in used or token.pos_ not in ("VERB", "AUX", "NOUN", "ADJ", "PROPN"):
            continue
        if made := attitude_act(token, cast):
            act, covered = made
            used |= covered
            found.append(act)
        elif token.pos_ in ("VERB", "AUX"):
            found += _verb_acts(token, cast, used)
        elif token.pos_ == "NOUN":
            found += noun_acts(token, cast, used)
    return [kept for one in found if (kept := settled(one, sentence.doc, cast, spoken=spoken)) is not None]


def _verb_acts(verb: Token, cast: Cast, used: set[int]) -> list[Act]:
    over = _ended(verb, cast, used) or _called_off(verb, cast, used)
    if over is not None:
        return [over]
    frame = verb_frame(verb, cast)
    if frame is None or (frame.type in _STANCES and verb.tag_ == "VBN" and verb.dep_ == "acl"):
        return []  # "troops backed by Russian jets" tells who they are
    state = standing(verb)
    if irreal(verb) or state.conditional or state.possible or state.must:
        return []
    used |= {child.i for child in verb.children if child.dep_ in ("dobj", "nsubjpass") and child.lemma_.lower() in frame.objects}
    if frame.type in _ABOUT:
        used |= _named_below(verb)
    sources, targets = verb_parties(verb, frame, cast)
    rule = "deed" if frame.type == "ACCUSE" and deeds(verb) else "verb" + "+" * min(frame.weight, 2)
    act = Act(verb.i, frame.type, tuple(sources), tuple(targets), "happened", frame.reciprocal, rule, frame.lemma)
    return [tensed(act, verb)]


def _named_below(verb: Token) -> set[int]:
    """ "denounced Serbia's suppression of …": the event nouns that an act of speech is about are not told again."""
    near = [c for c in verb.children if c.dep_ in ("dobj", "prep", "nsubjpass")]
    deeper = [d for c in near for d in (c, *c.children) if d.dep_ in ("dobj", "pobj", "prep", "nsubjpass")]
    return {e.i for d in deeper for e in (d, *d.children) if e.pos_ == "NOUN"}


def _ended(verb: Token, cast: Cast, used: set[int]) -> Act | None:
    """ "stopped passing intelligence to" ends help, "stopped shelling" ends an attack."""
    if not in_list("ending", verb):
        return None
    content = next((c for c in verb.children if c.dep_ == "xcomp" and c.tag_ == "VBG"), None)
    frame = verb_frame(content, cast) if content is not None else None
    state = standing(verb)
    if content is None or frame is None or irreal(verb) or state.conditional or state.possible or state.must:
        return None
    kind = _ENDED.get(ontology().quad(frame.type))
    if kind is None:
        return None
    used.add(content.i)
    sources, targets = verb_parties(content, frame, cast)
    return tensed(
        Act(verb.i, kind, tuple(source_parties(doers(verb), cast) or sources), tuple(targets), "happened", False, "verb++", "stop"), verb
    )


def _called_off(verb: Token, cast: Cast, used: set[int]) -> Act | None:
    """ "called off a strike", "shelved the walkout", "dropped its inquiry": what was planned did not happen."""
    if not in_list("calling_off", verb) or (verb.lemma_ == "call" and "off" not in particles(verb)):
        return None
    state = standing(verb)
    if irreal(verb) or state.conditional or state.possible or state.must or state.negated or state.future:
        return None
    for noun in undergoers(verb):
        frame = noun_frame(noun)
        walkout = frame is not None and (frame.type == "PROTEST" or (noun.lemma_.lower() == "strike" and _by_a_crowd(verb, cast)))
        if frame is not None and frame.type in _PLANNED and not (walkout and in_list("calling_off_begun", verb)):
            used.add(noun.i)
            targets = next((p for slot in frame.slots if (p := target_parties(prepositional(noun, slot), cast))), [])
            sources = source_parties(doers(verb), cast)
            return Act(verb.i, frame.type, tuple(sources), tuple(targets), "negated", False, "verb++", "call_off")
    return None


def _by_a_crowd(verb: Token, cast: Cast) -> bool:
    """Whether workers or citizens do it: their strikes are no attacks."""
    return not Clause(verb, cast).doers.isdisjoint(toml_table("event_frames", "detente.extract")["lists"]["crowd"])
