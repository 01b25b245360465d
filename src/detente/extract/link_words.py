"""The word lists of links, ready for look-up by words of the text."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from detente.knowledge.tables import toml_table
from detente.records import LinkKind

if TYPE_CHECKING:
    from detente.extract.tree import Tree

_ROOM = "detente.extract"


@cache
def phrases(section: str) -> dict[str, tuple[tuple[tuple[str, ...], LinkKind], ...]]:
    """The phrases of one section by their first word, longest first, each with its kind."""
    found: dict[str, list[tuple[tuple[str, ...], LinkKind]]] = {}
    for kind, members in toml_table("links", _ROOM)[section].items():
        for member in members:
            split = tuple(member.split())
            found.setdefault(split[0], []).append((split, kind))
    return {first: tuple(sorted(items, key=lambda item: -len(item[0]))) for first, items in found.items()}


@cache
def kinds(section: str) -> dict[str, LinkKind]:
    """The kind of each phrase of one section."""
    return {" ".join(split): kind for items in phrases(section).values() for split, kind in items}


@cache
def colour(name: str) -> frozenset[str]:
    """One list of the words that tell how a link is meant."""
    return listed("colour", name)


@cache
def listed(section: str, name: str) -> frozenset[str]:
    """One list of a section."""
    return frozenset(toml_table("links", _ROOM)[section][name])


def matches(tree: Tree, at: int, split: tuple[str, ...], last: int) -> bool:
    """Whether the words of a phrase stand at a token, all before the token `last`."""
    return at + len(split) <= last and tuple(tree.lower[at : at + len(split)]) == split
