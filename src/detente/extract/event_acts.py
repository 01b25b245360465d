"""Candidate acts of a sentence: every verb and event noun that carries a frame or an attitude to an act, with its parties."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.extract.event_act import Act, Party
from detente.extract.event_arguments import (
    doers,
    is_passive,
    places,
    prepositional,
    slot_parties,
    source_parties,
    target_parties,
    undergoers,
    with_conjuncts,
)
from detente.extract.event_attitudes import attitude_act
from detente.extract.event_frames import Frame, is_light, noun_frame, verb_frame
from detente.extract.event_sides import land_of
from detente.extract.event_status import denied, in_list, irreal, standing
from detente.knowledge.ontology import ontology
from detente.knowledge.tables import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Sentence

    from detente.extract.cast import Cast
    from detente.records import Actor, EventType

_GENERAL = (
    "obj",
    "dat",
    "against",
    "on",
    "with",
    "to",
    "from",
    "at",
    "into",
    "of",
    "over",
    "between",
    "among",
    "for",
    "upon",
    "toward",
    "towards",
)
_ABROAD = frozenset({"AGREE", "SUPPORT", "CONSULT", "COOPERATE", "AID", "REQUEST", "RETREAT"})
# bare nouns of speech and will ("Iran's support for …") are background more often than news
_SOFT = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "CONCEDE", "THREATEN", "AID"})
# no event of these types without a recipient
_TOWARDS = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "ACCUSE", "SANCTION", "REQUEST", "REJECT", "CONCEDE"})
# of these a specific frame stands without one: "vetoed the resolution", "appealed for calm", "quit the treaty"
_ALONE = frozenset({"CONCEDE", "REJECT", "REQUEST", "SANCTION"})
_NO_PARTY = frozenset({None, "BUS", "MED", "EDU"})
_ANSWERS = frozenset({"SANCTION", "REJECT", "ACCUSE"})
_POLITICAL = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "PTY", "OPP", "REB", "SPY", "UAF", "PRM", "IGO", "NGO"})
_PARTNERS = _POLITICAL | {"REL", "ELI", "PRE"}
_ENDED: dict[str, EventType] = {"material cooperation": "SANCTION", "material conflict": "RETREAT"}
_AIMED = frozenset({"PROTEST", "ASSAULT", "COERCE"})
_PLACED = frozenset({"PROTEST", "MOBILIZE", "COERCE", "ASSAULT", "CONCEDE", "RETREAT", "AID"})


def acts_of(sentence: Sentence, cast: Cast) -> list[Act]:
    """All candidate acts of a sentence, in reading order."""
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
            found += _noun_acts(token, cast, used)
    return [settled for one in found if (settled := _settled(one, sentence.doc, cast)) is not None]


def _verb_acts(verb: Token, cast: Cast, used: set[int]) -> list[Act]:
    if (ended := _ended(verb, cast, used)) is not None:
        return [ended]
    frame = verb_frame(verb, cast)
    if frame is None:
        return []
    state = standing(verb)
    if irreal(verb) or state.conditional or state.possible or state.must:
        return []
    used |= {child.i for child in verb.children if child.dep_ in ("dobj", "nsubjpass") and child.lemma_.lower() in frame.objects}
    sources, targets = verb_parties(verb, frame, cast)
    act = Act(
        verb.i, frame.type, tuple(sources), tuple(targets), "happened", frame.reciprocal, "verb" + "+" * min(frame.weight, 2), frame.lemma
    )
    return [_tensed(act, verb)]


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
    return _tensed(
        Act(verb.i, kind, tuple(source_parties(doers(verb), cast) or sources), tuple(targets), "happened", False, "verb++", "stop"), verb
    )


def verb_parties(verb: Token, frame: Frame, cast: Cast) -> tuple[list[Party], list[Party]]:
    """The actors on both sides of a verb."""
    sources = source_parties(doers(verb), cast)
    if not sources and is_passive(verb):
        sources = _unnamed_doer(verb, frame, cast)
    but = frozenset(p.actor_id for p in sources)
    targets = slot_parties(verb, frame.slots, cast, but)
    if frame.objects and not _known(targets, cast):
        targets = _around_object(verb, frame, cast, but) or targets
    if "none" in frame.slots and not targets:
        return sources, []
    if not targets and frame.type not in ("CONSULT", "COOPERATE"):
        targets = slot_parties(verb, _GENERAL[1:] if frame.objects else _GENERAL, cast, but)
    if not targets and frame.type in _AIMED:
        targets = _aimed_at(verb, cast, but)
    if not targets and frame.type in _PLACED:
        targets = places(verb, cast)
    return sources, targets


def _known(parties: list[Party], cast: Cast) -> bool:
    return any(cast[p.actor_id].country for p in parties)


def _unnamed_doer(verb: Token, frame: Frame, cast: Cast) -> list[Party]:
    """Passives without an agent: forces withdraw themselves; who is arrested or charged in a country is so by its authorities."""
    if frame.type == "RETREAT" and frame.lemma not in ("release", "free", "return", "hand", "acquit", "lift", "ease"):
        return source_parties(undergoers(verb), cast)
    if frame.type == "ASSAULT":  # "killed in a Russian air strike"
        deeds = [t for prep in ("in", "by", "during") for t in prepositional(verb, prep) if noun_frame(t) is not None]
        return source_parties([t for deed in deeds for t in (*_modifying(deed), *prepositional(deed, "by"))], cast)
    if frame.lemma in words("event_frames", "by_authorities", "detente.extract"):
        return [p for p in places(verb, cast) if cast[p.actor_id].kind in ("country", "place")]
    return []


def _around_object(verb: Token, frame: Frame, cast: Cast, but: frozenset[str]) -> list[Party]:
    """Targets that stand at the object of a verb: "imposed sanctions on", "rejected an Indian proposal"."""
    second: list[Party] = []
    for token in with_conjuncts(undergoers(verb)):
        found = slot_parties(token, [slot for slot in frame.slots if slot not in ("obj", "dat")], cast, but)
        if _known(found, cast):
            return found
        second = second or found
    things = {t.i for t in undergoers(verb)} if "obj" not in frame.slots else set()
    return second or [
        p for p in target_parties(undergoers(verb), cast) if p.actor_id not in but and (p.head not in things or cast[p.actor_id].country)
    ]


def _aimed_at(verb: Token, cast: Cast, but: frozenset[str]) -> list[Party]:
    """Whom a protest or a shot is meant for: "rallied to demand reforms of …", "opened fire to disperse …"."""
    for child in verb.children:
        clauses = (
            [child]
            if child.dep_ in ("advcl", "xcomp", "conj")
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


def _tensed(act: Act, verb: Token) -> Act:
    """A future act becomes what PLOVER makes of a plan, a refused one REJECT, a denied one is negated."""
    state = standing(verb)
    kind, status = act.type, act.status
    if state.future and state.negated:
        return (
            replace(act, type="REJECT", rule="refusal") if ontology().quad(kind).endswith("cooperation") else replace(act, status="negated")
        )
    if state.future:
        reduced = ontology().reduced(kind)
        if any(t.dep_ == "advcl" and any(m.lower_ == "unless" for m in t.children) for t in verb.children):
            reduced = "THREATEN"
        return replace(act, type=reduced, rule="future") if reduced != kind else replace(act, status="planned")
    if state.negated or denied(verb):
        status = "negated"
    elif verb.tag_ == "VBG" and any(t.dep_ == "aux" and t.lemma_ == "be" for t in verb.children):
        status = "ongoing"
    return replace(act, status=status)


def _noun_acts(noun: Token, cast: Cast, used: set[int]) -> list[Act]:
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
    sources = source_parties(_modifying(noun), cast) or source_parties(prepositional(noun, "by"), cast)
    if light and not _known(sources, cast):
        sources = source_parties(doers(head), cast)
        targets = targets or next((p for slot in frame.slots if (p := target_parties(prepositional(head, slot), cast))), [])
    if frame.reciprocal and not sources and len(targets) < 2 and not light:
        return []
    if not light and (not sources and not frame.reciprocal if targets else frame.type != "PROTEST" or not prepositional(noun, "by")):
        return []
    act = Act(noun.i, frame.type, tuple(sources), tuple(targets), "happened", frame.reciprocal, "light" if light else "noun", frame.lemma)
    if light:
        used.add(head.i)
        act = _tensed(act, head)
    return [_qualified(act, noun)]


def _modifying(noun: Token) -> list[Token]:
    """What stands before an event noun as its doer: "Russia's invasion", "Israeli strikes"."""
    before = [t for t in noun.children if t.dep_ == "poss"]
    return before or [
        t for t in noun.children if t.dep_ in ("amod", "compound", "nmod") and t.ent_type_ in ("NORP", "GPE", "ORG", "PERSON")
    ]


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


def _settled(act: Act, doc: Doc, cast: Cast) -> Act | None:
    """Sides made disjoint; all parties of a reciprocal act stand on both sides; acts without any party are dropped."""
    sources = act.sources
    ids = {p.actor_id for p in sources}
    targets = tuple(p for p in act.targets if p.actor_id not in ids and not _thing(cast[p.actor_id]))
    if act.reciprocal and (act.rule != "future" or len({cast[p.actor_id].country for p in sources} - {None}) > 1):
        known = tuple(p for p in targets if cast[p.actor_id].country)
        parties = (*sources, *(known if len(sources) > 1 else targets))
        if len(sources) > 1 and act.rule == "commit":
            parties = sources
        if len(parties) > 1 and (len(sources) > 1 or not sources or _joined(act, doc)):
            joint = all(_political(cast[p.actor_id]) for p in parties)
            return replace(act, sources=parties, targets=parties) if joint else None
    if act.type in _ABROAD:
        targets = tuple(p for p in targets if not _own_country(p, sources, cast))
    if not any(_political(cast[p.actor_id]) for p in sources):
        return None
    if act.type == "PROTEST" and all(_no_crowd(cast[p.actor_id]) for p in sources):
        return None
    if act.type == "CONSULT" and not any(_partner(cast[p.actor_id], sources, cast) for p in targets):
        return None
    if not targets and (
        (act.rule in ("light", "noun") and act.type != "PROTEST") or (act.type in ("ASSAULT", "COERCE") and act.rule in ("verb", "verb+"))
    ):
        return None
    if act.rule == "noun" and act.type in _SOFT:
        return None
    if not targets and act.type in ("PROTEST", "CONCEDE"):
        targets = _rulers(act, doc, cast)
    if not targets and act.type in _TOWARDS and act.rule != "light":
        targets = _other_state(act, doc, cast)
        if not targets and not (act.type in _ALONE and act.rule in ("verb++", "refusal")):
            return None
    if not any(cast[p.actor_id].country for p in (*sources, *targets)):
        return None
    if act.reciprocal and not targets and act.type in ("CONSULT", "COOPERATE"):
        return None
    return replace(act, sources=sources, targets=targets)


def _other_state(act: Act, doc: Doc, cast: Cast) -> tuple[Party, ...]:
    """Whom an act that names nobody is towards: the one other state of a sentence about two."""
    own = {land for p in act.sources if (land := land_of(cast[p.actor_id]))}
    sentence = doc[act.anchor].sent
    others = [r for r in cast.roles_in(sentence.start, sentence.end) if (land := land_of(cast[r.actor_id])) and land not in own]
    if act.type not in _ANSWERS or len(own) != 1 or len({cast[r.actor_id].country for r in others}) != 1:
        return ()
    return (Party(others[0].head, others[0].actor_id, False),)


def _rulers(act: Act, doc: Doc, cast: Cast) -> tuple[Party, ...]:
    """Whom people at home protest against or yield to: the one ruler or cabinet of their state that the sentence names."""
    lands = {cast[p.actor_id].country for p in act.sources}
    if any(_no_crowd(cast[p.actor_id]) or cast[p.actor_id].kind == "person" for p in act.sources):
        return ()
    sentence = doc[act.anchor].sent
    rulers = [
        r for r in cast.roles_in(sentence.start, sentence.end) if cast[r.actor_id].sector == "GOV" and cast[r.actor_id].country in lands
    ]
    return (Party(rulers[0].head, rulers[0].actor_id, False),) if len({r.actor_id for r in rulers}) == 1 else ()


def _joined(act: Act, doc: Doc) -> bool:
    """Whether the target stands behind "with" or "between"."""
    return any(
        doc[p.head].dep_ in ("pobj", "conj")
        and any(
            t.lower_ in ("with", "between")
            for t in (doc[p.head].head, *doc[p.head].ancestors)
            if (t.dep_ == "prep" and t.head.i == act.anchor) or t.head.head.i == act.anchor
        )
        for p in act.targets
    )


def _partner(actor: Actor, sources: tuple[Party, ...], cast: Cast) -> bool:
    """Speaking to an audience at home is no consultation."""
    lands = {cast[p.actor_id].country for p in sources}
    return actor.sector in _PARTNERS or (actor.country is not None and actor.country not in lands)


def _political(actor: Actor) -> bool:
    """No political actor, no event: somebody without country and without office is not enough."""
    return bool(actor.country) or actor.sector in _POLITICAL


def _thing(actor: Actor) -> bool:
    """ "a school", "the presidency": what is only described and of no known state is no party."""
    return actor.kind == "organisation" and actor.country is None and not actor.resolved and actor.sector in _NO_PARTY


def _no_crowd(actor: Actor) -> bool:
    """States, cabinets and forces do not demonstrate; "Fiji struck late" is sport."""
    return actor.kind in ("country", "government") or actor.sector in ("MIL", "GOV", "COP")


def _own_country(party: Party, sources: tuple[Party, ...], cast: Cast) -> bool:
    """A country as the target of its own people is the stage, not a partner."""
    actor = cast[party.actor_id]
    return actor.kind in ("country", "place") and any(cast[p.actor_id].country == actor.country for p in sources)
