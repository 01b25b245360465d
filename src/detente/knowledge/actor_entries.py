"""The actors of the registry, one entry each, with all names and with where each fact is from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal, cast

from detente.knowledge.names import key_of
from detente.knowledge.own_actors import read_own_actors
from detente.knowledge.registry import Person, Registry, Term, day
from detente.knowledge.tables import rows

Kind = Literal["country", "person", "organisation", "group", "place", "metonym"]
KINDS: tuple[Kind, ...] = ("country", "person", "organisation", "group", "place", "metonym")


@dataclass(frozen=True, slots=True)
class Office:
    """One term of a person, or the time and standing of a body: dated, and with where the fact is from."""

    role: str
    office: str
    country: str | None
    sector: str | None
    start: date | None
    end: date | None
    status: str
    source: str
    checked_on: str

    def held(self, on: date) -> bool:
        """Whether a day lies in the term."""
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)


@dataclass(frozen=True, slots=True)
class Entry:
    """One actor; `form` is the narrower kind (party, territory, neighbourhood); a body has one office, mostly without dates."""

    name: str
    names: tuple[str, ...]
    kind: Kind
    form: str
    country: str | None
    wikidata: str | None
    offices: tuple[Office, ...]

    @property
    def sectors(self) -> set[str]:
        return {office.sector for office in self.offices if office.sector}

    @property
    def latest(self) -> int:
        """The last day in office as a number; an office without an end is the latest."""
        return max((office.end.toordinal() if office.end else date.max.toordinal() for office in self.offices), default=0)

    def narrowed(self, country: str | None, sector: str | None, on: date | None) -> Entry | None:
        """The entry with its offices in a country, of a sector and on a day; None where nothing is left, and for no person on a day."""
        if on and self.kind != "person":
            return None
        if not self.offices:  # a person of the user's without a role
            return self if not (sector or on) and country in (None, self.country) else None
        kept = tuple(
            office
            for office in self.offices
            if (country is None or country in (office.country, self.country))
            and (sector is None or office.sector == sector)
            and (on is None or office.held(on))
        )
        return replace(self, offices=kept) if kept else None


def entries(registry: Registry, own: str | None) -> Iterator[Entry]:
    """All actors: persons as the registry joins them with the user's own, then the user's other entries before the shipped tables."""
    mine = list(_own(own)) if own else []
    replaced = {(entry.kind, key_of(entry.name)) for entry in mine}
    yield from (_person(person) for person in registry.persons)
    yield from mine
    for entry in _shipped():
        if (entry.kind, key_of(entry.name)) not in replaced:
            yield entry


def _person(person: Person) -> Entry:
    terms = sorted(person.terms, key=lambda t: (t.start or date.min, t.end or date.max), reverse=True)
    return Entry(person.name, person.aliases, "person", "", person.country, person.wikidata, tuple(_term(term) for term in terms))


def _term(term: Term) -> Office:
    status = "verified" if term.verified else "unverified"
    return Office(term.role, term.office, term.country, term.sector, term.start, term.end, status, term.source, term.checked_on)


def _own(path: str) -> Iterator[Entry]:
    for number, row in read_own_actors(Path(path)):
        kind = row.get("kind") or "organisation"
        if kind != "person":
            source = row.get("source") or f"{path}, entry {number}"
            names = "|".join(row.get(column, "") for column in ("aliases", "adjectives", "people"))
            facts = row | {
                "names": names,
                "form": "",
                "country": row.get("country") or (row["name"].upper()[:3] if kind == "country" else ""),
            }
            yield _entry(cast("Kind", kind), facts, ("own", source))


def _shipped() -> Iterator[Entry]:
    for row in rows("countries"):
        names = "|".join((row["official"], row["names"], row["adjectives"], row["nouns"]))
        former = row["kind"] == "former"
        facts = row | {"names": names, "country": row["code"], "form": row["kind"]}
        yield _entry("country", facts if former else facts | {"start": "", "end": ""}, (row["status"], "countries.tsv"))
    for row in rows("organisations"):
        names = "|".join((row["aliases"], row["shared"]))
        yield _entry("organisation", row | {"names": names, "form": row["kind"]}, (row["status"], "organisations.tsv"))
    for row in rows("metonyms"):
        facts = {"name": row["surface"], "names": "", "role": row["actor"], "country": row["country"], "sector": row["sector"]}
        yield _entry("metonym", facts | {"form": row["reading"]}, (row["status"], "metonyms.tsv"))
    for row in rows("cities"):
        yield _entry("place", row | {"form": row["kind"]}, (row["status"], "cities.tsv"))
    for row in rows("regions"):
        names = "|".join((row["names"], row["adjective"]))
        yield _entry("place", {"name": row["name"], "names": names, "form": row["kind"]}, ("unverified", "regions.tsv"))


def _entry(kind: Kind, row: dict[str, str], origin: tuple[str, str]) -> Entry:
    names = tuple(name for name in dict.fromkeys(row["names"].split("|")) if name and name != row["name"])
    country, form = row.get("country") or None, row["form"]
    role = row.get("role") or form or kind
    start, end = day(row.get("start") or ""), day(row.get("end") or "", last=True)
    office = Office(role.replace("_", " "), "", country, row.get("sector") or None, start, end, *origin, row.get("checked_on") or "")
    return Entry(row["name"], names, kind, form, country, row.get("wikidata") or None, (office,))
