"""Countries, governments, organisations and peoples by name, with the reading that the sentence asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.extract.casting import Casting, Place, Profile, is_modifier
from detente.extract.gazetteer import Hit, placed
from detente.knowledge.names import key_of
from detente.knowledge.registry import Registry, Sense, SenseKind
from detente.knowledge.tables import toml_table, words
from detente.records import Actor

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LOCATIVE = words("actors", "locative", "detente.extract")
GOVERNMENT: dict[str, str | bool | None] = {"sector": "GOV", "role": "national government", "resolved": True}
_PROVINCIAL = words("actors", "provincial", "detente.extract")
_NATIONAL = ("agency", "ministry", "military", "court", "legislature", "police")
_GENERIC = words("actors", "generic", "detente.extract")
_PLACES = ("capital", "city", "neighbourhood")
_MAKERS = frozenset({"nsubj", "nsubjpass", "poss", "agent", "dative"})


def find_namings(casting: Casting) -> None:
    """Record every registry name, and every organisation that the language model sees, unless a person took it."""
    covered: set[int] = {i for role in casting.roles for i in range(role.head, role.head + 1)}
    covered |= {i for hit in casting.hits.people for i in range(hit.first, hit.last)}
    for hit in casting.hits.names:
        if hit.first not in covered and not _inside_organisation(casting, hit):
            _record(casting, hit)
    for entity in casting.entities:
        if entity.label_ == "ORG" and not _known(casting, entity.start, entity.end):
            _unknown_organisation(casting, entity.start, entity.end)


def _record(casting: Casting, hit: Hit) -> None:
    doc = casting.page.doc
    head = doc[hit.first : hit.last].root
    sense = _sense(casting, hit, head)
    if sense is not None and sense.kind == "organisation" and _part_of_name(doc, hit):
        return
    if sense is None or (
        len(hit.senses) == 1
        and sense.kind != "organisation"
        and doc[hit.first].ent_type_ == "PERSON"
        and doc[hit.first].is_title
        and sense.ambiguous
    ):
        return
    if sense.kind == "people" and (abroad := _lives_abroad(casting, hit, head)):
        sense = replace(sense, country=abroad[0])
    shared = sense.kind == "organisation" and (sense.organisation in _NATIONAL or _generic(doc, hit))
    owner = _owner(casting, hit) if shared else None
    if owner is None and sense.kind == "organisation" and sense.country not in (None, casting.foremost()) and _generic(doc, hit):
        owner = casting.foremost()
    if owner and sense.country and owner != sense.country:
        name = doc[hit.first : hit.last].text
        actor = casting.actor(name, "organisation", country=owner, sector=sense.sector, role=(sense.organisation or "").replace("_", " "))
    else:
        actor = _actor(casting, sense, head, doc[hit.first : hit.last].text)
    place = Place(hit.first, hit.last, head.i, is_modifier(head) or sense.kind == "adjective")
    first = hit.first - 1 if hit.first and doc[hit.first - 1].lower_ == "the" else hit.first
    casting.mention(
        actor,
        replace(place, first=first),
        "name",
        0.95 if sense.kind in ("country", "adjective", "people", "organisation") else 0.85,
        (hit.start, hit.end),
    )


def _lives_abroad(casting: Casting, hit: Hit, head: Token) -> tuple[str | None] | None:
    """The state of `the Albanians of southern Serbia` and of `ethnic Albanians`: the one of their place, else the only other one named."""
    doc = casting.page.doc
    of = next((c for c in head.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    lands = [c for h in casting.names_in(of.i, min(of.right_edge.i + 1, of.i + 6)) if (c := casting.country(h))] if of is not None else []
    if lands:
        return (lands[0],)
    if not hit.first or doc[hit.first - 1].lower_ != "ethnic":
        return None
    own = casting.country(hit)
    others = {c for h in casting.names_in(head.sent.start, head.sent.end) if (c := casting.country(h)) and c != own}
    return (others.pop() if len(others) == 1 else None,)


def _part_of_name(doc: Doc, hit: Hit) -> bool:
    """Whether a one-word name only begins or ends a longer one that the registry does not hold: `Blue` in `Blue Nile`."""
    if hit.last - hit.first > 1 or doc[hit.first].is_upper:
        return False
    around = [doc[i] for i in (hit.first - 1, hit.last) if 0 <= i < len(doc)]
    return any(t.is_title and t.pos_ == "PROPN" and (t.head.i == hit.first or doc[hit.first].head == t) for t in around)


def _generic(doc: Doc, hit: Hit) -> bool:
    """Whether a name is one that many states have: `Supreme Court`, `Defense Department`."""
    return all(word in _GENERIC for word in key_of(doc[hit.first : hit.last].text))


def _owner(casting: Casting, hit: Hit) -> str | None:
    """The country right before a name: `Chile's Defense Department`."""
    doc = casting.page.doc
    before = [
        h
        for h in casting.names_in(max(hit.first - 9, 0), hit.first)
        if h.last == hit.first or (h.last == hit.first - 1 and doc[h.last].text in ("'s", "’s", "'", "’"))
    ]
    return casting.country(before[0]) if before else None


def _sense(casting: Casting, hit: Hit, head: Token) -> Sense | None:
    """The meaning that fits the date, the surface and the sentence."""
    fits = [s for s in hit.senses if s.valid(casting.day) and (casting.day or not s.end)] or list(hit.senses)
    fits = [s for s in fits if s.kind != "organisation" or in_context(casting, hit, s)]
    if len({s.country for s in fits if s.kind == "organisation"}) > 1:
        fits = _of_country(casting, hit, fits)
    kinds = {s.kind for s in fits}
    if "country" in kinds and "city" in kinds and _subnational(casting, hit):
        return next(s for s in fits if s.kind == "city")
    order: tuple[SenseKind, ...] = (
        "metonym",
        "country",
        "capital",
        "organisation",
        "people",
        "adjective",
        "region",
        "neighbourhood",
        "city",
    )
    if {"adjective", "people"} <= kinds:
        adjectival = head.dep_ in ("amod", "compound", "nmod", "npadvmod") or (head.pos_ == "ADJ" and head.dep_ != "nsubj")
        order = ("adjective", "people") if adjectival else ("people", "adjective")
    best = sorted(fits, key=lambda s: order.index(s.kind) if s.kind in order else len(order))
    if not best or (best[0].kind == "city" and best[0].ambiguous and not placed(casting.page.doc, hit.first)):
        return None
    rivals = {s.country for s in best if s.kind == best[0].kind}
    if best[0].kind in ("people", "city") and len(rivals) > 1:
        return replace(best[0], country=casting.country(hit))
    return best[0]


def _subnational(casting: Casting, hit: Hit) -> bool:
    """Whether a name that states and provinces share means the province: `Georgia's governor`, `Atlanta, Georgia`."""
    doc = casting.page.doc
    following = [t.lower_ for t in doc[hit.last : hit.last + 3] if t.text not in ("'s", "’s")]
    if following and following[0] in _PROVINCIAL:
        return True
    town = next(
        (h for h in casting.names_in(max(hit.first - 9, 0), hit.first) if h.last == hit.first - 1 and doc[h.last].text == ","), None
    )
    provinces = {s.country for s in hit.senses if s.kind == "city"}
    return town is not None and any(s.kind == "city" and s.country in provinces for s in town.senses)


def _of_country(casting: Casting, hit: Hit, fits: list[Sense]) -> list[Sense]:
    """Of like-named bodies of many countries (`Supreme Court`), the one of the country beside it, else of the text's one country."""
    beside = {
        casting.country(h)
        for h in casting.hits.names
        if h is not hit and (hit.first - 3 <= h.last <= hit.first or hit.last < h.first <= hit.last + 2)
    }
    around = {casting.country(h) for h in casting.hits.names if h is not hit}
    for countries in (beside - {None}, around - {None}):
        chosen = [s for s in fits if s.kind != "organisation" or s.country in countries]
        if len({s.country for s in chosen if s.kind == "organisation"}) == 1:
            return chosen
    return [s for s in fits if s.kind != "organisation"]


