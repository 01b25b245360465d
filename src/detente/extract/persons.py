"""Persons by name: who is meant, in which office at the date, with what the text itself says."""

from __future__ import annotations

from detente.extract.casting import Casting, Place, Profile
from detente.extract.misspelt import one_edit_away
from detente.extract.person_evidence import HEADS, agrees, has_held, has_left, holds, mentioned, score, short_score
from detente.extract.person_names import Name, names_of
from detente.extract.person_spans import is_head
from detente.knowledge.names import fold, key_of, short_keys
from detente.knowledge.registry import Person
from detente.knowledge.tables import toml_table, words
from detente.records import Actor

_INAUGURAL = words("actors", "inaugural", "detente.extract")
_SOON = 100  # days between an election and the oath
_SURE = 3.0


def find_persons(casting: Casting) -> None:
    """Record every mention of a person by name; full names first, so that surnames lead back to them."""
    names = names_of(casting)
    resolved: dict[int, Actor] = {}
    for name in sorted(names, key=lambda n: (len(key_of(n.text)) < 2, not is_head(casting, key_of(n.text)), n.first)):
        actor = _resolve(casting, name)
        if actor:
            resolved[name.first] = actor
            casting.introduced[actor.id] = min(name.first, casting.introduced.get(actor.id, name.first))
    for name in names:
        if actor := resolved.get(name.first):
            head = casting.page.doc[name.first : name.last].root
            while head.dep_ == "compound" and name.begin <= head.head.i < name.last:
                head = head.head
            confidence = 0.95 if actor.resolved else 0.8
            start = casting.page.doc[name.begin].idx
            end = casting.page.doc[name.last - 1].idx + len(casting.page.doc[name.last - 1])
            modifier = head.dep_ in ("compound", "poss", "nmod", "amod")
            casting.mention(actor, Place(name.begin, name.last, head.i, modifier), "name", confidence, (start, end))


# ---- who is meant --------------------------------------------------------------------------------------------------


def _resolve(casting: Casting, name: Name) -> Actor | None:
    key = key_of(name.text)
    if not key:
        return None
    if len(key) == 1 or _is_short(casting, key):
        local = _local(casting, key, name)
        if local is not None:
            rivals = _rivals(casting, key, name, local)
            if not rivals:
                return local
            return _known(casting, rivals[0], name) if len(rivals) == 1 else _unknown(casting, name)
        if len(_bearers(casting, key, name)) > 1 and (name.title is None or name.title.office == "honorific"):
            return _unknown(casting, name)  # two of that surname in the text: neither is taken
        person = _by_surname(casting, key, name)
        if person is None and (given := _by_given_name(casting, key, name)):
            return given
    else:
        person = _by_full_name(casting, key, name) or _by_typo(casting, name)
    if person:
        return _known(casting, person, name)
    if not name.title and "PERSON" not in {token.ent_type_ for token in casting.page.doc[name.first : name.last]}:
        return None
    return _unknown(casting, name)


def _is_short(casting: Casting, key: tuple[str, ...]) -> bool:
    """Whether several words are only a surname: `Gutierrez Boronat`, `Diaz-Canel`, `bin Salman`."""
    known = any(key in profile.surname_keys for profile in casting.profiles.values())
    return known or (key not in casting.registry.people and key in casting.registry.surnames)


def _local(casting: Casting, key: tuple[str, ...], name: Name) -> Actor | None:
    """The person named before in this text whose short name this is."""
    fits = _bearers(casting, key, name)
    if len(fits) > 1 and name.title and name.title.office != "honorific":
        fits = [actor for actor in fits if casting.profiles[actor.id].office == name.title.office] or fits
    return fits[-1] if len(fits) == 1 else None


def _bearers(casting: Casting, key: tuple[str, ...], name: Name) -> list[Actor]:
    """The persons found in this text who may be called by a short name."""
    return [
        actor
        for actor_id, actor in casting.actors.items()
        if actor.kind == "person" and (key in (profile := casting.profiles[actor_id]).surname_keys) and agrees(profile.gender, name)
    ]


def _by_given_name(casting: Casting, key: tuple[str, ...], name: Name) -> Actor | None:
    """The one person of this text whom its press calls by the given name: `Saddam`, `Fidel`."""
    fits = [
        actor
        for actor_id, actor in casting.actors.items()
        if actor.kind == "person"
        and len(parts := key_of(actor.name)) > 1
        and parts[:1] == key
        and agrees(casting.profiles[actor_id].gender, name)
    ]
    return fits[0] if len(fits) == 1 else None


def _rivals(casting: Casting, key: tuple[str, ...], name: Name, local: Actor) -> list[Person]:
    """Others of the same surname who fit better than the one named in this text: none, the one meant, or several.

    So it is where the title is of an office that only another holds (`Sharif … General Sharif`), and where the short name stands in
    running text before the other is introduced in full: then a head of state or government is meant, or it stays open.
    """
    own = casting.profiles[local.id].person
    others = [p for p in casting.registry.surnames.get(key, ()) if p is not own and agrees(p.gender, name)]
    scored = sorted(((short_score(casting, p, name), p.name, p) for p in others), key=lambda s: (-s[0], s[1]))
    sure = [(points, person) for points, _, person in scored if points >= _SURE]
    if not sure:
        return []
    clear = len(scored) == 1 or scored[0][0] - scored[1][0] >= 1
    best = sure[0][1]
    if name.title and name.title.office != "honorific":
        return [best] if clear and own and holds(casting, best, name.title) and not has_held(own, name.title) else []
    if casting.introduced.get(local.id, 0) <= name.first or not _in_prose(casting, name):
        return []
    held = best.at(casting.day)
    return [best] if clear and held and held[0].office in HEADS else [best, *others]


