"""Actors by description: `Cuban leaders`, `airline CEOs`, `the foreign minister`, `countries supplying oil to Cuba`."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from detente.extract.casting import Casting, Place, Profile
from detente.extract.focus import both_states, domestic_country, focus, local_country, scene
from detente.extract.holders import office_holder
from detente.extract.namings import government, in_context
from detente.knowledge.names import fold
from detente.knowledge.registry import Agent
from detente.knowledge.tables import toml_table, words
from detente.records import Actor

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_GOVERNMENT = words("actors", "government", "detente.extract")
_COUNTRY = words("actors", "country", "detente.extract")
_ISLANDS = words("actors", "island_states", "detente.extract")
_TIES = words("actors", "foreign_tie", "detente.extract")
_LIGHT = words("actors", "light", "detente.extract")
_FORMER = words("actors", "former", "detente.extract")
_PAIRED = ("government", "country", "nation", "state", "side", "neighbour", "neighbor", "capital")
_REGIONS = ("city", "town", "province", "region", "capital", "village", "district", "state", "people")
_NEVER = words("actors", "never", "detente.extract")
_LOYAL = words("actors", "loyal", "detente.extract")
_WORLDWIDE = frozenset({"IGO", "UNO", "EUR", "NGO"})
_OF_THE_BODY = frozenset({"head", "hand", "body", "face", "arm", "back"})
_COLLECTIVE = words("actors", "collective", "detente.extract")
_SPEAKING = words("actors", "speaking", "detente.extract")
_BODIES = words("actors", "bodies", "detente.extract").union(*toml_table("actors", "detente.extract")["organisation_sectors"].values())


def find_nominals(casting: Casting) -> None:
    """Record the noun phrases whose head tells who acts."""
    for chunk in casting.chunks:
        root = chunk.root
        taken = casting.taken.get(root.i)
        if root.pos_ in ("PRON", "DET") or (taken and not (taken.modifier and root.pos_ == "NOUN")):
            if taken and root.pos_ in ("NOUN", "PROPN"):
                _hyphenated(casting, chunk)
            continue
        if _in_name(root):
            continue
        for actor in _actors(casting, chunk):
            last = _right_edge(root)
            casting.mention(actor, Place(chunk.start, last, root.i), "nominal", 0.8 if actor.country or actor.resolved else 0.6)
    for token in casting.page.doc:
        if token.dep_ == "poss" and token.tag_ == "NN" and token.i not in casting.taken:
            _owner(casting, token)


def _owner(casting: Casting, token: Token) -> None:
    """`the prime minister's aides`: who is meant by the office that only owns."""
    phrase = casting.page.doc[token.left_edge.i : token.i + 1]
    person = office_holder(casting, phrase, nationalities(casting, phrase))
    if person is not None:
        casting.mention(person, Place(phrase.start, phrase.end, token.i, True), "nominal", 0.8)


def _in_name(root: Token) -> bool:
    """Whether the noun is part of a longer proper name, such as a law or an organisation."""
    return root.ent_type_ in ("ORG", "LAW", "EVENT", "WORK_OF_ART", "FAC", "PRODUCT") and root.pos_ == "PROPN"


def _actors(casting: Casting, chunk: Span) -> list[Actor]:
    root = chunk.root
    countries = nationalities(casting, chunk)
    if root.tag_ == "NNS" and root.lemma_.lower() in _PAIRED and any(t.lower_ in ("both", "two") for t in chunk):
        return both_states(casting, chunk)
    if root.lemma_.lower() in _COUNTRY and root.lower_ not in _GOVERNMENT:
        return _countries(casting, chunk)
    agent = agent_of(casting, chunk)
    if agent is None or (agent.sector == "UNK" and any(c.dep_ == "prep" and c.lower_ == "of" for c in root.children)):
        return []
    if root.lemma_.lower() in _OF_THE_BODY and any(c.dep_ == "poss" and c.pos_ == "PRON" for c in root.children):
        return []
    agent = _inner(casting, root, agent)
    if person := office_holder(casting, chunk, countries):
        return [person]
    if _qualified(casting, chunk):
        return [_group(casting, chunk, agent, country) for country in countries] or [_group(casting, chunk, agent, None)]
    if root.lower_ in _GOVERNMENT and (countries or root.lower_ not in ("leaders", "rulers", "authorities")):
        return _governments(casting, chunk, countries)
    return [_group(casting, chunk, agent, country) for country in countries] or [_group(casting, chunk, agent, _world_body(casting, chunk))]


def _world_body(casting: Casting, chunk: Span) -> str | None:
    """The body above states whose people they are: `Commonwealth leaders`, `UN inspectors`, `the members of ECOWAS`."""
    root = chunk.root
    after = next((c.right_edge.i + 1 for c in root.children if c.dep_ == "prep" and c.lower_ == "of"), root.i)
    for hit in casting.names_in(chunk.start, min(after, root.i + 6)):
        beside = hit.last == root.i or casting.page.doc[hit.first : hit.last].root.head in (
            root,
            *(c for c in root.children if c.lower_ == "of"),
        )
        for sense in hit.senses if beside else ():
            if sense.kind == "organisation" and sense.country in ("IGO", "UNO", "EUR") and in_context(casting, hit, sense):
                return sense.country
    return None


def _qualified(casting: Casting, chunk: Span) -> bool:
    """Whether a word before the head gives a sector of its own: `Muslim leaders`, `business leaders`."""
    return any(
        (told := casting.registry.agent_modifiers.get((fold(t.text),))) and told.sector not in (None, "GOV")
        for t in chunk
        if t.i < chunk.root.i
    )


def _inner(casting: Casting, root: Token, agent: Agent) -> Agent:
    """`a team of police` are police; `the president of the Riigikogu` is of the legislature."""
    for preposition in root.children:
        if preposition.dep_ != "prep" or preposition.lower_ != "of":
            continue
        for inside in preposition.children:
            told = casting.registry.agents.get((fold(inside.text),)) or casting.registry.agents.get((fold(inside.lemma_),))
            if inside.dep_ == "pobj" and told and told.sector and root.lemma_.lower() in _COLLECTIVE:
                return told
            role = casting.taken.get(inside.i)
            actor = casting.actors[role.actor_id] if role else None
            if inside.dep_ == "pobj" and actor and actor.kind == "organisation" and actor.sector and actor.sector not in ("IGO", "NGO"):
                return Agent(agent.phrase, actor.sector, agent.number)
    return agent


def agent_of(casting: Casting, chunk: Span) -> Agent | None:
    """The longest phrase at the end of a noun phrase's head that tells who acts."""
    doc, root = casting.page.doc, chunk.root
    if root.lower_ in _NEVER:
        return None
    begin = max(chunk.start, root.i - 3)
    words = [fold(t.text) for t in doc[begin : root.i + 1] if t.is_alpha]
    lemma = fold(root.lemma_)
    for first in range(len(words)):
        key = tuple(words[first:])
        for one in (key, (*key[:-1], lemma)):
            if found := casting.registry.agents.get(one):
                return found
            if (title := casting.registry.titles.get(one)) and title.office != "honorific":
                return Agent(title.phrase, title.sector, "s")
    speaks = root.tag_ == "NNS" and root.dep_ == "nsubj" and root.head.lemma_ in _SPEAKING
    if speaks and any(casting.country(hit) for hit in casting.names_in(chunk.start, root.i)):
        return Agent(root.lemma_, "CVL", "p")
    return None