def in_context(casting: Casting, hit: Hit, sense: Sense) -> bool:
    """Whether a name that means other things too (`Republican Party`, `IS`) is backed by the text: its country, or the model's label.

    The initials of a party stand for other things abroad: `ABC` is a broadcaster but where the text is about Lesotho.
    """
    initials = sense.organisation == "party" and hit.last - hit.first == 1 and casting.page.doc[hit.first].is_upper
    if not sense.ambiguous and not initials:
        return True
    around = {casting.country(h) for h in casting.hits.names if h is not hit}
    if initials:
        return not (around - {None}) or sense.country in around
    return sense.country in around or (casting.page.doc[hit.first].ent_type_ == "ORG" and sense.country in (None, "IGO", "UNO", "EUR"))


def _actor(casting: Casting, sense: Sense, head: Token, surface: str) -> Actor:
    registry = casting.registry
    name = sense.name if sense.sector == "PRE" else registry.country_name(sense.country) or sense.name
    if sense.kind in ("country", "adjective") and sense.country:
        return casting.actor(
            name, "country", country=sense.country, sector=sense.sector, role="state", wikidata=sense.wikidata, resolved=True
        )
    if sense.kind == "people":
        return casting.actor(
            _people_name(surface),
            "group",
            Profile(plural=True),
            country=sense.country,
            sector="CVL",
            role=f"people of {name}" if sense.country else "people",
            resolved=True,
        )
    if sense.kind in _PLACES:
        if sense.kind == "capital" and speaks_for_government(head):
            return government(casting, sense.country)
        return casting.actor(surface, "place", country=sense.country, role="place", resolved=True)
    if sense.kind == "metonym":
        if (sense.organisation == "place_or_government" or _is_town(registry, surface)) and not speaks_for_government(head):
            towns = [s.country for s in registry.senses.get(key_of(surface), ()) if s.kind in ("capital", "city")]
            return casting.actor(surface, "place", country=next(iter(towns), sense.country), role="place", resolved=True)
        return casting.actor(
            sense.name,
            "organisation",
            country=sense.country,
            sector=sense.sector,
            role="institution",
            wikidata=sense.wikidata,
            resolved=True,
        )
    if sense.kind == "organisation":
        plural = sense.organisation in ("armed_group",)
        role = (sense.organisation or "organisation").replace("_", " ")
        return casting.actor(
            sense.name,
            "organisation",
            Profile(plural=plural),
            country=sense.country,
            sector=sense.sector,
            role=role,
            wikidata=sense.wikidata,
            resolved=True,
        )
    return casting.actor(sense.name, "place", role="region", resolved=True)


