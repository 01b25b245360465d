"""Who stands on both sides of a verb with a frame."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.extract.event_arguments import (
    doers,
    is_passive,
    names_nobody,
    places,
    prepositional,
    slot_parties,
    source_parties,
    subjects,
    target_parties,
    undergoers,
    with_conjuncts,
)
from detente.extract.event_frames import Frame, noun_frame
from detente.knowledge.tables import words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from detente.extract.cast import Cast
    from detente.extract.event_act import Party

_GENERAL = (
    "obj", "dat", "against", "on", "with", "to", "from", "at", "into", "of", "over", "between", "among", "for", "upon", "toward", "towards",
)  # fmt: skip
_AIMED = frozenset({"PROTEST", "ASSAULT", "COERCE", "AID"})
_PLACED = frozenset({"PROTEST", "MOBILIZE", "COERCE", "ASSAULT", "CONCEDE", "RETREAT", "AID"})
_ACTORS = frozenset({"NORP", "GPE", "ORG", "PERSON"})
_TAKEN = frozenset({"COERCE", "ASSAULT"})  # what belongs to the source itself may be their target: its courts, its villages


def verb_parties(verb: Token, frame: Frame, cast: Cast) -> tuple[list[Party], list[Party]]:
    """The actors on both sides of a verb."""
    if frame.origins:
        stands = [(one, prep) for one in (verb, *undergoers(verb)) for prep in frame.origins]
        sources = next((found for one, prep in stands if (found := source_parties(prepositional(one, prep), cast))), [])
        return sources, _others(target_parties(subjects(verb), cast), sources)
    sources = source_parties(doers(verb), cast)
    if not sources and is_passive(verb):
        sources = _unnamed_doer(verb, frame, cast)
    if not sources and frame.type == "PROTEST":
        sources = _crowd(verb, cast)
    but = frozenset(p.actor_id for p in sources)
    if frame.type == "ACCUSE" and (told := deeds(verb)):  # "condemned the attack on …" accuses whoever attacked
        guilty = source_parties([t for deed in told for t in (*modifying(deed, cast), *prepositional(deed, "by"))], cast)
        return sources, _others(guilty, sources)
    if frame.slots == ("none",) or any(names_nobody(token) for token in undergoers(verb)):
        return sources, []
    targets = slot_parties(verb, frame.slots, cast, but)
    if frame.objects and not known(targets, cast):
        targets = _around_object(verb, frame, cast, but) or targets
    if "none" in frame.slots and not targets:
        return sources, []
    if not targets and frame.type not in ("CONSULT", "COOPERATE"):
        wide = [slot for slot in _GENERAL if not (frame.objects and slot == "obj") and not (frame.type == "REQUEST" and slot == "for")]
        targets = slot_parties(verb, wide, cast, but)
    if not targets and frame.type in _AIMED:
        targets = _aimed_at(verb, cast, but, joined=frame.type == "PROTEST")
    if not targets and frame.type in _PLACED:
        targets = places(verb, cast)
    return sources, targets


def deeds(verb: Token) -> list[Token]:
    """The objects of a verb that name an attack."""
    found = ((token, noun_frame(token)) for token in undergoers(verb) if token.pos_ == "NOUN")
    return [token for token, frame in found if frame is not None and frame.type == "ASSAULT"]


def _crowd(verb: Token, cast: Cast) -> list[Party]:
    """ "Thousands marched through Havana": people of that place."""
    if not any(t.lemma_.lower() in words("event_frames", "crowd_numbers", "detente.extract") for t in subjects(verb)):
        return []
    found = [p for p in places(verb, cast) if cast[p.actor_id].kind in ("country", "place")]
    return [replace(found[0], near=False, crowd=True)] if found else []


def _others(parties: list[Party], but: list[Party]) -> list[Party]:
    ids = {p.actor_id for p in but}
    return [p for p in parties if p.actor_id not in ids]


def known(parties: list[Party], cast: Cast) -> bool:
    """Whether the country of one of the parties is known."""
    return any(cast[p.actor_id].country for p in parties)


def _unnamed_doer(verb: Token, frame: Frame, cast: Cast) -> list[Party]:
    """Passives without an agent: forces withdraw themselves; who is arrested or charged in a country is so by its authorities."""
    if frame.type == "RETREAT" and frame.lemma not in ("release", "free", "return", "hand", "acquit", "lift", "ease"):
        return source_parties(undergoers(verb), cast)
    if frame.type == "ASSAULT":  # "killed in a Russian air strike"
        deeds = [t for prep in ("in", "by", "during") for t in prepositional(verb, prep) if noun_frame(t) is not None]
        return source_parties([t for deed in deeds for t in (*modifying(deed, cast), *prepositional(deed, "by"))], cast)
    if frame.lemma in words("event_frames", "driven_out", "detente.extract"):  # "were expelled from North Korea"
        found = target_parties(prepositional(verb, "from"), cast)
        return [p for p in found if cast[p.actor_id].kind in ("country", "government", "place")]
    if frame.lemma in words("event_frames", "by_authorities", "detente.extract"):
        deeper = [t for prep in ("with", "of", "for", "on") for t in prepositional(verb, prep)]
        found = places(verb, cast) or [p for token in deeper for p in places(token, cast)]
        return [p for p in found if cast[p.actor_id].kind in ("country", "place")]
    return []


def _around_object(verb: Token, frame: Frame, cast: Cast, but: frozenset[str]) -> list[Party]:
    """Targets that stand at the object of a verb: "imposed sanctions on", "rejected an Indian proposal"."""
    second: list[Party] = []
    for token in with_conjuncts(undergoers(verb)):
        found = slot_parties(token, [slot for slot in frame.slots if slot not in ("obj", "dat")], cast, but)
        if known(found, cast):
            return found
        second = second or found
    things = {t.i for t in undergoers(verb)} if "obj" not in frame.slots else set()
    own = {cast[one].country for one in but} if frame.type not in _TAKEN else set()
    return second or [
        p
        for p in target_parties(undergoers(verb), cast)
        if p.actor_id not in but and (p.head not in things or cast[p.actor_id].country not in {None, *own})
    ]


def _aimed_at(verb: Token, cast: Cast, but: frozenset[str], *, joined: bool) -> list[Party]:
    """Whom a protest or a shot is meant for: "rallied to demand reforms of …", "opened fire to disperse …"."""
    for child in verb.children:
        clauses = (
            [child]
            if child.dep_ in ("advcl", "xcomp") or (child.dep_ == "conj" and joined)
            else [c for c in child.children if c.dep_ in ("acl", "relcl", "pcomp") or child.dep_ == "prep"]
        )
        for clause in clauses:
            if clause.i > verb.i and clause.pos_ in ("VERB", "NOUN") and not (clause.dep_ == "advcl" and _background(clause)):
                found = (
                    slot_parties(clause, _GENERAL, cast, but)
                    if clause.pos_ == "VERB"
                    else [p for p in target_parties([clause], cast) if p.actor_id not in but]
                )
                if found:
                    return found
                subjects_ = [
                    p
                    for p in target_parties(
                        [t for c in clause.children if c.dep_ == "ccomp" for t in c.children if t.dep_ in ("nsubj", "nsubjpass")], cast
                    )
                    if p.actor_id not in but
                ]
                if subjects_:
                    return subjects_
    return []


def _background(clause: Token) -> bool:
    """ "after gangs had murdered …" says why, not against whom."""
    return any(
        t.dep_ in ("mark", "advmod") and t.lower_ in ("after", "because", "since", "although", "before", "while", "as", "when")
        for t in clause.children
    )


def modifying(noun: Token, cast: Cast) -> list[Token]:
    """What stands before an event noun as its doer: "Russia's invasion", "Israeli strikes", "a rebel attack"."""
    before = [t for t in noun.children if t.dep_ == "poss"]
    return before or [
        t for t in noun.children if t.dep_ in ("amod", "compound", "nmod") and (t.ent_type_ in _ACTORS or cast.role_at(t.i) is not None)
    ]
