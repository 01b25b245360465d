"""Acts of speech and will about other acts: promises, threats, refusals and demands, whose complement is not coded again."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from detente.extract.cast import Cast
from detente.extract.event_act import Act, Party
from detente.extract.event_arguments import (
    agents,
    doers,
    is_passive,
    owners,
    places,
    prepositional,
    slot_parties,
    source_parties,
    subjects,
    target_parties,
    undergoers,
)
from detente.extract.event_clause import particles
from detente.extract.event_frames import noun_frame, verb_frame
from detente.extract.event_status import in_list, irreal, standing
from detente.knowledge.ontology import ontology
from detente.knowledge.tables import words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from detente.records import Actor, EventStatus, EventType

_WRONGS = frozenset({"SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "THREATEN", "REJECT", "AID"})
_HOSTILE = frozenset({"SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "THREATEN", "PROTEST"})
_STATE = frozenset({"GOV", "MIL", "COP", "JUD", "LEG"})
_LISTS = (
    "commit", "commit_adjectives", "commit_nouns", "threat", "threat_nouns", "refuse", "refuse_nouns", "demand", "demand_nouns",
    "plan", "plan_nouns", "vow", "say", "accuse_that",
)  # fmt: skip
_SIDES = ("obj", "dat", "to", "against", "with", "on", "from", "for", "of", "into", "in", "at")


def attitude_act(token: Token, cast: Cast) -> tuple[Act, set[int]] | None:
    """The act that a word of promise, threat, refusal or demand makes of its complement, and the tokens it covers; None for other words."""
    if token.lemma_.lower() not in _attitudes() and token.lower_ not in _attitudes():
        return None
    content = _core(_complement(token))
    kind = _kind(token, content)
    if kind is None or content is None or _unreal(token) or _named_in_another(token, cast):
        return None
    sources = source_parties(_holders(token), cast)
    if not sources:
        return None
    if kind in ("demand", "accuse"):
        made = (_demand if kind == "demand" else _charge)(token, content, cast)
    else:
        made = _own_act(token, content, kind, sources, cast)
    if made is None:
        return None
    type_, targets, status = made
    about = _about_talks(content) or noun_frame(content) is not None or verb_frame(content, cast) is not None
    lemma = token.lemma_.lower()
    mutual = _mutual(token, kind) and type_ == "AGREE"
    act = Act(token.i, type_, tuple(sources), tuple(targets), status, mutual, kind, lemma, content.i, about)
    return act, {content.i, *(t.i for t in content.conjuncts)}


@cache
def _attitudes() -> frozenset[str]:
    """All words that may govern such a complement: asked first, as most words are none."""
    return frozenset(word for name in _LISTS for word in words("event_attitudes", name, "detente.extract"))


def _core(content: Token | None) -> Token | None:
    """ "resume shelling", "begin to withdraw": the act itself."""
    if content is None or not in_list("doing", content) or content.pos_ != "VERB":
        return content
    return next((c for c in content.children if c.dep_ == "xcomp" and c.pos_ == "VERB"), content)


def _complement(token: Token) -> Token | None:
    """The clause that depends on an attitude word."""
    for child in token.children:
        if child.dep_ in ("xcomp", "ccomp") and child.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
            return child
    if token.pos_ in ("NOUN", "ADJ"):
        for child in token.children:
            if child.dep_ in ("acl", "xcomp", "ccomp") and child.pos_ in ("VERB", "AUX"):
                return child
            if child.dep_ == "prep" and child.lower_ in ("of", "to", "for"):
                for inner in child.children:
                    if (
                        inner.dep_ == "pcomp"
                        or (token.pos_ == "ADJ" and inner.dep_ == "pobj")
                        or (in_list("commit_nouns", token) and inner.dep_ == "pobj" and noun_frame(inner))
                    ):
                        return inner
    if token.pos_ == "NOUN" and token.dep_ == "dobj" and in_list("demand_nouns", token):
        return next((c for c in token.head.children if c.dep_ == "ccomp" and c.i > token.i), None)
    if token.pos_ == "VERB":
        for child in token.children:
            if (
                child.dep_ == "advcl"
                and any(t.dep_ == "aux" and t.lower_ == "to" for t in child.children)
                and child.i > token.i
                and any(in_list(name, token) for name in ("object_control", "commit", "threat", "refuse", "vow"))
            ):
                return child
            if child.dep_ == "dobj":
                for deep in child.children:  # "urged Iran to stop" is at times parsed as a clause on the noun
                    if (
                        deep.dep_ in ("acl", "relcl")
                        and in_list("object_control", token)
                        and any(t.dep_ == "aux" and t.lower_ == "to" for t in deep.children)
                    ):
                        return deep
    return None


def _kind(token: Token, content: Token | None) -> str | None:
    if content is None:
        return None
    if token.pos_ == "ADJ":
        return "commit" if in_list("commit_adjectives", token) else None
    if token.pos_ == "NOUN":
        return next(
            (
                k
                for k, name in (
                    ("commit", "commit_nouns"),
                    ("threat", "threat_nouns"),
                    ("refuse", "refuse_nouns"),
                    ("demand", "demand_nouns"),
                    ("plan", "plan_nouns"),
                )
                if in_list(name, token)
            ),
            None,
        )
    if token.pos_ != "VERB":
        return None
    state = standing(content)
    if any(t.dep_ == "nsubj" and t.lower_ in ("we", "i") for t in content.children) and not in_list("commit", token):
        return None
    if in_list("say", token) and state.must:
        return "demand"
    if in_list("accuse_that", token) and _charges(token, content):
        return "accuse"
    if token.lemma_ == "agree" and _finite(content) and not state.future:
        return None
    for kind in ("threat", "refuse", "demand"):
        if kind == "demand" and in_list("told_to", token) and _finite(content):
            continue
        if kind == "demand" and _indicative(content, token):
            continue
        if kind == "refuse" and in_list("telling", content):
            continue
        if token.lemma_.lower() == "call" and not particles(token) & {"on", "upon", "for"}:
            continue
        if in_list(kind, token) and (token.lemma_.lower() != "rule" or "out" in particles(token)):
            return kind
    if in_list("vow", token) and _hostile(content) and not state.negated:
        return "vow"
    if in_list("commit", token):
        return "commit" if not in_list("say", token) or not _finite(content) else None
    return "plan" if in_list("plan", token) and not _finite(content) else None


def _charges(token: Token, content: Token) -> bool:
    """ "alleged that troops had burned": a finite clause of the past; only judges and inquiries "find"."""
    if not _finite(content) or content.tag_ not in ("VBD", "VBN", "VBG", "VBZ"):
        return False
    return not in_list("found", token) or any(in_list("found_by", subject) for subject in subjects(token))


def _charge(token: Token, content: Token, cast: Cast) -> tuple[EventType, list[Party], EventStatus] | None:
    """Whoever is said to have done a hostile thing is accused of it, if another side says so."""
    frame = verb_frame(content, cast)
    holders = frozenset(p.actor_id for p in source_parties(_holders(token), cast))
    targets = [p for p in source_parties(doers(content), cast) if p.actor_id not in holders]
    lands = {cast[one].country for one in holders} | {None}
    if frame is None or frame.type not in _WRONGS or all(cast[p.actor_id].country in lands for p in targets):
        return None
    return "ACCUSE", targets, "happened"


def _indicative(content: Token, token: Token) -> bool:
    """ "insisted that he has …" states; "wants to build" speaks of oneself: neither is a demand."""
    if _finite(content):
        return content.tag_ not in ("VB", "VBP") and not standing(content).must and not any(t.dep_ == "aux" for t in content.children)
    if any(t.dep_ == "nsubj" for t in content.children):
        return False
    return in_list("told_to", token) and not undergoers(token) and not particles(token) & {"on", "upon", "to", "for"}


def _finite(verb: Token) -> bool:
    return any(t.dep_ in ("nsubj", "nsubjpass") for t in verb.children) and not any(
        t.dep_ == "aux" and t.lower_ == "to" for t in verb.children
    )


def _hostile(verb: Token) -> bool:
    frame = verb_frame(verb, _no_cast())
    return frame is not None and frame.type in _HOSTILE


def _no_cast() -> Cast:
    return Cast()


def _unreal(token: Token) -> bool:
    if token.pos_ in ("VERB", "AUX"):
        state = standing(token)
        return state.conditional or state.possible or state.must or irreal(token)
    return irreal(token)


def _named_in_another(token: Token, cast: Cast) -> bool:
    """ "reneged on his commitment to": the noun is what another act is about."""
    if token.pos_ != "NOUN":
        return False
    head = token.head.head if token.dep_ == "pobj" else token.head
    frame = verb_frame(head, cast) if head.pos_ == "VERB" else None
    return frame is not None and frame.type in ("REJECT", "ACCUSE", "REQUEST", "SUPPORT", "CONCEDE")


def _holders(token: Token) -> list[Token]:
    """Who promises, threatens, refuses or demands."""
    if token.pos_ == "VERB":
        return doers(token)
    if token.pos_ == "NOUN":
        modifiers = [t for t in token.children if t.dep_ in ("amod", "compound") and t.ent_type_ in ("NORP", "GPE", "ORG")]
        return owners(token) or modifiers
    head = token.head
    return subjects(head) if head.pos_ in ("VERB", "AUX") else subjects(token)


def _mutual(token: Token, kind: str) -> bool:
    return kind == "commit" and token.lemma_.lower() in ("agree", "agreement", "deal")


def _own_act(
    token: Token, content: Token, kind: str, sources: list[Party], cast: Cast
) -> tuple[EventType, list[Party], EventStatus] | None:
    """What somebody will do, would do or will not do."""
    frame = verb_frame(content, cast) if content.pos_ in ("VERB", "AUX") else noun_frame(content)
    but = frozenset(p.actor_id for p in sources)
    targets = [p for p in _partners(token, cast) if p.actor_id not in but]
    slots = (*(frame.slots if frame else ()), *_SIDES)
    targets = targets or _content_parties(content, slots, cast, but)
    negated = token.pos_ == "VERB" and standing(token).negated
    if not targets:
        targets = _warned(content, token, cast, but)
    if token.pos_ != "VERB" and frame is None and not _about_talks(content) and not any(cast[p.actor_id].country for p in targets):
        return None
    type_ = _type_of(token, kind, frame.type if frame else None, content, negated=negated)
    return None if type_ is None else (type_, targets, "happened")


def _type_of(token: Token, kind: str, inner: EventType | None, content: Token, *, negated: bool) -> EventType | None:
    hostile = inner in _HOSTILE
    if kind in ("threat", "vow"):
        return "THREATEN" if not negated else None
    if kind == "refuse":
        return "REJECT"
    if kind == "plan":
        if inner is None or negated or standing(content).negated:
            return "REJECT" if inner and negated and not hostile else None
        if token.lemma_ == "prepare" and inner == "ASSAULT":
            return "MOBILIZE"
        reduced = ontology().reduced(inner)
        return reduced if reduced != inner else None
    if negated:
        return "REJECT"
    grim = hostile and inner != "MOBILIZE" and token.lemma_.lower() != "offer"
    return "THREATEN" if grim and not standing(content).negated else "AGREE"


def _own_forces(holders: frozenset[str], targets: list[Party], cast: Cast) -> bool:
    """Orders to one's own soldiers and police are what they then do."""
    lands = {cast[one].country for one in holders}
    return bool(targets) and all(cast[p.actor_id].sector in ("MIL", "COP") and cast[p.actor_id].country in lands for p in targets)