def _is_town(registry: Registry, surface: str) -> bool:
    return any(s.kind in ("capital", "city") for s in registry.senses.get(key_of(surface), ()))


def _people_name(surface: str) -> str:
    return surface[4:] if surface.lower().startswith("the ") else surface


def government(casting: Casting, country: str | None) -> Actor:
    """The government of a country as one actor."""
    return casting.actor(government_name(casting.registry, country), "government", Profile(plural=True), country=country, **GOVERNMENT)


def government_name(registry: Registry, country: str | None) -> str:
    """`Government of the United States`."""
    return f"Government of {_with_article(registry.country_name(country) or '')}"


def _with_article(name: str) -> str:
    return (
        f"the {name}"
        if name.startswith("United ")
        or name.split()[-1] in ("Republic", "Islands", "Philippines", "Netherlands", "Kingdom", "Bahamas", "Maldives", "Emirates")
        else name
    )


def speaks_for_government(head: Token) -> bool:
    """Whether a capital stands for its government: it acts, owns, is acted upon, or is dealt with; not where something happens."""
    if head.dep_ in ("conj", "appos"):
        return speaks_for_government(head.head)
    if head.dep_ == "pobj":
        preposition = head.head
        if preposition.lower_ in _LOCATIVE:
            return False
        return preposition.lower_ in ("with", "between", "against", "by", "toward", "towards", "for", "on") or (
            preposition.lower_ in ("to", "from", "of")
            and preposition.head.pos_ == "NOUN"
            and preposition.head.lemma_ not in ("capital", "city", "road", "flight", "visit", "trip", "streets", "street")
        )
    if head.dep_ == "compound" or head.dep_ == "nmod":
        return head.head.pos_ == "NOUN" and head.head.lemma_ in toml_table("actors", "detente.extract")["government"]
    return head.dep_ in _MAKERS or head.dep_ in ("dobj", "iobj", "dative")


