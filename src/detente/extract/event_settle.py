"""What becomes of a candidate act: its sides set apart, its target supplied where the sentence leaves one choice, or the act dropped."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.extract.event_act import Act, Party
from detente.extract.event_arguments import names_nobody, undergoers
from detente.extract.event_sides import DESCRIBED, land_of
from detente.extract.event_status import in_list

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from detente.extract.cast import Cast, Role
    from detente.records import Actor

_ABROAD = frozenset({"AGREE", "SUPPORT", "CONSULT", "COOPERATE", "AID", "REQUEST", "RETREAT"})
# bare nouns of speech and will ("Iran's support for …") are background more often than news
_SOFT = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "CONCEDE", "THREATEN", "AID"})
# no event of these types without a recipient
_TOWARDS = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "ACCUSE", "SANCTION", "REQUEST", "REJECT", "CONCEDE"})
# of these a specific frame stands without one: "vetoed the resolution", "appealed for calm", "quit the treaty"
_ALONE = frozenset({"CONCEDE", "REJECT", "REQUEST", "SANCTION"})
_NO_PARTY = frozenset({None, "BUS", "MED", "EDU"})
_EASING = frozenset({"lift", "ease", "waive", "suspend", "remove", "drop"})  # sanctions, of the one other state that is named
_ANSWERS = frozenset({"SANCTION", "REJECT", "ACCUSE", "AGREE", "SUPPORT", "REQUEST", "THREATEN", "CONSULT", "COOPERATE"})
_POLITICAL = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "PTY", "OPP", "REB", "SPY", "UAF", "PRM", "IGO", "NGO"})
INWARD = frozenset({"COERCE", "PROTEST", "CONCEDE"})  # what no registry knows is of the state whose rulers or people deal with it
_STRUCK = INWARD | {"ASSAULT", "RETREAT", "MOBILIZE"}  # their target may be a site: a depot, a school
_SPOKEN = frozenset({"THREATEN", "REJECT", "ACCUSE", "REQUEST", "SUPPORT", "AGREE", "CONCEDE"})
_FORCE = frozenset({"ASSAULT", "MOBILIZE", "PROTEST", "RETREAT"})  # of firms these are figures of speech
_ARMED = frozenset({"MIL", "REB", "UAF", "COP"})
_PARTNERS = _POLITICAL | {"REL", "ELI", "PRE"}


def settled(act: Act, doc: Doc, cast: Cast, *, spoken: bool = False) -> Act | None:
    """Sides made disjoint; all parties of a reciprocal act stand on both sides; acts without the parties they need are dropped.

    `spoken` keeps acts of speech without a recipient, whom the statements may tell.
    """
    act = replace(act, targets=_cleaned(act, doc, cast))
    if _mutual(act, cast) and (joint := _joint(act, doc, cast)) is not None:
        return joint if all(_political(cast[p.actor_id]) for p in joint.sources) else None
    if act.type in _ABROAD:
        act = replace(act, targets=tuple(p for p in act.targets if not _own_country(p, act.sources, cast)))
    if not _able(act, cast) or not _told(act, cast):
        return None
    act = _aimed(act, doc, cast)
    return act if whole(act, cast) or (spoken and act.type in _SPOKEN and not act.targets) else None


def _cleaned(act: Act, doc: Doc, cast: Cast) -> tuple[Party, ...]:
    """Targets that are no sources, no things, and no mere place of talks."""
    ids = {p.actor_id for p in act.sources}
    met = act.reciprocal or act.type == "CONSULT"
    return tuple(
        p
        for p in act.targets
        if p.actor_id not in ids
        and not _thing(cast[p.actor_id], inward=act.type in INWARD)
        and not (act.type == "MOBILIZE" and cast[p.actor_id].role == DESCRIBED and cast[p.actor_id].sector == "MIL")
        and not (act.type not in _STRUCK and cast[p.actor_id].role == DESCRIBED and cast[p.actor_id].kind == "place")
        and not ((met or (act.rule == "commit" and doc[p.head].head.head.i == act.anchor)) and _scene(p, doc))
    )


def _joint(act: Act, doc: Doc, cast: Cast) -> Act | None:
    """All parties on both sides, where there are several."""
    sources = act.sources
    known = tuple(p for p in act.targets if cast[p.actor_id].country)
    parties = (*sources, *(known if len(sources) > 1 else act.targets))
    if len(sources) > 1 and act.rule == "commit":
        parties = sources
    if len(parties) > 1 and (len(sources) > 1 or not sources or _joined(act, doc)):
        return replace(act, sources=parties, targets=parties)
    return None


def _able(act: Act, cast: Cast) -> bool:
    """Whether the sources are political, and such as can do an act of this kind."""
    actors = [cast[p.actor_id] for p in act.sources]
    if not any(map(_political, actors)):
        return False
    if act.type in _FORCE and all(actor.sector == "BUS" for actor in actors):
        return False
    if act.lemma in ("free", "release") and all(actor.sector == "CVL" for actor in actors):
        return False
    if act.rule == "accuse" and not any(actor.country for actor in actors):
        return False
    return act.type != "PROTEST" or not all(_no_crowd(cast[p.actor_id]) and not p.crowd for p in act.sources)


def _told(act: Act, cast: Cast) -> bool:
    """Whether the words suffice: bare nouns of will, one-sided agreement and vague promises do not."""
    if act.type == "CONSULT" and not any(_partner(cast[p.actor_id], act.sources, cast) for p in act.targets):
        return False
    if not act.targets and _needs_target(act, cast):
        return False
    if (act.rule == "noun" and act.type in _SOFT) or (act.lemma == "agree" and act.rule == "verb"):
        return False
    return act.rule != "commit" or bool(act.targets) or act.about or any(cast[p.actor_id].sector not in _ARMED for p in act.sources)


def _aimed(act: Act, doc: Doc, cast: Cast) -> Act:
    """A target for an act without one, where the sentence leaves one choice."""
    if act.targets or any(names_nobody(token) for token in undergoers(doc[act.anchor])):
        return act
    if act.rule == "deed":
        return act  # nobody is named as the one who attacked
    if act.type in ("PROTEST", "CONCEDE"):
        return replace(act, targets=_rulers(act, doc, cast))
    eased = act.type == "RETREAT" and act.lemma in _EASING
    answered = act.status != "negated" and act.rule not in ("noun+", "light") and act.type in _ANSWERS and act.lemma != "order"
    if act.type in _SPOKEN and (spoken := _in_content(act, doc, cast)):
        return replace(act, targets=spoken)
    return replace(act, targets=_other_state(act, doc, cast)) if eased or answered else act


def whole(act: Act, cast: Cast) -> bool:
    """Whether an act has the recipient that its type asks for, and a known country on one side."""
    alone = (
        act.rule in ("light", "deed")
        or (act.type in _ALONE and act.rule in ("verb++", "refusal", "refuse") and act.about)
        or (act.type == "SANCTION" and act.rule == "noun+")
    )
    if not act.targets and ((act.type in _TOWARDS and not alone) or (act.reciprocal and act.type in ("CONSULT", "COOPERATE"))):
        return False
    return any(cast[p.actor_id].country for p in (*act.sources, *act.targets))


def _mutual(act: Act, cast: Cast) -> bool:
    """Whether a reciprocal act binds all its parties: what one side breaks off is its own deed, a plan needs two states."""
    states = {cast[p.actor_id].country for p in act.sources} - {None}
    one_sided = act.type == "SANCTION" and len(act.sources) < 2
    return act.reciprocal and not one_sided and (act.rule != "future" or len(states) > 1)


def _needs_target(act: Act, cast: Cast) -> bool:
    """Bare event nouns and bare verbs of force; but armed men who shoot, raid or advance need not say at whom."""
    armed = any(cast[p.actor_id].sector in _ARMED for p in act.sources)
    if act.rule in ("light", "noun"):
        return act.type != "PROTEST" and not (armed and act.rule == "light")
    return act.type in ("ASSAULT", "COERCE") and act.rule in ("verb", "verb+") and not armed


def _scene(party: Party, doc: Doc) -> bool:
    """ "talks in Doha": where a joint act takes place is no side of it."""
    token = doc[party.head]
    return token.dep_ == "pobj" and token.head.lower_ in ("in", "at") and token.ent_type_ in ("GPE", "LOC", "FAC")


def _other_state(act: Act, doc: Doc, cast: Cast) -> tuple[Party, ...]:
    """Whom an act that names nobody is towards: the one other state of a sentence about two."""
    own = {land for p in act.sources if (land := land_of(cast[p.actor_id]))}
    sentence = doc[act.anchor].sent
    others = [r for r in cast.roles_in(sentence.start, sentence.end) if (land := land_of(cast[r.actor_id])) and land not in own]
    meant = [r for r in others if not _aside(r, act, doc)]
    if len(own) != 1 or not meant or len({cast[r.actor_id].country for r in meant}) != 1:
        return ()
    return (Party(meant[0].head, meant[0].actor_id, False),)


def _in_content(act: Act, doc: Doc, cast: Cast) -> tuple[Party, ...]:
    """ "The North will be met with fire, he warned": the one other state that does or undergoes what is said."""
    verb = doc[act.anchor]
    above = [verb.head] if verb.dep_ in ("ccomp", "parataxis") and verb.head.i > verb.i and not in_list("say", verb.head) else []
    below = [c for c in verb.children if c.dep_ in ("ccomp", "parataxis")]
    own = {land_of(cast[p.actor_id]) for p in act.sources}
    said = [
        c for clause in (*below, *above) for c in clause.children if c.dep_ in ("nsubj", "nsubjpass", "agent", "dobj") and c.i != verb.i
    ]
    heads = [t for token in said for t in (token, *token.children)]
    found = [r for t in heads if (r := cast.role_at(t.i)) and (land := land_of(cast[r.actor_id])) and land not in own]
    if len({cast[r.actor_id].country for r in found}) != 1:
        return ()
    return (Party(found[0].head, found[0].actor_id, False),)


def _aside(role: Role, act: Act, doc: Doc) -> bool:
    """Whether a party only lends its soil or tells of the act."""
    token = doc[role.head]
    tells = token.dep_ == "nsubj" and in_list("say", token.head) and token.head.i != act.anchor
    return tells or _scene(Party(role.head, role.actor_id), doc)


def _rulers(act: Act, doc: Doc, cast: Cast) -> tuple[Party, ...]:
    """Whom people at home protest against or yield to: the one ruler or cabinet of their state that the sentence names."""
    lands = {cast[p.actor_id].country for p in act.sources}
    if any(_no_crowd(cast[p.actor_id]) or cast[p.actor_id].kind == "person" for p in act.sources):
        return ()
    sentence = doc[act.anchor].sent
    inside = [r for r in cast.roles_in(sentence.start, sentence.end) if cast[r.actor_id].country in lands]
    rulers = next((found for sector in ("GOV", "ELI") if (found := [r for r in inside if cast[r.actor_id].sector == sector])), [])
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


def _thing(actor: Actor, *, inward: bool) -> bool:
    """ "a school", "the presidency": what is only described and of no known state is no party."""
    return (
        actor.kind == "organisation"
        and actor.country is None
        and not actor.resolved
        and actor.sector in _NO_PARTY
        and not (inward and actor.name[:1].isupper())
    )


def _no_crowd(actor: Actor) -> bool:
    """States, cabinets and forces do not demonstrate; "Fiji struck late" is sport."""
    return actor.kind in ("country", "government") or actor.sector in ("MIL", "GOV", "COP")


def _own_country(party: Party, sources: tuple[Party, ...], cast: Cast) -> bool:
    """A country as the target of its own people is the stage, not a partner."""
    actor = cast[party.actor_id]
    return actor.kind in ("country", "place") and any(cast[p.actor_id].country == actor.country for p in sources)