def _subject_to(actor: Actor, holders: frozenset[str], cast: Cast) -> bool:
    """Whether an order of these is force on people of their own state: a newspaper, a party."""
    rulers = [cast[one] for one in holders]
    return actor.sector not in _STATE and all(one.country and one.country == actor.country and one.sector in _STATE for one in rulers)


def _mere_advice(token: Token, content: Token, holders: frozenset[str], targets: list[Party], cast: Cast) -> bool:
    """ "said that X should …" is a demand only between states."""
    if not in_list("say", token) or not any(t.lower_ == "should" for t in content.children):
        return False
    lands = {cast[one].country for one in holders} - {None}
    return not lands or not any(cast[p.actor_id].country not in (None, *lands) for p in targets)


def _about_talks(content: Token) -> bool:
    talks = words("event_frames", "talk_words", "detente.extract")
    return any(t.lemma_.lower() in talks for t in content.subtree)


def _warned(content: Token, token: Token, cast: Cast, but: frozenset[str]) -> list[Party]:
    """Who must act to avert what is threatened: the subject of "if" and "unless"."""
    for clause in (*content.children, *token.children):
        if clause.dep_ == "advcl" and standing(clause).conditional:
            return [
                p for p in target_parties([t for t in clause.children if t.dep_ in ("nsubj", "nsubjpass")], cast) if p.actor_id not in but
            ]
    return []