# ---- organisations that the registry does not know --------------------------------------------------------------------


def _inside_organisation(casting: Casting, hit: Hit) -> bool:
    """Whether a country's name only stands inside a longer name, as in `Assembly of the Cuban Resistance`."""
    around = [e for e in casting.entities if e.start <= hit.first and hit.last <= e.end and len(e) > hit.last - hit.first + 1]
    named = (e for e in around if e.label_ in ("ORG", "LAW", "EVENT", "WORK_OF_ART", "FAC") and sum(t.is_title for t in e) >= 2)
    return any(not _splits(casting, e.start, e.end, hit) for e in named)


def _splits(casting: Casting, start: int, end: int, hit: Hit) -> bool:
    """Whether the entity is just the country with a common noun, as in `U.S. Navy`: then the country counts as well."""
    return hit.first == start and all(not h.senses or h is hit for h in casting.names_in(start, end)) and end - hit.last <= 2


def _known(casting: Casting, first: int, last: int) -> bool:
    doc = casting.page.doc
    inside = [h for h in casting.names_in(max(first - 8, 0), last + 8) if h.first < last and first < h.last]
    rest = [t for t in doc[first:last] if t.is_alpha and t.lower_ != "the" and not any(h.first <= t.i < h.last for h in inside)]
    whole = bool(inside) and not rest
    return (
        whole
        or any(
            role.head in range(first, last) and (not role.modifier or casting.actors[role.actor_id].kind == "person")
            for role in casting.recent(first, last)
        )
        or not doc[first:last].text.strip()
    )


def _unknown_organisation(casting: Casting, first: int, last: int) -> None:
    doc = casting.page.doc
    if doc[first].lower_ in ("the", "a", "an"):
        first += 1
    while last > first and doc[last - 1].text in ("'s", "’s", "'", "’", ".", ",", "-", "–"):
        last -= 1
    if first >= last or not any(t.is_title or t.is_upper for t in doc[first:last]):
        return
    text, head = doc[first:last].text, doc[first:last].root
    keys = key_of(text)
    sectors = toml_table("actors", "detente.extract")["organisation_sectors"]
    sector = next((code for word in reversed(keys) for code, heads in sectors.items() if word in heads), None)
    inside = sorted(casting.names_in(first, last), key=lambda hit: all(s.kind == "organisation" for s in hit.senses))
    country = next((c for hit in inside if (c := casting.country(hit))), None)
    if country is None and doc[first - 1].dep_ in ("poss", "amod") and first:
        country = next(
            (c for hit in casting.names_in(max(first - 9, 0), first) if hit.last in (first, first - 1) and (c := casting.country(hit))),
            None,
        )
    actor = casting.actor(text, "organisation", country=country, sector=sector, role="organisation")
    casting.mention(
        actor, Place(first, last, head.i, is_modifier(head)), "name", 0.7, (doc[first].idx, doc[last - 1].idx + len(doc[last - 1]))
    )
