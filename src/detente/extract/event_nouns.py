"""Acts that an event noun tells: by itself with its parties, or through a verb that only lends it a subject."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.extract.event_act import Act, Party
from detente.extract.event_arguments import doers, prepositional, source_parties, target_parties
from detente.extract.event_frames import Frame, is_light, noun_frame
from detente.extract.event_parties import known, modifying
from detente.extract.event_status import in_list, irreal
from detente.extract.event_tense import tensed
from detente.knowledge.ontology import ontology

if TYPE_CHECKING:
    from spacy.tokens import Token

    from detente.extract.cast import Cast


def noun_acts(noun: Token, cast: Cast, used: set[int]) -> list[Act]:
    """The act of one noun, if it has a frame and parties; the verb that only lends it a subject is marked as used."""
    if _at_behest(noun):
        act = _behest(noun, cast)
        return [act] if act else []
    frame = noun_frame(noun)
    if frame is None or irreal(noun) or any(t.dep_ in ("acl", "ccomp") for t in noun.children if t.tag_ == "VB"):
        return []
    head = noun.head
    if noun.dep_ == "pobj":
        head = head.head
    light = head.pos_ in ("VERB", "AUX") and is_light(head) and noun.dep_ in ("dobj", "nsubjpass", "pobj", "attr", "conj")
    if (
        noun.dep_ == "pobj"
        and noun.head.lower_ not in ("in", "into", "on", "to", "at")
        and not (noun.head.lower_ == "for" and frame.type == "CONSULT")
    ):
        light = False
    targets = next((p for slot in frame.slots if (p := target_parties(prepositional(noun, slot), cast))), [])
    sources = source_parties(modifying(noun, cast), cast) or source_parties(prepositional(noun, "by"), cast)
    if light and not known(sources, cast):
        sources = source_parties(doers(head), cast)
        targets = targets or next((p for slot in frame.slots if (p := target_parties(prepositional(head, slot), cast))), [])
    if frame.reciprocal and not sources and len(targets) < 2 and not light:
        return []
    if not light and not _tells(frame, sources, targets):
        return []
    rule = "light" if light else "noun" + "+" * bool(frame.weight)
    act = Act(noun.i, frame.type, tuple(sources), tuple(targets), "happened", frame.reciprocal, rule, frame.lemma)
    if light:
        used.add(head.i)
        act = tensed(act, head)
    return [_qualified(act, noun)]


def _tells(frame: Frame, sources: list[Party], targets: list[Party]) -> bool:
    """Whether a noun without a lending verb tells an act: whose it is must be said, and of most kinds against whom."""
    if targets:
        return bool(sources) or frame.reciprocal
    return bool(sources) and (frame.type == "PROTEST" or frame.weight > 1)


def _qualified(act: Act, noun: Token) -> Act:
    """Adjectives of an event noun: planned talks are AGREE, threatened strikes THREATEN."""
    for child in noun.children:
        if child.dep_ in ("amod", "compound") and in_list("planned_adjectives", child) and act.status == "happened":
            return replace(act, type=ontology().reduced(act.type), rule="future")
        if child.dep_ == "amod" and in_list("threatened_adjectives", child):
            return replace(act, type="THREATEN", rule="future")
        if child.dep_ == "det" and child.lower_ == "no":
            return replace(act, status="negated")
    return act


def _at_behest(noun: Token) -> bool:
    return noun.dep_ == "pobj" and noun.head.lower_ in ("at", "on", "upon", "following") and in_list("behest_nouns", noun)


def _behest(noun: Token, cast: Cast) -> Act | None:
    """ "landed at the request of": whoever asked asked the doer of the verb."""
    verb = next((above for above in noun.ancestors if above.pos_ == "VERB"), noun)
    asking = [t for t in noun.children if t.dep_ == "poss"] or prepositional(noun, "of") or prepositional(noun, "from")
    sources = source_parties(asking, cast)
    if verb.pos_ != "VERB" or irreal(verb):
        return None
    targets = [p for p in source_parties(doers(verb), cast) if p.actor_id not in {s.actor_id for s in sources}]
    return Act(noun.i, "REQUEST", tuple(sources), tuple(targets), rule="noun+", lemma=noun.lemma_.lower()) if targets else None
