"""The cast while it is being built: actors by their key, mentions by their place."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from detente.extract.cast import Cast, Role
from detente.extract.gazetteer import Hit, Hits
from detente.knowledge.registry import Person, Registry
from detente.records import Actor, ActorKind, Mention, MentionForm, record_id

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from detente.extract.draft import Page

METHOD = "actors/rules 1"


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of an actor beyond its record: gender and number for pronouns, the registry's person, its offices' countries."""

    gender: str | None = None
    plural: bool = False
    person: Person | None = None
    office: str | None = None
    surname_keys: frozenset[tuple[str, ...]] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mention stands: token range of the noun phrase, its head, and whether it only modifies another noun."""

    first: int
    last: int
    head: int
    modifier: bool = False


@dataclass(slots=True)
class Casting:
    """Actors and mentions found so far; each step adds to it."""

    page: Page
    registry: Registry
    hits: Hits
    day: date | None
    actors: dict[str, Actor] = field(default_factory=dict)
    profiles: dict[str, Profile] = field(default_factory=dict)
    roles: list[Role] = field(default_factory=list)
    taken: dict[int, Role] = field(default_factory=dict)
    introduced: dict[str, int] = field(default_factory=dict)
    entities: tuple[Span, ...] = ()
    chunks: tuple[Span, ...] = ()
    _countries: dict[int, str | None] = field(default_factory=dict)
    _counts: Counter[str] | None = None
    _name_starts: list[int] = field(default_factory=list)
    _title_starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.entities = tuple(self.page.doc.ents)
        self.chunks = tuple(self.page.doc.noun_chunks)
        self._name_starts = [hit.first for hit in self.hits.names]
        self._title_starts = [hit.first for hit in self.hits.titles]

    def country(self, hit: Hit) -> str | None:
        """The one country that a registry name of this page points to at its date."""
        if hit.start not in self._countries:
            self._countries[hit.start] = country_of(hit, self.day) or self._told(hit)
        return self._countries[hit.start]

    def _told(self, hit: Hit) -> str | None:
        """Of the states that a people or a namesake town may belong to, the one that the text names too."""
        open_to = {sense.country for sense in hit.senses if sense.kind in ("people", "city") and sense.country and sense.valid(self.day)}
        if not open_to:
            return None
        named = {country_of(other, self.day) for other in self.hits.names if other.start != hit.start}
        return (open_to & named).pop() if len(open_to & named) == 1 else None

    def actor(self, name: str, kind: ActorKind, profile: Profile | None = None, **known: str | bool | None) -> Actor:
        """The actor of that name, kind and country, made on first use."""
        made = Actor(record_id("a", kind, name, known.get("country")), name, kind=kind, **known)  # type: ignore[arg-type]
        if made.id not in self.actors:
            self.actors[made.id] = made
            self.profiles[made.id] = profile or Profile()
        elif made.role and not self.actors[made.id].role:
            self.actors[made.id] = replace(self.actors[made.id], role=made.role, sector=self.actors[made.id].sector or made.sector)
        return self.actors[made.id]

    def mention(self, actor: Actor, place: Place, form: MentionForm, confidence: float, span: tuple[int, int] | None = None) -> Role:
        """Record a mention; `span` gives its characters where they differ from the phrase."""
        doc = self.page.doc
        start, end = span or (doc[place.first].idx, doc[place.last - 1].idx + len(doc[place.last - 1]))
        evidence = self.page.evidence(start, end, METHOD, confidence)
        role = Role(place.first, place.last, place.head, actor.id, Mention(actor.id, form, evidence), place.modifier)
        self.roles.append(role)
        if place.head not in self.taken or (self.taken[place.head].modifier and not place.modifier):
            self.taken[place.head] = role
        return role

    def names_in(self, first: int, last: int) -> Iterator[Hit]:
        """The registry names whose tokens lie in a token range."""
        return _within(self.hits.names, self._name_starts, first, last)

    def titles_in(self, first: int, last: int) -> Iterator[Hit]:
        """The titles whose tokens lie in a token range."""
        return _within(self.hits.titles, self._title_starts, first, last)

    def recent(self, first: int, last: int) -> Iterator[Role]:
        """The foremost mention at each head in a token range, in reading order."""
        return (role for i in range(first, last) if (role := self.taken.get(i)))

    def home(self) -> str | None:
        """The one country that the text is mostly about: twice or more, and at least three in five of the names that point to a country."""
        code, counts = self.foremost(), self.countries()
        return code if code and counts[code] >= 2 and 5 * counts[code] >= 3 * counts.total() else None

    def foremost(self) -> str | None:
        """The country that the text names most often, the first of them on a tie."""
        return next((code for code, _ in self.countries().most_common(1)), None)

    def countries(self) -> Counter[str]:
        """How often the text names each country, or a person of the registry who is known by it."""
        if self._counts is None:
            named = [code for hit in self.hits.names if (code := self.country(hit))]
            served = [code for hit in self.hits.people if (code := _served(hit))]
            self._counts = Counter([*named, *served])
        return self._counts

    def cast(self) -> Cast:
        """The finished cast, mentions in reading order, actors in order of their first mention."""
        roles = tuple(sorted(self.roles, key=lambda role: (role.mention.evidence.start, role.mention.evidence.end, role.actor_id)))
        order = dict.fromkeys(role.actor_id for role in roles)
        return Cast.of({actor_id: self.actors[actor_id] for actor_id in order}, roles)


def _within(hits: tuple[Hit, ...], starts: list[int], first: int, last: int) -> Iterator[Hit]:
    at = bisect_left(starts, first)
    while at < len(hits) and hits[at].first < last:
        if hits[at].last <= last:
            yield hits[at]
        at += 1


def country_of(hit: Hit, day: date | None) -> str | None:
    """The one country that a registry name points to on a day, or None where it is open."""
    valid = [s for s in hit.senses if s.country and s.valid(day) and s.country != "IGO"]
    if day is None:
        valid = [s for s in valid if s.end is None] or valid  # without a date nothing speaks for a state of the past
    codes = dict.fromkeys(s.country for s in valid if s.kind in ("country", "adjective", "people", "capital", "metonym")) or dict.fromkeys(
        s.country for s in valid if not s.ambiguous
    )
    return next(iter(codes)) if len(codes) == 1 else None


def _served(hit: Hit) -> str | None:
    """The one country of the persons whom a full name may mean."""
    codes = {person.country for person in hit.people}
    return codes.pop() if len(codes) == 1 and not codes & {"IGO", "UNO", "EUR"} else None


def is_modifier(token: Token) -> bool:
    """Whether a token only modifies another noun."""
    return token.dep_ in ("amod", "compound", "poss", "nmod", "npadvmod", "advmod") or (token.dep_ == "conj" and is_modifier(token.head))
