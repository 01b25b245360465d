"""The actors of one document and every place where they are mentioned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from detente.records import Actor, Mention


@dataclass(frozen=True, slots=True)
class Role:
    """One mention in the parse: token range `start:end` of its whole noun phrase, its head token, its actor.

    `modifier` is true where the mention only modifies another noun ("Cuban" in "Cuban leaders", "U.S." in "U.S. law").
    """

    start: int
    end: int
    head: int
    actor_id: str
    mention: Mention
    modifier: bool = False


@dataclass(frozen=True, slots=True)
class Cast:
    """All actors of a document with their mentions, found by token."""

    actors: dict[str, Actor] = field(default_factory=dict)
    roles: tuple[Role, ...] = ()
    _by_head: dict[int, tuple[Role, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, actors: dict[str, Actor], roles: tuple[Role, ...]) -> Cast:
        by_head: dict[int, tuple[Role, ...]] = {}
        for role in sorted(roles, key=lambda role: role.modifier):
            by_head[role.head] = (*by_head.get(role.head, ()), role)
        return cls(actors, roles, by_head)

    def extended(self, actors: Iterable[Actor], roles: Iterable[Role]) -> Cast:
        """The cast with more mentions, and with actors that are new in them."""
        known = {**{actor.id: actor for actor in actors}, **self.actors}
        order = dict.fromkeys([*self.actors, *known])
        merged = sorted((*self.roles, *roles), key=lambda role: (role.mention.evidence.start, role.mention.evidence.end, role.actor_id))
        return Cast.of({actor_id: known[actor_id] for actor_id in order}, tuple(merged))

    def role_at(self, token: int) -> Role | None:
        """The mention whose head is the token (the first, where a phrase names several actors)."""
        roles = self._by_head.get(token)
        return roles[0] if roles else None

    def actor_at(self, token: int) -> Actor | None:
        """The actor whose mention has the token as its head."""
        role = self.role_at(token)
        return self.actors[role.actor_id] if role else None

    def actors_at(self, token: int) -> tuple[Actor, ...]:
        """All actors of the phrase whose head is the token: "US and Iranian officials" are two."""
        roles = self._by_head.get(token, ())
        return tuple(self.actors[role.actor_id] for role in roles if role.modifier == roles[0].modifier)

    def roles_in(self, start: int, end: int) -> tuple[Role, ...]:
        """The mentions whose head lies in the token range, in reading order."""
        return tuple(role for role in self.roles if start <= role.head < end)

    def __getitem__(self, actor_id: str) -> Actor:
        return self.actors[actor_id]