def _in_prose(casting: Casting, name: Name) -> bool:
    """Whether a name stands in running text; headings are short by habit."""
    at = casting.page.doc[name.first].idx
    return any(block.prose and block.start <= at < block.end for block in casting.page.blocks)


def _by_full_name(casting: Casting, key: tuple[str, ...], name: Name) -> Person | None:
    for variant in (key, tuple(word for word in key if len(word) > 1)):
        people = [p for p in casting.registry.people.get(variant, ()) if agrees(p.gender, name)]
        if casting.day is None and (exact := [p for p in people if key in map(key_of, (p.name, *p.aliases))]):
            people = exact  # without a date nothing else tells the father from the son
        if len(people) > 1:
            people = sorted(people, key=lambda p: -score(casting, p, name))
            if score(casting, people[0], name) <= score(casting, people[1], name):
                continue
        if people and (len(variant) > 1 or score(casting, people[0], name) >= 3):
            return people[0]
    return None


def _by_surname(casting: Casting, key: tuple[str, ...], name: Name) -> Person | None:
    people = [p for p in casting.registry.surnames.get(key, ()) if agrees(p.gender, name)]
    scored = sorted(((short_score(casting, p, name), p.name, p) for p in dict.fromkeys(people)), key=lambda s: (-s[0], s[1]))
    scored = [one for one in scored if one[0] > 0]
    margin = scored[0][0] - scored[1][0] if len(scored) > 1 else _SURE
    if not scored or scored[0][0] < (2.5 if margin >= 1.5 else _SURE) or margin < 1:
        return None
    return scored[0][2]


def _by_typo(casting: Casting, name: Name) -> Person | None:
    """A person whose name is misspelt by one edit, where title, country or the rest of the text supports it."""
    fits = [
        (points, person)
        for person, odd in one_edit_away(name.text, casting.registry)
        if agrees(person.gender, name)
        and (points := score(casting, person, name)) >= (3 if odd else 4)  # a word that is another's name may be right as it stands
        and (name.country or ({t.country for t in person.terms} | {person.country}) & mentioned(casting))
    ]
    return fits[0][1] if len(fits) == 1 else None


# ---- the actor made of it ------------------------------------------------------------------------------------------


def _known(casting: Casting, person: Person, name: Name) -> Actor:
    held = person.at(casting.day)
    role = sector = country = office = None
    if held:
        term, status = held
        past = status == "former" and term.sector in ("GOV", "LEG", "JUD", "MIL", "SPY")
        sector = "ELI" if past else term.sector if status != "future" else None
        role = {"current": term.role, "former": f"former {term.role}", "future": None}[status]
        country, office = term.country, term.office
        title = name.title if name.title_text and not name.past else None
        told = title is not None and title.office not in ("honorific", "religious_leader")
        if title and told and status != "current" and not has_left(person, title, casting.day):
            role, sector = _titled(casting, name, name.country or country), title.sector or sector
        elif status == "current" and office not in HEADS and _coming(casting, person, name):
            role = None
    variants = (person.name, *person.aliases, name.text)
    keys = frozenset(key for variant in variants for key in short_keys(variant, person.country))
    profile = Profile(person.gender, person=person, office=office, surname_keys=keys)
    return casting.actor(
        person.name, "person", profile, country=country or person.country, sector=sector, role=role, wikidata=person.wikidata, resolved=True
    )


def _coming(casting: Casting, person: Person, name: Name) -> bool:
    """Whether the sentence brings a person into a high office that begins soon: what was held before says little then."""
    day = casting.day
    soon = any(t.office in HEADS and t.start and day and 0 < (t.start - day).days <= _SOON for t in person.terms)
    return soon and (name.coming or any(t.lower_ in _INAUGURAL for t in casting.page.doc[name.first].sent))


def _unknown(casting: Casting, name: Name) -> Actor:
    """A person that the registry does not know, with what the title says; the apposition adds to it later."""
    title = name.title if name.title and name.title.office != "honorific" else None
    country = name.country or (_title_country(casting, name.title_text) if title else None)
    if title and not country and title.sector in ("GOV", "LEG", "MIL", "JUD", "COP", "PTY", "OPP"):
        country = casting.home()
    sector = title.sector if title else None
    if title and sector == "GOV" and name.past:
        sector = "ELI"
    role = None
    if title and name.title_text:
        role = _titled(casting, name, country)
    gender = name.title.gender if name.title else None
    keys = frozenset(short_keys(name.text, None) | {key_of(name.text)})
    return casting.actor(
        name.text,
        "person",
        Profile(gender, office=title.office if title else None, surname_keys=keys),
        country=country,
        sector=sector,
        role=role,
    )


def _titled(casting: Casting, name: Name, country: str | None) -> str:
    """The role that the title before a name gives."""
    said = name.title_text[0].upper() + name.title_text[1:]
    return ("former " if name.past else "") + (f"{said}, {casting.registry.country_name(country)}" if country else said)


def _title_country(casting: Casting, title: str) -> str | None:
    """The country whose title it is, where the text speaks of that country."""
    told = toml_table("actors", "detente.extract")["title_country"]
    return next((code for code, titles in told.items() if fold(title) in titles and code in mentioned(casting)), None)
