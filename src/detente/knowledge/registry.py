"""The registry of actors: who is called what, what they are, and which office they held when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from typing import Literal

from detente.knowledge.names import Key, full_keys, key_of, short_keys
from detente.knowledge.tables import rows
from detente.records import Actor, record_id

SenseKind = Literal["country", "adjective", "people", "capital", "city", "region", "neighbourhood", "organisation", "metonym"]
_RANK = ("head_of_state", "head_of_government", "foreign_minister", "defence_minister", "igo_head", "religious_leader")
_HEADS = ("head_of_state", "head_of_government")
_LAST = ("candidacy", "party", "other")  # who leads a party or runs for one office and holds another is called by the one held
_INTERNATIONAL = frozenset({"IGO", "UNO", "EUR"})


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a phrase can mean; `start` and `end` bound its validity, `acronym` asks for capitals."""

    kind: SenseKind
    name: str
    country: str | None
    sector: str | None = None
    organisation: str | None = None
    start: date | None = None
    end: date | None = None
    wikidata: str | None = None
    ambiguous: bool = False
    acronym: bool = False

    def valid(self, day: date | None) -> bool:
        return day is None or ((self.start is None or self.start <= day) and (self.end is None or day <= self.end))


@dataclass(frozen=True, slots=True)
class Term:
    """One person in one office."""

    role: str
    office: str
    country: str | None
    sector: str | None
    start: date | None
    end: date | None
    verified: bool = True
    source: str = ""
    checked_on: str = ""

    def status(self, day: date | None) -> Literal["current", "former", "future"]:
        if day is None:
            return "current" if self.end is None else "former"
        if self.start and day < self.start:
            return "future"
        return "former" if self.end and day > self.end else "current"


@dataclass(frozen=True, slots=True)
class Person:
    """A person with all known offices."""

    name: str
    gender: str | None
    country: str | None
    wikidata: str | None
    terms: tuple[Term, ...]
    aliases: tuple[str, ...] = ()

    def at(self, day: date | None) -> tuple[Term, Literal["current", "former", "future"]] | None:
        """The most telling office at a day: the highest current one, else the weightiest past one, else the next.

        A former head of state or government who now leads a party is still called by the past office.
        """
        if not self.terms:
            return None
        by_status: dict[str, list[Term]] = defaultdict(list)
        for term in self.terms:
            by_status[term.status(day)].append(term)
        held = [term for term in by_status["former"] if not term.role.startswith("Candidate")]
        former = min(held, key=lambda t: (_weight(t), -(t.end or date.min).toordinal()), default=None)
        current = min(by_status["current"], key=lambda t: (_rank(t), -(t.start or date.min).toordinal()), default=None)
        if current and not (former and former.office in _HEADS and _rank(current) >= _rank_of("party")):
            return current, "current"
        if former:
            return former, "former"
        if by_status["future"]:
            return min(by_status["future"], key=lambda t: (t.start or date.max, _rank(t))), "future"
        return None


@dataclass(frozen=True, slots=True)
class Agent:
    """What a common noun says of who acts: PLOVER sector, and whether it names one (s), many (p) or a body (c)."""

    phrase: str
    sector: str | None
    number: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """What a title says of the person behind it."""

    phrase: str
    office: str
    sector: str | None
    gender: str | None = None


