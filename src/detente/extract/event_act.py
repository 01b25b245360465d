"""What the event rules hand on: an actor in its place, and a candidate act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.records import EventStatus, EventType


@dataclass(frozen=True, slots=True)
class Party:
    """One actor as found in the parse: the head token of the mention, and its actor's id; `near` where no modifier stood for it.

    `crowd` where it is the unnamed people of a place ("thousands marched in Havana").
    """

    head: int
    actor_id: str
    near: bool = True
    crowd: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """One candidate: the token that names the act, what it is, who takes part, and by which rule it was found.

    `content` is the head of the clause that the act is about, `about` whether its words tell a known act or talks.
    """

    anchor: int
    type: EventType
    sources: tuple[Party, ...]
    targets: tuple[Party, ...]
    status: EventStatus = "happened"
    reciprocal: bool = False
    rule: str = "verb"
    lemma: str = ""
    content: int | None = None
    about: bool = True
