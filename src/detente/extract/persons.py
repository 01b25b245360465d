"""Persons by name: who is meant, in which office at the date, with what the text itself says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.extract.casting import Casting, Place, Profile
from detente.extract.misspelt import one_edit_away
from detente.extract.person_spans import is_head, name_spans
from detente.knowledge.names import fold, key_of, short_keys
from detente.knowledge.registry import Person, Term, Title
from detente.knowledge.tables import toml_table, words
from detente.records import Actor

_FORMER = words("actors", "former", "detente.extract")
_FUTURE = words("actors", "future", "detente.extract")
_INAUGURAL = words("actors", "inaugural", "detente.extract")
_SOON = 100  # days between an election and the oath
_GENDERED = {"he": "m", "she": "f"}
_HEADS = ("head_of_state", "head_of_government")
_LESSER = frozenset({"legislator", "spokesperson", "other"})
_SURE = 3.0
_FRESH, _FADED = 366, 3660  # days after an office ends


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in the text with what stands before it: title, country, former or future."""

    first: int
    last: int
    begin: int
    title: Title | None
    country: str | None
    past: bool
    coming: bool
    text: str
    title_text: str = ""
    gender: str | None = None


def find_persons(casting: Casting) -> None:
    """Record every mention of a person by name; full names first, so that surnames lead back to them."""
    names = _names(casting)
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


# ---- names in the text ---------------------------------------------------------------------------------------------


def _names(casting: Casting) -> list[Name]:
    return [_name(casting, first, last) for first, last in name_spans(casting)]


def _name(casting: Casting, first: int, last: int) -> Name:
    """The name with its title, its country and the marks of a past or coming office before it."""
    doc, begin = casting.page.doc, first
    title, country, past, coming, title_text = None, None, False, False, ""
    while begin > 0 and not doc[begin].is_sent_start:
        before = doc[begin - 1]
        hit = next(
            (h for h in casting.titles_in(max(begin - 9, 0), begin) if h.last == begin or (before.text == "." and h.last == begin - 1)),
            None,
        )
        name = next(
            (
                h
                for h in casting.names_in(max(begin - 9, 0), begin)
                if h.last == begin or (before.text in ("'s", "’s") and h.last == begin - 1)
            ),
            None,
        )
        if hit and (title is None or (hit.title and hit.title.office != "honorific")):
            title, begin, title_text = hit.title, hit.first, doc[hit.first : hit.last].text
        elif name and title and (name.first < begin):
            country = country or casting.country(name) or next((s.country for s in name.senses if s.country), None)
            begin = name.first
        elif before.lower_ in _FORMER:
            past, begin = True, begin - 1
        elif before.lower_ in ("-", "–") and begin > 1 and doc[begin - 2].lower_ in _FORMER | {"vice"}:
            past, begin = doc[begin - 2].lower_ in _FORMER, begin - 2
        elif before.lower_ in _FUTURE:
            coming, begin = True, begin - 1
            if begin > 0 and doc[begin - 1].text == "-":
                begin -= 1
        elif before.lower_ in ("then", "outgoing", "embattled", "acting", "interim"):
            begin -= 1
        else:
            break
    if title is None or country is None:
        title, country = _post_title(casting, first, last, title, country)
    gender = _told_gender(casting, first, last) if last - first == 1 else None
    return Name(first, last, begin, title, country, past, coming, doc[first:last].text, title_text, gender)


def _told_gender(casting: Casting, first: int, last: int) -> str | None:
    """The gender that a pronoun gives to the subject of the clause above it, where nobody else is named between."""
    doc = casting.page.doc
    head = doc[first:last].root
    if head.dep_ not in ("nsubj", "nsubjpass"):
        return None
    others: set[str | None] = set()
    for entity in casting.entities:
        if entity.label_ == "PERSON" and last <= entity.start < head.sent.end:
            key = key_of(entity.text)
            known = {p.gender for p in casting.registry.people.get(key) or casting.registry.surnames.get(key, ())}
            others |= known if len(known) == 1 else {"m", "f"}
    for token in doc[last : head.sent.end]:
        if token.lower_ in _GENDERED and token.dep_ in ("nsubj", "nsubjpass") and head.head.is_ancestor(token):
            return None if _GENDERED[token.lower_] in others else _GENDERED[token.lower_]
    return None