def nationalities(casting: Casting, chunk: Span) -> list[str]:
    """The countries that a noun phrase belongs to: nearest adjective or possessive; several where they are coordinated."""
    doc, root = casting.page.doc, chunk.root
    found: list[tuple[int, str]] = []
    for hit in casting.names_in(chunk.start, root.i + 1):
        after = doc[hit.last] if hit.last < len(doc) else None
        tied = after is not None and after.text in ("-", "–") and hit.last + 1 < len(doc) and doc[hit.last + 1].lower_ in _TIES
        if hit.first <= root.i < hit.last or tied or _set_apart(doc, hit.first):
            continue
        if code := casting.country(hit):
            found.append((hit.last, code))
    if found:
        last = found[-1][1]
        joined = [code for (end, code), (nxt, _) in pairwise(found) if any(t.lower_ in ("and", "or", ",", "&") for t in doc[end:nxt])]
        return list(dict.fromkeys([*joined, last])) if joined else [last]
    if owner := _owner_country(casting, root):
        return [owner]
    for preposition in root.children:
        if preposition.dep_ == "prep" and preposition.lower_ in ("of", "in", "from", "for", "within", "across", "inside"):
            edge = doc[preposition.i : preposition.right_edge.i + 1]
            objects = [o for c in preposition.children if c.dep_ == "pobj" for o in (c, *c.conjuncts)]
            codes: list[str] = []
            for hit in casting.names_in(edge.start, min(edge.end, preposition.i + 9)):
                fits = objects and (any(hit.first <= o.i < hit.last for o in objects) or objects[0].lemma_ in _REGIONS)
                if fits and (code := casting.country(hit)):
                    codes.append(code)
            if codes:
                return list(dict.fromkeys(codes)) if root.tag_ in ("NNS", "NNPS") else codes[:1]
    return local_country(casting, chunk)