@dataclass(slots=True)
class Registry:
    """All that is known of actors before reading; look-ups by folded words."""

    senses: dict[Key, tuple[Sense, ...]] = field(default_factory=dict)
    people: dict[Key, tuple[Person, ...]] = field(default_factory=dict)
    surnames: dict[Key, tuple[Person, ...]] = field(default_factory=dict)
    agents: dict[Key, Agent] = field(default_factory=dict)
    agent_modifiers: dict[Key, Agent] = field(default_factory=dict)
    titles: dict[Key, Title] = field(default_factory=dict)
    country_names: dict[str, str] = field(default_factory=dict)
    persons: list[Person] = field(default_factory=list)
    by_office: dict[tuple[str, str | None], list[Person]] = field(default_factory=dict)
    longest: int = 1
    _by_word: dict[str, tuple[Person, ...]] = field(default_factory=dict, repr=False)

    @property
    def by_word(self) -> dict[str, tuple[Person, ...]]:
        """The persons by each word of their names; made on first use, as only misspellings ask for it."""
        if not self._by_word:
            found: dict[str, dict[int, Person]] = {}
            for person in self.persons:
                for name in (person.name, *person.aliases):
                    for word in key_of(name):
                        found.setdefault(word, {})[id(person)] = person
            self._by_word = {word: tuple(people.values()) for word, people in found.items()}
        return self._by_word

    def country_name(self, code: str | None) -> str | None:
        """The short English name of a country code; other codes stand for themselves."""
        return self.country_names.get(code, code) if code else None

    def state(self, text: str) -> Actor | None:
        """The state of that code or short English name, as documents name it."""
        wanted = text.strip().casefold()
        for code, name in self.country_names.items():
            if wanted in (code.casefold(), name.casefold()):
                return Actor(record_id("a", "country", name, code), name, code, role="state", kind="country", resolved=True)
        return None

    def holders(self, office: str, country: str, day: date | None) -> list[Person]:
        """Who held an office of a country on a day."""
        return [
            person
            for person in self.by_office.get((office, country), ())
            if any(t.office == office and t.country == country and t.status(day) == "current" for t in person.terms)
        ]

    def add_senses(self, phrases: Iterable[str], sense: Sense, *, first: bool = False) -> None:
        """Let phrases mean a thing; `first` puts it before what they meant so far."""
        capitals: Sense | None = None
        for phrase in phrases:
            key = key_of(phrase)
            if not key:
                continue
            made = sense
            if len(key) == 1 and len(key[0]) <= 6 and phrase.isupper():
                made = capitals = capitals or replace(sense, acronym=True)
            known = self.senses.get(key)
            if known is None:
                self.senses[key] = (made,)
            elif made not in known:
                self.senses[key] = (made, *known) if first else (*known, made)
            self.longest = max(self.longest, len(key))

    def remove_person(self, person: Person) -> None:
        """Let no name and no office lead to a person any more."""
        self.persons = [one for one in self.persons if one is not person]
        self._by_word = {}
        for office in {(term.office, term.country) for term in person.terms}:
            self.by_office[office] = [one for one in self.by_office[office] if one is not person]
        names = (person.name, *person.aliases)
        full = {key for name in names for key in full_keys(name)}
        short = {key for name in names for key in short_keys(name, person.country)}
        for table, keys in ((self.people, full), (self.surnames, short)):
            for key in keys:
                left = tuple(one for one in table[key] if one is not person)
                if left:
                    table[key] = left
                else:
                    del table[key]

    def add_person(self, person: Person, *, first: bool = False) -> None:
        """Let the name, its variants and its surname lead to a person."""
        self.persons.insert(0, person) if first else self.persons.append(person)
        self._by_word = {}
        for office in {(term.office, term.country): None for term in person.terms}:
            self.by_office.setdefault(office, []).append(person)
        names = (person.name, *person.aliases)
        full = {key for name in names for key in full_keys(name)}
        short = {key for name in names for key in short_keys(name, person.country)}
        for table, keys in ((self.people, full), (self.surnames, short)):
            for key in keys:
                known = table.get(key)
                table[key] = (person,) if known is None else (person, *known) if first else (*known, person)


@cache
def shipped() -> Registry:
    """The registry that ships with the package."""
    registry = Registry()
    _countries(registry)
    _places(registry)
    _organisations(registry)
    _agents(registry)
    for row in rows("titles"):
        registry.titles[key_of(row["title"])] = Title(row["title"], row["office"], row["sector"] or None, row["gender"] or None)
    for person in _people(rows("people")):
        registry.add_person(person)
    return registry


