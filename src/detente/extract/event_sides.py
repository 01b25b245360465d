"""The country of parties that are only described: in a sentence about one country, "the opposition" is that country's."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.extract.event_act import Party
from detente.knowledge.tables import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

    from detente.extract.cast import Cast, Role
    from detente.records import Actor

NO_LAND = frozenset({"IGO", "NGO", "MNC", "UNO", "EUR"})
DESCRIBED = "described, not named"
_OFTEN, _MOST = 4, 0.7
_NAMED, _AHEAD, _EVEN, _ALMOST_ALL = 3, 1.6, 0.4, 0.6  # how often the sides of a dispute are named, against a third state and one another
_STATE, _AGAINST = frozenset({"GOV"}), frozenset({"OPP", "PTY", "REB"})
_OFFICES = frozenset({"GOV", "MIL", "LEG", "OPP", "PTY", "REB", "COP", "JUD"})
_ABROAD = "foreign_words"


def land_of(actor: Actor) -> str | None:
    """The state an actor belongs to; bodies above states have none."""
    return None if actor.country in NO_LAND or actor.sector in NO_LAND else actor.country


def home_of(cast: Cast) -> str | None:
    """The one state that a document is about, if it is about one."""
    lands = Counter(land for role in cast.roles if (land := land_of(cast[role.actor_id])))
    return next((land for land, times in lands.most_common(1) if times >= _OFTEN and times >= _MOST * lands.total()), None)


def at_home(sentence: Sentence, cast: Cast, home: str | None = None) -> Cast:
    """The cast as the sentence sees it: whoever it only describes belongs to the one state it names, else to the document's."""
    roles = cast.roles_in(sentence.start, sentence.end)
    lands = {land for role in roles if (land := land_of(cast[role.actor_id]))}
    one = None if len(lands) > 1 else next(iter(lands), home)
    moved = {
        role.actor_id: replace(actor, country=land)
        for role in roles
        if (actor := cast[role.actor_id]).role == DESCRIBED or _described(actor)
        if (land := _owner_land(sentence.doc[role.head], cast) or (one if _described(actor) else None))
        if land != actor.country and not _foreign(sentence, role)
    }
    return replace(cast, actors={**cast.actors, **moved}) if moved else cast


def nearest_land(token: Token, roles: Iterable[Role], cast: Cast) -> str | None:
    """The state of the party that stands nearest to a token."""
    lands = [(abs(role.head - token.i), land) for role in roles if (land := land_of(cast[role.actor_id]))]
    return min(lands)[1] if lands else None


def main_sides(own: str | None, cast: Cast) -> set[str]:
    """The two states that a document is about; for outsiders the one that it is almost wholly about."""
    lands = Counter(land for role in cast.roles if (land := land_of(cast[role.actor_id])))
    ranked = [*lands.most_common(3), ("", 0), ("", 0), ("", 0)]
    (first, most), (second, less), (_, third) = ranked[:3]
    if less >= max(_NAMED, _EVEN * most, _AHEAD * third):
        return {first, second}
    if own is not None and own != first and most > _NAMED and most >= _ALMOST_ALL * lands.total():
        return {first, own}
    return set()


def voice_of(land: str, cast: Cast) -> Party | None:
    """Who stands for a state: its government, else the state itself."""
    known = [role for role in cast.roles if cast[role.actor_id].country == land]
    role = next(
        (r for r in known if cast[r.actor_id].kind == "government"), next((r for r in known if cast[r.actor_id].kind == "country"), None)
    )
    return Party(role.head, role.actor_id, near=False) if role else None


def rival_of(actor: Actor, cast: Cast) -> Party | None:
    """The other side at home, in a story of one state with its opposition or rebels: the government for them, they for it."""
    home = home_of(cast)
    if home is None or actor.country != home or actor.sector not in _STATE | _AGAINST:
        return None
    others = [role for role in cast.roles if cast[role.actor_id].country == home and cast[role.actor_id].sector in _AGAINST]
    if len(others) < _NAMED:
        return None
    if actor.sector in _AGAINST:
        return voice_of(home, cast)
    return Party(others[0].head, others[0].actor_id, near=False)


def _owner_land(head: Token, cast: Cast) -> str | None:
    """ "its soldiers", "the president whose envoys": the state of whoever a described party belongs to."""
    for child in head.children:
        if child.dep_ != "poss":
            continue
        clause = next((t for t in child.ancestors if t.dep_ == "relcl"), None) if child.tag_ == "WP$" else None
        owner = cast.actor_at(clause.head.i if clause is not None else child.i)
        if owner is not None:
            return land_of(owner)
    return None


def _described(actor: Actor) -> bool:
    if actor.country is not None or actor.resolved:
        return False
    titled = actor.kind == "person" and actor.sector in _OFFICES
    return titled or (actor.role == DESCRIBED and actor.kind in ("group", "person", "organisation"))


def _foreign(sentence: Sentence, role: Role) -> bool:
    """Whether the words of a description say that it belongs to another state: "foreign", the name of a people."""
    known, creeds = (words("event_frames", name, "detente.extract") for name in (_ABROAD, "creeds"))
    doc = sentence.doc
    peoples = (token for token in doc[role.start : role.head] if token.ent_type_ == "NORP" and token.lower_ not in creeds)
    return any(token.lower_ in known for token in doc[role.start : role.end]) or any(True for _ in peoples)