def _partners(token: Token, cast: Cast) -> list[Party]:
    """ "agreed with Iran to", "told Iran it would", "offered Iran to"."""
    found = target_parties([t for prep in ("with", "to") for t in prepositional(token, prep)], cast) if token.pos_ != "ADJ" else []
    return found or (target_parties(undergoers(token), cast) if token.pos_ == "VERB" and not is_passive(token) else [])


def _content_parties(content: Token, slots: tuple[str, ...], cast: Cast, but: frozenset[str]) -> list[Party]:
    if content.pos_ in ("NOUN", "PROPN"):
        return [p for p in target_parties([content], cast) if p.actor_id not in but]
    found = slot_parties(content, slots, cast, but) or [p for p in places(content, cast) if p.actor_id not in but]
    if not found:
        doers_ = [t for c in content.children if c.dep_ == "ccomp" for t in c.children if t.dep_ in ("nsubj", "nsubjpass")]
        found = [p for p in target_parties(doers_, cast) if p.actor_id not in but]
    if not found:
        for child in content.children:
            if child.dep_ in ("xcomp", "ccomp", "prep", "advcl", "acomp", "pcomp", "dobj") and child.i > content.i:
                inner = _content_parties(child, _SIDES, cast, but) if child.pos_ in ("VERB", "AUX") else []
                if inner:
                    return inner
    return found


