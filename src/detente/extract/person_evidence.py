"""Evidence that a name means a person of the registry: title, country, date, and what else the text speaks of."""

from __future__ import annotations

from datetime import date

from detente.extract.casting import Casting
from detente.extract.person_names import Name
from detente.knowledge.registry import Person, Term, Title

HEADS = ("head_of_state", "head_of_government")
_LESSER = frozenset({"legislator", "spokesperson", "other"})
_FRESH, _FADED = 366, 3660  # days after an office ends


def score(casting: Casting, person: Person, name: Name) -> float:
    """Evidence that a name means a person of the registry: office, country, date, and what else the text speaks of."""
    held = person.at(casting.day)
    if held is None:
        return 0.0
    points = {"current": 2.0, "former": _memory(held[0], casting.day), "future": -2.0}[held[1]]
    if name.past:
        points += {"current": -3.0, "former": 2.0, "future": -2.0}[held[1]]
    points += 1.0 if held[0].office in HEADS else 0.0
    if name.title and name.title.office != "honorific":
        offices = {(t.office, t.status(casting.day)) for t in person.terms}
        same = any(_same_office(name.title, t.role, t.office) for t in person.terms)
        points += 2.0 if same and any(s == "current" for _, s in offices) else 1.0 if same else -2.0
    countries = {t.country for t in person.terms} | {person.country}
    if name.country:
        points += 2.0 if name.country in countries else -4.0
    elif countries & mentioned(casting):
        points += 1.0
    return points


def short_score(casting: Casting, person: Person, name: Name) -> float:
    """Evidence for a bare surname: by it alone news calls those who led a state, rarely one of the many who sit in a parliament."""
    points, held = score(casting, person, name), person.at(casting.day)
    if held is None:
        return points
    led = any(term.office in HEADS and term.status(casting.day) != "future" for term in person.terms)
    points += 1.0 if led and held[0].office not in HEADS else 0.5 if held[0].office in ("foreign_minister", "igo_head") else 0.0
    points -= 1.0 if held[1] == "current" and held[0].office in _LESSER else 0.0
    title = name.title
    if title and title.office != "honorific" and title.sector != "MIL" and not has_held(person, title):
        points -= 2.0  # the governor of a province bears a great man's name
    at_home = {term.country for term in person.terms} | {person.country}
    return points + (0.5 if not name.country and at_home & mentioned(casting) else 0.0)


def agrees(gender: str | None, name: Name) -> bool:
    """Whether a person's gender is what title and pronouns give the name."""
    wanted = (name.title.gender if name.title else None) or name.gender
    return not (gender and wanted) or gender == wanted


def holds(casting: Casting, person: Person, title: Title) -> bool:
    """Whether a person has an office of a title now."""
    return any(t.status(casting.day) == "current" and _same_office(title, t.role, t.office) for t in person.terms)


def has_held(person: Person, title: Title) -> bool:
    """Whether a person ever had an office of a title; a soldier in power keeps his rank."""
    return any(_same_office(title, t.role, t.office) or (title.sector == "MIL" and t.sector == "MIL") for t in person.terms)


def has_left(person: Person, title: Title, day: date | None) -> bool:
    """Whether a title is of an office that a person had and left by the day: `President Obama` of 2014, told in 2018."""
    return any(t.status(day) == "former" and _same_office(title, t.role, t.office) for t in person.terms)


def _same_office(title: Title, role: str, office: str) -> bool:
    return (
        title.office == office
        or title.phrase.lower() in role.lower()
        or (title.office == "head_of_state" and office == "head_of_government")
    )


def _memory(term: Term, day: date | None) -> float:
    """How much a past office still makes a bare surname mean its holder: much within a year, nothing after ten."""
    since = (day - term.end).days if day and term.end else _FRESH
    return 1.5 if since < _FRESH else 0.5 if since < _FADED else 0.0


def mentioned(casting: Casting) -> set[str | None]:
    """The countries that the text speaks of, by name or by the persons found so far."""
    return {*casting.countries(), *(actor.country for actor in casting.actors.values() if actor.kind == "person" and actor.resolved)}