def _set_apart(doc: Doc, first: int) -> bool:
    """Whether a people's name does not tell whose state: `ethnic Albanian guerrillas`, `anti-Syrian journalists`."""
    before = doc[first - 1] if first else None
    if before is None:
        return False
    return before.lower_ == "ethnic" or (before.text in ("-", "–") and first > 1 and doc[first - 2].lower_ in ("anti", "pro", "ex"))


def _owner_country(casting: Casting, root: Token) -> str | None:
    """The state of the person or body that owns them: `Machar's delegates`, `soldiers loyal to Rajoelina`."""
    owners = [c for c in root.children if c.dep_ == "poss" and c.pos_ == "PROPN"]
    for loyal in (c for c in root.children if c.dep_ in ("amod", "acl") and c.i > root.i and c.lower_ in _LOYAL):
        owners += [t for p in loyal.children if p.dep_ == "prep" for t in p.children if t.dep_ == "pobj"]
    roles = [role for owner in owners if (role := casting.taken.get(owner.i))]
    countries = [
        casting.actors[role.actor_id].country for role in roles if casting.actors[role.actor_id].kind in ("person", "organisation")
    ]
    return next((c for c in countries if c and c not in _WORLDWIDE), None)


def _countries(casting: Casting, chunk: Span) -> list[Actor]:
    """`the country`, `the island`: the country in focus; `countries supplying oil`: an open set; `European countries`: a group."""
    root = chunk.root
    if root.tag_ in ("NNS", "NNPS"):
        return (
            [_group(casting, chunk, Agent(root.lemma_, "GOV" if root.lemma_ != "state" else None, "p"), None)]
            if root.lemma_ in ("country", "nation", "state") and _described(chunk)
            else []
        )
    if chunk[0].lower_ not in ("the", "this") or _described(chunk):
        return []
    wanted = _ISLANDS if root.lower_ == "island" else None
    code = focus(casting, chunk.start, wanted)
    return (
        [casting.actor(casting.registry.country_name(code) or code, "country", country=code, role="state", resolved=True)] if code else []
    )


def _described(chunk: Span) -> bool:
    """Whether the phrase says which ones: by an adjective, a participle, a relative clause or `of`."""
    root = chunk.root
    return any(c.dep_ in ("amod", "acl", "relcl", "compound", "prep", "nmod", "poss") for c in root.children)