def _post_title(casting: Casting, first: int, last: int, title: Title | None, country: str | None) -> tuple[Title | None, str | None]:
    """The title and country of an apposition: `Dmytro Kuleba, Ukraine's foreign minister,` or `the foreign minister, Dmytro Kuleba`."""
    doc = casting.page.doc
    root = doc[first:last].root
    for noun in [*(c for c in root.children if c.dep_ == "appos"), *([root.head] if root.dep_ == "appos" else [])]:
        span = doc[noun.left_edge.i : noun.right_edge.i + 1]
        hit = next(
            (
                h
                for h in casting.titles_in(max(noun.i - 8, 0), noun.i + 8)
                if h.first <= noun.i < h.last and h.title and h.title.office != "honorific"
            ),
            None,
        )
        if hit is None or not span.start <= hit.first:
            continue
        title = title or hit.title
        near = casting.names_in(span.start, min(span.end, noun.i + 6))
        inside = [h for h in near if not first <= h.first < last and not hit.first <= h.first < hit.last]
        country = country or next((c for h in inside if (c := casting.country(h))), None)
    return title, country


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
        if actor.kind == "person" and (key in (profile := casting.profiles[actor_id]).surname_keys) and _agrees(profile.gender, name)
    ]


def _rivals(casting: Casting, key: tuple[str, ...], name: Name, local: Actor) -> list[Person]:
    """Others of the same surname who fit better than the one named in this text: none, the one meant, or several.

    So it is where the title is of an office that only another holds (`Sharif … General Sharif`), and where the short name stands in
    running text before the other is introduced in full: then a head of state or government is meant, or it stays open.
    """
    own = casting.profiles[local.id].person
    others = [p for p in casting.registry.surnames.get(key, ()) if p is not own and _agrees(p.gender, name)]
    scored = sorted(((_short_score(casting, p, name), p.name, p) for p in others), key=lambda s: (-s[0], s[1]))
    sure = [(score, person) for score, _, person in scored if score >= _SURE]
    if not sure:
        return []
    clear = len(scored) == 1 or scored[0][0] - scored[1][0] >= 1
    best = sure[0][1]
    if name.title and name.title.office != "honorific":
        return [best] if clear and own and _holds(casting, best, name.title) and not _held(own, name.title) else []
    if casting.introduced.get(local.id, 0) <= name.first or not _in_prose(casting, name):
        return []
    held = best.at(casting.day)
    return [best] if clear and held and held[0].office in _HEADS else [best, *others]


def _in_prose(casting: Casting, name: Name) -> bool:
    """Whether a name stands in running text; headings are short by habit."""
    at = casting.page.doc[name.first].idx
    return any(block.prose and block.start <= at < block.end for block in casting.page.blocks)


def _holds(casting: Casting, person: Person, title: Title) -> bool:
    return any(t.status(casting.day) == "current" and _same_office(title, t.role, t.office) for t in person.terms)


def _held(person: Person, title: Title) -> bool:
    """Whether a person ever had an office of a title; a soldier in power keeps his rank."""
    return any(_same_office(title, t.role, t.office) or (title.sector == "MIL" and t.sector == "MIL") for t in person.terms)


def _agrees(gender: str | None, name: Name) -> bool:
    wanted = (name.title.gender if name.title else None) or name.gender
    return not (gender and wanted) or gender == wanted


def _by_full_name(casting: Casting, key: tuple[str, ...], name: Name) -> Person | None:
    for variant in (key, tuple(word for word in key if len(word) > 1)):
        people = [p for p in casting.registry.people.get(variant, ()) if _agrees(p.gender, name)]
        if casting.day is None and (exact := [p for p in people if key in map(key_of, (p.name, *p.aliases))]):
            people = exact  # without a date nothing else tells the father from the son
        if len(people) > 1:
            people = sorted(people, key=lambda p: -_score(casting, p, name))
            if _score(casting, people[0], name) <= _score(casting, people[1], name):
                continue
        if people and (len(variant) > 1 or _score(casting, people[0], name) >= 3):
            return people[0]
    return None


def _by_surname(casting: Casting, key: tuple[str, ...], name: Name) -> Person | None:
    people = [p for p in casting.registry.surnames.get(key, ()) if _agrees(p.gender, name)]
    scored = sorted(((_short_score(casting, p, name), p.name, p) for p in dict.fromkeys(people)), key=lambda s: (-s[0], s[1]))
    scored = [one for one in scored if one[0] > 0]
    margin = scored[0][0] - scored[1][0] if len(scored) > 1 else _SURE
    if not scored or scored[0][0] < (2.5 if margin >= 1.5 else _SURE) or margin < 1:
        return None
    return scored[0][2]


