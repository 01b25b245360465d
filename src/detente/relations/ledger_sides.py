"""Whose side an actor is on: a state and who speaks for it are one side, everybody else stands for themselves."""

from __future__ import annotations

from detente.knowledge.tables import words
from detente.records import Actor

_ROOM = "detente.relations"
_DESCRIBED = "described, not named"


def same_side(one: Actor | None, other: Actor | None) -> bool:
    """Whether two actors answer for the same side; nobody is on the side of an unknown."""
    if one is None or other is None:
        return False
    return side(one) == side(other) or (one.id == other.id and not faceless(one))


def side(actor: Actor) -> tuple[str, ...]:
    """What two actors of one side have in common: the state they speak for, else who they are."""
    country = actor.country
    if country and country not in words("ledger", "many", _ROOM) and speaks_for_state(actor):
        return ("state", country)
    return ("own", " ".join(actor.name.casefold().split()), country or "", actor.sector or "" if faceless(actor) else "")


def speaks_for_state(actor: Actor) -> bool:
    """Whether the words of an actor are those of a state, or of a body with a code of its own."""
    if actor.sector in words("ledger", "state", _ROOM):
        return True
    return actor.sector is None and actor.kind in ("country", "government", "organisation", "person", "place")


def political(actor: Actor) -> bool:
    """Whether an actor is one whose commitments matter between states or for power inside one."""
    if actor.kind == "place" or (actor.sector in words("ledger", "private", _ROOM)):
        return False
    return bool(actor.resolved or actor.sector or actor.kind in ("country", "government"))


def faceless(actor: Actor) -> bool:
    """Whether a document only describes an actor and does not name it."""
    return not actor.resolved and (actor.role == _DESCRIBED or actor.name.islower())