def _governments(casting: Casting, chunk: Span, countries: list[str]) -> list[Actor]:
    if countries:
        return [government(casting, code) for code in countries]
    if chunk[0].lower_ in ("the", "this", "its", "their") and not any(
        c.dep_ in ("amod", "compound", "prep", "poss")
        and c.lower_ not in ("its", "their", "current", "new", "ruling", "central", "communist")
        for c in chunk.root.children
    ):
        code = focus(casting, chunk.start, None)
        return [government(casting, code)] if code else []
    return []


def _group(casting: Casting, chunk: Span, agent: Agent, country: str | None) -> Actor:
    root, doc = chunk.root, casting.page.doc
    sector = agent.sector
    for token in doc[chunk.start : root.i]:
        told = casting.registry.agent_modifiers.get((fold(token.text),))
        if told and told.sector:
            sector = told.sector
    if any(t.lower_ in _FORMER for t in doc[chunk.start : root.i]) and sector in ("GOV", "LEG", "JUD", "MIL", "SPY"):
        sector = "ELI"
    first = chunk.start
    while first < root.i and (doc[first].lower_ in _LIGHT or doc[first].is_punct or doc[first].like_num or doc[first].pos_ == "ADV"):
        first += 1
    last = _right_edge(root) if root.lemma_.lower() in _COUNTRY or agent.number == "c" else root.i + 1
    name = " ".join(doc[first:last].text.split())
    plural = root.tag_ in ("NNS", "NNPS") or agent.number == "p"
    visitors = plural and sector == "GOV"  # statesmen meet abroad
    country = country or (None if visitors else scene(casting, root)) or domestic_country(casting, chunk, sector)
    return casting.actor(
        name,
        "organisation" if root.lemma_.lower() in _BODIES and not plural else "group" if plural or agent.number != "s" else "person",
        Profile(plural=plural, office=None),
        country=country,
        sector=sector,
        role="described, not named",
    )


def _right_edge(root: Token) -> int:
    """The end of a described phrase: participle clauses and `of` phrases belong to it."""
    last = root.i
    for child in root.children:
        if (
            child.i > root.i
            and (child.dep_ == "acl" or (child.dep_ == "prep" and child.lower_ in ("of", "in", "from")))
            and child.i <= last + 2
        ):
            last = child.right_edge.i
    while last > root.i and (root.doc[last].dep_ in ("cc", "punct") or root.doc[last].is_space):
        last -= 1
    return last + 1


def _hyphenated(casting: Casting, chunk: Span) -> None:
    """`Cuban Americans` are Americans: give the people's mention the whole phrase and its name."""
    role = casting.taken[chunk.root.i]
    actor = casting.actors[role.actor_id]
    if actor.kind != "group" or not (actor.role or "").startswith("people of"):
        return
    before = [h for h in casting.names_in(chunk.start, chunk.root.i) if casting.country(h)]
    if not before or casting.country(before[-1]) == actor.country:
        return
    name = casting.page.doc[before[-1].first : chunk.root.i + 1].text
    made = casting.actor(name, "group", Profile(plural=True), country=actor.country, sector="CVL", role="diaspora", resolved=True)
    casting.roles.remove(role)
    del casting.taken[chunk.root.i]
    casting.mention(
        made,
        Place(chunk.start, chunk.end, chunk.root.i, role.modifier),
        "name",
        0.9,
        (before[-1].start, casting.page.doc[chunk.root.i].idx + len(chunk.root)),
    )
    casting.roles = [r for r in casting.roles if not (r.modifier and before[-1].first <= r.head < before[-1].last)]


def with_apposition(actor: Actor, role: str, country: str | None, sector: str | None) -> Actor:
    """A person with what the apposition says, where the registry knows no current office."""
    role = actor.role if actor.role and not actor.role.startswith("former ") else role
    return replace(actor, role=role, country=actor.country or country, sector=sector or actor.sector)