def _score(casting: Casting, person: Person, name: Name) -> float:
    """Evidence that a name means a person of the registry: office, country, date, and what else the text speaks of."""
    held = person.at(casting.day)
    if held is None:
        return 0
    score = {"current": 2.0, "former": _memory(held[0], casting.day), "future": -2.0}[held[1]]
    if name.past:
        score += {"current": -3.0, "former": 2.0, "future": -2.0}[held[1]]
    score += 1.0 if held[0].office in _HEADS else 0.0
    if name.title and name.title.office != "honorific":
        offices = {(t.office, t.status(casting.day)) for t in person.terms}
        same = any(_same_office(name.title, t.role, t.office) for t in person.terms)
        score += 2.0 if same and any(s == "current" for _, s in offices) else 1.0 if same else -2.0
    countries = {t.country for t in person.terms} | {person.country}
    if name.country:
        score += 2.0 if name.country in countries else -4.0
    elif countries & _mentioned(casting):
        score += 1.0
    return score


def _short_score(casting: Casting, person: Person, name: Name) -> float:
    """Evidence for a bare surname: by it alone news calls those who led a state, rarely one of the many who sit in a parliament."""
    score, held = _score(casting, person, name), person.at(casting.day)
    if held is None:
        return score
    led = any(term.office in _HEADS and term.status(casting.day) != "future" for term in person.terms)
    score += 1.0 if led and held[0].office not in _HEADS else 0.5 if held[0].office in ("foreign_minister", "igo_head") else 0.0
    score -= 1.0 if held[1] == "current" and held[0].office in _LESSER else 0.0
    title = name.title
    if title and title.office != "honorific" and title.sector != "MIL" and not _held(person, title):
        score -= 2.0  # the governor of a province bears a great man's name
    at_home = {term.country for term in person.terms} | {person.country}
    return score + (0.5 if not name.country and at_home & _mentioned(casting) else 0.0)


def _memory(term: Term, day: date | None) -> float:
    """How much a past office still makes a bare surname mean its holder: much within a year, nothing after ten."""
    since = (day - term.end).days if day and term.end else _FRESH
    return 1.5 if since < _FRESH else 0.5 if since < _FADED else 0.0


def _same_office(title: Title, role: str, office: str) -> bool:
    return (
        title.office == office
        or title.phrase.lower() in role.lower()
        or (title.office == "head_of_state" and office == "head_of_government")
    )


def _mentioned(casting: Casting) -> set[str | None]:
    return {*casting.countries(), *(actor.country for actor in casting.actors.values() if actor.kind == "person" and actor.resolved)}


def _by_typo(casting: Casting, name: Name) -> Person | None:
    """A person whose name is misspelt by one edit, where title, country or the rest of the text supports it."""
    fits = [
        (score, person)
        for person, odd in one_edit_away(name.text, casting.registry)
        if _agrees(person.gender, name)
        and (score := _score(casting, person, name)) >= (3 if odd else 4)  # a word that is another's name may be right as it stands
        and (name.country or ({t.country for t in person.terms} | {person.country}) & _mentioned(casting))
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
        if title and told and status != "current" and not _left(person, title, casting.day):
            role, sector = _titled(casting, name, name.country or country), title.sector or sector
        elif status == "current" and office not in _HEADS and _coming(casting, person, name):
            role = None
    variants = (person.name, *person.aliases, name.text)
    keys = frozenset(key for variant in variants for key in short_keys(variant, person.country))
    profile = Profile(person.gender, person=person, office=office, surname_keys=keys)
    return casting.actor(
        person.name, "person", profile, country=country or person.country, sector=sector, role=role, wikidata=person.wikidata, resolved=True
    )


def _left(person: Person, title: Title, day: date | None) -> bool:
    """Whether a title is of an office that a person had and left by the day: `President Obama` of 2014, told in 2018."""
    return any(t.status(day) == "former" and _same_office(title, t.role, t.office) for t in person.terms)


def _coming(casting: Casting, person: Person, name: Name) -> bool:
    """Whether the sentence brings a person into a high office that begins soon: what was held before says little then."""
    day = casting.day
    soon = any(t.office in _HEADS and t.start and day and 0 < (t.start - day).days <= _SOON for t in person.terms)
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
    return next((code for code, titles in told.items() if fold(title) in titles and code in _mentioned(casting)), None)