def _demand(token: Token, content: Token, cast: Cast) -> tuple[EventType, list[Party], EventStatus] | None:
    """A demand on whoever is to do what the complement says; the demand alone is the act."""
    holders = frozenset(p.actor_id for p in source_parties(_holders(token), cast))
    options = [undergoers(token)] if token.pos_ == "VERB" and not is_passive(token) else []
    options += [prepositional(token, prep) for prep in ("on", "upon", "to", "from", "of")]
    options.append(
        agents(content)
        if is_passive(content) and in_list("say", token)
        else [t for t in content.children if t.dep_ in ("nsubj", "nsubjpass")]
    )
    targets = next((found for named in options if (found := [p for p in target_parties(named, cast) if p.actor_id not in holders])), [])
    if not targets and not (token.pos_ == "VERB" and content.dep_ == "xcomp" and undergoers(token)):
        targets = _content_parties(content, _SIDES, cast, holders)
    if _own_forces(holders, targets, cast) or _mere_advice(token, content, holders, targets, cast):
        return None
    negated = token.pos_ == "VERB" and standing(token).negated
    if token.lemma_.lower() == "order" and targets and all(_subject_to(cast[p.actor_id], holders, cast) for p in targets):
        return "COERCE", targets, "negated" if negated else "happened"
    return ("REQUEST", targets, "negated" if negated else "happened")
