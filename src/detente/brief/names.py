"""Actors in running text: article, and the role at first use."""

from __future__ import annotations

import re
from collections.abc import Iterable

from detente.brief.parts import Part
from detente.knowledge.tables import rows, words
from detente.records import Actor

_ROOM = "detente.brief"
_DETERMINED = frozenset({"a", "an", "the", "one", "some", "many", "several", "his", "her", "their", "its", "our", "my"})
_TAIL = re.compile(r"\s(?:in|of|from|at|for|on|who|under|with|to|against|\w+ing)\s")
_MANY = frozenset({"people", "police", "children"})


class Naming:
    """Names actors one after the other; a person's role stands beside the name the first time."""

    def __init__(self) -> None:
        self._known: set[str] = set()

    def parts(self, actors: Iterable[Actor], *, role: bool = True) -> tuple[Part, ...]:
        """The actors as a list in words."""
        several = tuple(actors)
        found: list[Part] = []
        for at, actor in enumerate(several):
            if at:
                found.append(Part(" and " if at == len(several) - 1 else ", "))
            found += self._one(actor, role=role)
        return tuple(found)

    def _one(self, actor: Actor, *, role: bool) -> list[Part]:
        found = [Part(in_text(actor), "name")]
        office = office_of(actor)
        if role and office and actor.id not in self._known:
            self._known.add(actor.id)
            found.append(Part(f" ({office})"))
        return found


def in_text(actor: Actor) -> str:
    """The name as it stands inside a sentence, with its article."""
    name = " ".join(actor.name.split())
    first, last = name.split(" ")[0], name.split(" ")[-1].lower()
    if name.startswith("Government of "):
        return f"the {name[0].lower()}{name[1:]}"
    if not actor.resolved and name[:1].islower() and first not in _DETERMINED and not first.endswith(("'s", "’s")):
        if actor.kind == "person":
            return f"{'an' if first[0] in 'aeiou' else 'a'} {name}"
        if actor.kind == "group" and not plural([actor]) and " " not in name:
            return f"the {name}"
    if name in words("wording", "with_article", _ROOM) or _takes_article(actor, name, last):
        return f"the {name}"
    return name


def office_of(actor: Actor) -> str | None:
    """The office of a person, where the role names one."""
    role = " ".join((actor.role or "").split())
    if not role or actor.kind != "person" or (not actor.resolved and role == role.lower()):
        return None
    return None if role in words("wording", "generic_roles", _ROOM) or role == actor.name else role


def country_name(code: str | None) -> str | None:
    """The English name of a country code; a code that names no country has none."""
    return next((row["name"] for row in rows("countries") if row["code"] == code), None) if code else None


def plural(actors: Iterable[Actor]) -> bool:
    """Whether a verb after these actors stands in the plural."""
    several = tuple(actors)
    if len(several) != 1:
        return True
    actor = several[0]
    head = _TAIL.split(actor.name, maxsplit=1)[0].rsplit(" ", 1)[-1].lower()
    return actor.kind == "group" and (head.endswith(("s", "men")) or head in _MANY)


def _takes_article(actor: Actor, name: str, last: str) -> bool:
    if " " not in name or name.lower().startswith("the ") or actor.kind == "group" or "'s " in name or "’s " in name:
        return False
    heads = words("wording", "article_heads", _ROOM)
    of = name.split(" of ")[0].split(" for ")[0].split(" ")[-1].lower()
    return (last in heads or of in heads) and not (actor.kind == "person" and actor.resolved) and actor.kind != "country"
