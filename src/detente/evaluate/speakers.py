"""Whether an actor is the speaker that a gold names: by name, by what the name stands for, or by office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.knowledge.names import Key, key_of

if TYPE_CHECKING:
    from detente.knowledge.registry import Registry, Sense
    from detente.records import Actor

_LIGHT = frozenset({"the", "of", "a", "an", "and", "s", "his", "her", "its", "their"})
_STATES = frozenset({"government", "country"})


def same_name(name: str, wanted: str | None) -> bool:
    """The same words, or one name within the other (`Pashinyan`, `Nikol Pashinyan`)."""
    mine, yours = (tuple(word for word in key_of(text) if word != "the") for text in (name, wanted or ""))
    return mine == yours or bool(mine and yours and (set(mine) <= set(yours) or set(yours) <= set(mine)))


def same_speaker(actor: Actor | None, wanted: str | None, registry: Registry) -> bool:
    """The same name; or a capital or seat that stands for this government ("Kyiv"); or an office that this person holds."""
    if actor is None or not wanted:
        return actor is None and not wanted
    return same_name(actor.name, wanted) or _stands_for(actor, wanted, registry) or _by_office(actor, wanted, registry)


def _stands_for(actor: Actor, wanted: str, registry: Registry) -> bool:
    senses = _senses(_bare(wanted), registry)
    if any(sense.name == actor.name for sense in senses):
        return True
    return actor.kind in _STATES and any(
        sense.country == actor.country and sense.kind in ("capital", "country", "metonym") for sense in senses
    )


def _by_office(actor: Actor, wanted: str, registry: Registry) -> bool:
    """ "the Armenian prime minister": words for this person's country, and the words of the role."""
    if actor.kind != "person" or not actor.role or not actor.country:
        return False
    words = [word for word in key_of(wanted) if word not in _LIGHT]
    lands = [word for word in words if any(sense.country == actor.country for sense in _senses((word,), registry))]
    office = [word for word in words if word not in lands]
    return bool(lands and office) and set(office) <= set(key_of(actor.role))


def _bare(name: str) -> Key:
    return tuple(word for word in key_of(name) if word != "the")


def _senses(key: Key, registry: Registry) -> tuple[Sense, ...]:
    return tuple(registry.senses.get(key, ()))
