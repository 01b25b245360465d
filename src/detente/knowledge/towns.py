"""The smaller towns of the world by their names, for texts where the sentence already says that a place is meant."""

from __future__ import annotations

from functools import cache

from detente.knowledge.names import Key, key_of
from detente.knowledge.registry import Sense
from detente.knowledge.tables import rows

LONGEST = 4  # words of a town's name


def town(name: str) -> Sense | None:
    """The town of a name that one country alone has."""
    found = _towns().get(key_of(name))
    return Sense("city", *found) if found else None


@cache
def _towns() -> dict[Key, tuple[str, str]]:
    """Name and country by folded spelling; read when the first unknown place is met."""
    table: dict[Key, tuple[str, str]] = {}
    for row in rows("towns"):
        for spelling in (row["name"], *(row["names"].split("|") if row["names"] else ())):
            table.setdefault(key_of(spelling), (row["name"], row["country"]))
    return table
