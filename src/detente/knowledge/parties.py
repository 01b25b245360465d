"""Who is meant by one side of a relation: a country by its code or name, or any actor by name or id."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from detente.errors import SettingsError
from detente.knowledge.actor_search import Wanted, search
from detente.knowledge.concordance import NON_STATE
from detente.knowledge.names import key_of
from detente.knowledge.registry import Registry

_NEAREST = 3
_CLOSE = 60


@dataclass(frozen=True, slots=True)
class Party:
    """One side: everybody of a country where there is a `code`, else the actor of these ids and names (small letters)."""

    key: str
    name: str
    code: str | None = None
    names: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()

    def has(self, identity: str, name: str, country: str | None) -> bool:
        """Whether an actor belongs to this side."""
        return country == self.code if self.code else identity in self.ids or name.casefold() in self.names


def party_of(registry: Registry, own: str | None, text: str, known: Collection[tuple[str, str]]) -> Party:
    """The side that a text means; `known` are id and name of the actors of the events at hand. SettingsError with the nearest names."""
    wanted = " ".join(text.split())
    if not key_of(wanted):
        raise SettingsError(f"no actor {wanted!r}", "relation", "name a country, or an actor of the events")
    if code := _country(registry, wanted):
        return Party(code, registry.country_name(code) or code, code)
    names = {wanted.casefold()} | {name.casefold() for identity, name in known if identity == wanted}
    entry = next((entry for entry, match in search(registry, own, Wanted(wanted)).entries if match == "name"), None)
    if entry:
        names |= {name.casefold() for name in (entry.name, *entry.names)}
    met = sorted({(identity, name) for identity, name in known if name.casefold() in names})
    if not entry and not met:
        raise SettingsError(f"no actor {wanted!r}", "relation", _hint(registry, wanted, known))
    name = entry.name if entry else met[0][1]
    return Party(name, name, None, tuple(sorted(names)), tuple(sorted({identity for identity, _ in met if identity})))


def _country(registry: Registry, text: str) -> str | None:
    if text.upper() in registry.country_names or text.upper() in NON_STATE:
        return text.upper()
    senses = registry.senses.get(key_of(text), ())
    return next((sense.country for sense in senses if sense.kind == "country" and sense.country), None)


def _hint(registry: Registry, text: str, known: Collection[tuple[str, str]]) -> str:
    """The nearest names, those of the events at hand before those of countries."""
    folded = {name.casefold(): name for _, name in sorted(known)}
    countries = {name.casefold(): f"{name} ({code})" for code, name in registry.country_names.items()}
    codes = {code.casefold(): f"{name} ({code})" for code, name in registry.country_names.items()}
    near = process.extract(text.casefold(), {**codes, **countries, **folded}.keys(), scorer=fuzz.ratio, limit=_NEAREST, score_cutoff=_CLOSE)
    shown = dict.fromkeys({**codes, **countries, **folded}[spelling] for spelling, *_ in near)
    return f"nearest are {', '.join(shown)}" if shown else "detente actors list NAME searches the registry"