@cache
def day(text: str, *, last: bool = False) -> date | None:
    """A day out of YYYY, YYYY-MM or YYYY-MM-DD; the first or the last day of a coarser date."""
    if not text:
        return None
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return date(*parts)
    year, month = parts[0], parts[1] if len(parts) == 2 else (12 if last else 1)
    if not last:
        return date(year, month, 1)
    return (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _rank(term: Term) -> int:
    if term.role.startswith("Candidate"):
        return _rank_of("candidacy")
    party = term.office in ("party_leader", "opposition_leader") and term.sector != "LEG"
    return _rank_of("party" if party else term.office)


def _rank_of(office: str) -> int:
    if office in _LAST:
        return len(_RANK) + 1 + _LAST.index(office)
    return _RANK.index(office) if office in _RANK else len(_RANK)


def _weight(term: Term) -> int:
    """How much a past office still tells of a person: heads of state and government, then ministers and vice presidents, then the rest."""
    if term.office in _HEADS and not term.role.startswith("Acting"):
        return 0
    high = term.office in _RANK or term.role.startswith("Vice President")
    return 1 if high else 2 if _rank(term) <= len(_RANK) else 3


def _many(text: str) -> list[str]:
    return [part for part in text.split("|") if part]


def _countries(registry: Registry) -> None:
    for row in rows("countries"):
        # a partly recognised entity without a code of its own stands under its parent, marked PRE as PLOVER does
        partly = row["kind"] == "disputed" and row["code"].startswith("X") and bool(row["parent"])
        code, name, sector = (row["parent"] if partly else row["code"]), row["name"], ("PRE" if partly else None)
        if not partly:
            registry.country_names.setdefault(code, name)
        past = row["kind"] == "former"
        start, end = day(row["start"]) if past else None, day(row["end"], last=True) if past else None
        names = {name, row["official"], *_many(row["names"])}
        for kind, phrases in (("country", sorted(names)), ("adjective", _many(row["adjectives"])), ("people", _many(row["nouns"]))):
            # a past state keeps its name in later texts, but later peoples and capitals are no longer its own
            sense = Sense(kind, name, code, sector, None, start, None if kind == "country" else end, row["wikidata"] or None)  # type: ignore[arg-type]
            registry.add_senses(phrases, sense)
        registry.add_senses(_many(row["capitals"]), Sense("capital", name, code, None, None, start, end))


def _places(registry: Registry) -> None:
    for row in rows("cities"):
        kind: SenseKind = "neighbourhood" if row["kind"] == "neighbourhood" else "city"
        registry.add_senses(
            {row["name"]: 0, **dict.fromkeys(_many(row["names"]))},
            Sense(kind, row["name"], row["country"] or None, ambiguous=row["ambiguous"] == "y"),
        )
    for row in rows("peoples"):
        for country in _many(row["country"]):
            registry.add_senses(_many(row["names"]), Sense("people", row["name"], country))
    for row in rows("regions"):
        registry.add_senses([row["name"], *_many(row["names"])], Sense("region", row["name"], None))
        registry.add_senses(_many(row["adjective"]), Sense("adjective", row["name"], None))


def _organisations(registry: Registry) -> None:
    for row in rows("organisations"):
        sense = Sense(
            "organisation", row["name"], row["country"] or None, row["sector"] or None, row["kind"],
            day(row["start"]), day(row["end"], last=True), row["wikidata"] or None,
        )  # fmt: skip
        shared = set(_many(row["shared"]))
        names = [phrase for phrase in (row["name"], *_many(row["aliases"]), *shared) if not _by_rule(registry, phrase)]
        registry.add_senses([phrase for phrase in names if phrase in shared], replace(sense, ambiguous=True))
        registry.add_senses([phrase for phrase in names if phrase not in shared], sense)
    for row in rows("metonyms"):
        reading = row["reading"]
        registry.add_senses(
            [row["surface"]], Sense("metonym", row["actor"], row["country"] or None, row["sector"] or None, reading), first=True
        )


def _by_rule(registry: Registry, phrase: str) -> bool:
    """Whether grammar already reads the phrase: a people (`Cuban Americans`) or a government."""
    key = key_of(phrase)
    if "government" in key:
        return True
    return len(key) > 1 and any(s.kind == "people" for s in registry.senses.get(key[-1:], ()))


def _agents(registry: Registry) -> None:
    for row in rows("agents"):
        table = registry.agents if row["use"] == "head" else registry.agent_modifiers
        table.setdefault(key_of(row["noun"]), Agent(row["noun"], row["sector"] or None, row["number"]))


def _people(table: Iterable[dict[str, str]]) -> list[Person]:
    grouped: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in table:
        grouped[row["name"], row["country"]].append(row)
    named: dict[Key, list[Person]] = defaultdict(list)
    for (name, country), terms in grouped.items():
        known, person = named[key_of(name)], _person(name, country, terms)
        at = next((i for i, other in enumerate(known) if _same_human(person, other)), None)
        if at is None:
            known.append(person)
        else:
            known[at] = _merged(known[at], person)
    return [person for people in named.values() for person in people]


def _person(name: str, country: str, terms: list[dict[str, str]]) -> Person:
    aliases = dict.fromkeys(alias for row in terms for alias in _many(row["aliases"]))
    made = tuple(
        Term(
            row["role"],
            row["office"],
            row["country"] or None,
            row["sector"] or None,
            day(row["start"]),
            day(row["end"], last=True),
            row["status"] == "verified",
            row["source"],
            row["checked_on"],
        )
        for row in terms
    )
    gender = next((row["gender"] for row in terms if row["gender"]), None)
    wikidata = next((row["wikidata"] for row in terms if row["wikidata"]), None)
    return Person(name, gender, country or None, wikidata, made, tuple(aliases))


def _same_human(one: Person, other: Person) -> bool:
    """Whether two of one name are one person: gender agrees, and no two states were served at the same time."""
    if len(key_of(one.name)) < 2 or (one.gender and other.gender and one.gender != other.gender):
        return False
    if one.country == other.country or _INTERNATIONAL & {one.country, other.country}:
        return True
    return not any(
        (a.start or date.min) < (b.end or date.max) and (b.start or date.min) < (a.end or date.max) for a in one.terms for b in other.terms
    )


def _merged(one: Person, other: Person) -> Person:
    """All offices under the name at home; the international ones do not make a country."""
    home, abroad = (other, one) if one.country in _INTERNATIONAL else (one, other)
    aliases = dict.fromkeys((*home.aliases, abroad.name, *abroad.aliases))
    aliases.pop(home.name, None)
    return Person(
        home.name,
        home.gender or abroad.gender,
        home.country,
        home.wikidata or abroad.wikidata,
        (*home.terms, *abroad.terms),
        tuple(aliases),
    )
