"""Search the actors of the registry and the user's own: by name, variant and misspelling, country, kind, sector and day in office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from rapidfuzz import fuzz, process

from detente.errors import SettingsError
from detente.knowledge.actor_entries import KINDS, Entry, entries
from detente.knowledge.names import key_of, short_keys
from detente.knowledge.registry import Registry

Match = Literal["all", "name", "part", "role", "spelling"]
_CLOSE = 88
_BODIES = ("UNO", "EUR", "IGO", "NGO")  # stand in the place of a country's code
_ORDER: tuple[Match, ...] = ("name", "part", "role")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; an empty query, and None, ask for everything. `on`: only persons, with the offices they held on that day."""

    query: str = ""
    country: str | None = None
    kind: str | None = None
    sector: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Entries, best first, each with how it matches; `spelling` where nothing has the name, only names like it."""

    entries: tuple[tuple[Entry, Match], ...] = field(default=())

    @property
    def guessed(self) -> bool:
        """Whether the name is nobody's, and these are names like it."""
        return bool(self.entries) and self.entries[0][1] == "spelling"


def search(registry: Registry, own: str | None, wanted: Wanted) -> Found:
    """The actors that are wanted; SettingsError, with the nearest names, for a country, kind or sector that there is not."""
    everything = list(entries(registry, own))
    country = country_code(registry, wanted.country) if wanted.country is not None else None
    kind = _known("kind", wanted.kind, (*KINDS, *sorted({entry.form for entry in everything if entry.form})))
    sector = _known("sector", wanted.sector, sorted({one for entry in everything for one in entry.sectors}))
    kept = [
        narrowed
        for entry in everything
        if (kind is None or kind in (entry.kind, entry.form)) and (narrowed := entry.narrowed(country, sector, wanted.on))
    ]
    key = key_of(wanted.query)
    if wanted.query.strip() and not key:
        return Found()
    if not key:
        return Found(tuple((entry, "all") for entry in sorted(kept, key=lambda e: (KINDS.index(e.kind), e.country or "", e.name))))
    return Found(tuple(_named(kept, key)) or tuple(_spelt_like(kept, " ".join(key))))


def country_code(registry: Registry, text: str, where: str = "--country") -> str:
    """The code of a country by its name or code; SettingsError, with the nearest, where there is none; `where` it was said."""
    if text.upper() in registry.country_names or text.upper() in _BODIES:
        return text.upper()
    for sense in registry.senses.get(key_of(text), ()):
        if sense.kind == "country" and sense.country:
            return sense.country
    names = {name: code for code, name in registry.country_names.items()}
    near = process.extract(text, list(names), scorer=fuzz.WRatio, limit=3, processor=str.lower)
    raise SettingsError(f"no country {text!r}", where, "nearest are " + ", ".join(f"{name} ({names[name]})" for name, *_ in near))


def _named(kept: Iterable[Entry], key: tuple[str, ...]) -> Iterator[tuple[Entry, Match]]:
    found: dict[Match, list[Entry]] = {match: [] for match in _ORDER}
    asked = set(key)
    for entry in kept:
        keys = [key_of(name) for name in (entry.name, *entry.names)]
        if key in keys:
            found["name"].append(entry)
        elif any(asked <= set(one) for one in keys):
            found["part"].append(entry)
        elif any(asked <= set(key_of(office.role)) for office in entry.offices):
            found["role"].append(entry)
    for match in _ORDER:
        # one who is in office now comes before one who was
        for entry in sorted(found[match], key=lambda e: (KINDS.index(e.kind), -e.latest, e.name)):
            yield entry, match


def _spelt_like(kept: list[Entry], text: str) -> Iterator[tuple[Entry, Match]]:
    spellings: dict[str, list[Entry]] = {}
    for entry in kept:
        keys = {key_of(name) for name in (entry.name, *entry.names)}
        if entry.kind == "person":
            keys |= short_keys(entry.name, entry.country)
        for key in keys:
            spellings.setdefault(" ".join(key), []).append(entry)
    scored: dict[int, tuple[float, Entry]] = {}
    for spelling, score, _ in process.extract(text, list(spellings), scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=None):
        for entry in spellings[spelling]:
            if score > scored.get(id(entry), (0.0, entry))[0]:
                scored[id(entry)] = (score, entry)
    for _, entry in sorted(scored.values(), key=lambda pair: (-pair[0], KINDS.index(pair[1].kind), -pair[1].latest, pair[1].name)):
        yield entry, "spelling"


def _known(what: str, text: str | None, known: Iterable[str]) -> str | None:
    if text is None:
        return None
    folded = {one.lower(): one for one in known}
    if text.lower() in folded:
        return folded[text.lower()]
    near = [one for one, *_ in process.extract(text.lower(), list(folded), scorer=fuzz.ratio, limit=3)]
    raise SettingsError(f"no {what} {text!r}", f"--{what}", f"nearest are {', '.join(folded[one] for one in near)}")
