"""Whom an office means: `the Cuban president`, `the Likud leader`, `the envoy`, by the text and else by the registry at the date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.extract.casting import Casting, Profile
from detente.knowledge.names import Key, key_of
from detente.knowledge.registry import Person, Title
from detente.knowledge.tables import words
from detente.records import Actor

if TYPE_CHECKING:
    from spacy.tokens import Span

_FORMER = words("actors", "former", "detente.extract")
_FUTURE = words("actors", "future", "detente.extract")
_LEADERS = words("actors", "leaders", "detente.extract")
_SINGLE = ("head_of_state", "head_of_government", "foreign_minister", "defence_minister")
_WORLDWIDE = ("IGO", "UNO", "EUR")
_LIGHT = frozenset({"the", "of", "and", "for"})
_REACH = 120  # tokens; further back an office that many hold may mean another


def office_holder(casting: Casting, chunk: Span, countries: list[str]) -> Actor | None:
    """The person whom a definite phrase means by an office: the one named before, or else the registry's one holder at the date."""
    root = chunk.root
    definite = chunk[0].lower_ in ("the", "its", "their", "this") or chunk[0].dep_ == "poss" or bool(countries)
    if not definite or chunk[0].lower_ in ("a", "an") or root.dep_ in ("attr", "appos", "compound") or _past(chunk):
        return None
    if root.lemma_.lower() in _LEADERS and (body := _body(casting, chunk)):
        return _leader(casting, chunk, body)
    title = _office(casting, chunk)
    if title is None:
        return None
    people = _named(casting, 0 if title.office in _SINGLE else max(0, root.i - _REACH), root.i)
    local = [actor for actor in people if not countries or actor.country == countries[0]]
    named = [actor for actor in local if _holds(casting, actor.id, title.office, title.phrase)]
    if len(named) == 1:
        return named[0]
    return _holder_at_date(casting, title, countries[0]) if countries and not named and title.office in _SINGLE else None


def _past(chunk: Span) -> bool:
    """Whether the office is a past or a coming one, or of many."""
    root, doc = chunk.root, chunk.doc
    beside = doc[max(chunk.start - 1, 0) : min(root.i + 3, len(doc))]
    coming = any(t.lower_ in _FUTURE or t.lower_.rpartition("-")[2] in _FUTURE for t in beside)
    return root.tag_ not in ("NN", "NNP") or coming or any(t.lower_ in _FORMER for t in beside if t.i < root.i)


def _named(casting: Casting, first: int, last: int) -> list[Actor]:
    """The persons mentioned in a token range."""
    before = {role.actor_id for role in casting.recent(first, last)}
    return [actor for actor_id, actor in casting.actors.items() if actor.kind == "person" and actor_id in before]


def _office(casting: Casting, chunk: Span) -> Title | None:
    """The present office of one person that a noun phrase names."""
    root = chunk.root
    around = (h for h in casting.titles_in(max(root.i - 8, 0), root.i + 8) if h.first <= root.i < h.last)
    return next((h.title for h in around if h.title and h.title.office not in ("honorific", "other", "spokesperson")), None)


def _holder_at_date(casting: Casting, title: Title, country: str) -> Actor | None:
    """The one person of the registry who holds an office of a country on the day of the text."""
    if casting.day is None:
        return None
    wanted, day = title.phrase.lower(), casting.day
    found = casting.registry.holders(title.office, country, day)
    holders = [p for p in found if any(wanted in t.role.lower() and t.status(day) == "current" for t in p.terms)]
    return _actor(casting, holders[0], country) if len(holders) == 1 else None


def _actor(casting: Casting, person: Person, country: str | None) -> Actor | None:
    held = person.at(casting.day)
    if held is None:
        return None
    profile = Profile(person.gender, person=person, office=held[0].office)
    known = {"country": country, "sector": held[0].sector, "role": held[0].role, "wikidata": person.wikidata}
    return casting.actor(person.name, "person", profile, resolved=True, **known)


def _holds(casting: Casting, actor_id: str, office: str, phrase: str) -> bool:
    """Whether a person of the text holds the office now, by the registry or by the words of the text."""
    profile, actor = casting.profiles[actor_id], casting.actors[actor_id]
    role = (actor.role or "").lower()
    if role.startswith("former"):
        return False
    if profile.person:
        return any(t.office == office and t.status(casting.day) == "current" for t in profile.person.terms) or phrase.lower() in role
    return profile.office == office if office in _SINGLE else phrase.lower() in role


# ---- the leader of a body ---------------------------------------------------------------------------------------------


def _body(casting: Casting, chunk: Span) -> Key | None:
    """The words of the organisation named before the head: `the WHO chief`."""
    for hit in casting.names_in(chunk.start, chunk.root.i):
        for sense in hit.senses:
            if sense.kind == "organisation" and sense.valid(casting.day):
                return tuple(word for word in key_of(sense.name.split("(")[0]) if word not in _LIGHT)
    return None


def _leader(casting: Casting, chunk: Span, body: Key) -> Actor | None:
    """Who leads a body: the one named before whose present office tells it, else the head of the international one."""
    named = [
        actor
        for actor in _named(casting, 0, chunk.root.i)
        if (person := casting.profiles[actor.id].person) and _tells(casting, person, body)
    ]
    if named:
        return named[0] if len(named) == 1 else None
    heads = {
        person.name: person
        for country in _WORLDWIDE
        for person in casting.registry.by_office.get(("igo_head", country), ())
        if _tells(casting, person, body, "igo_head")
    }
    return _actor(casting, next(iter(heads.values())), None) if len(heads) == 1 else None


def _tells(casting: Casting, person: Person, body: Key, office: str | None = None) -> bool:
    """Whether a present office of a person names all words of a body; a spokesperson does not lead it."""
    return any(
        term.status(casting.day) == "current"
        and (term.office == office if office else term.office != "spokesperson")
        and set(body) <= set(key_of(term.role))
        for term in person.terms
    )
