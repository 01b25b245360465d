"""Parties that a page names only by a common noun: "Congress", "the generals", "four channels", "the North"."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from detente.extract.cast import Cast, Role
from detente.extract.event_sides import DESCRIBED, home_of, main_sides, nearest_land, voice_of
from detente.knowledge.tables import toml_table
from detente.records import Actor, Mention

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from detente.extract.draft import Page
    from detente.extract.event_act import Act

_PLACES = ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "poss", "dative", "appos", "attr")
_NAMES = ("GPE", "NORP", "ORG", "PERSON")
_KOREAS = {"North": "PRK", "South": "KOR"}


def with_sides(page: Page, cast: Cast) -> Cast:
    """ "both presidents", "the two men": in a story of two states those who speak for them."""
    meant = {role.actor_id for role in cast.roles if cast[role.actor_id].country is None and _paired(page.doc[role.head])}
    voices = [voice for land in sorted(main_sides(None, cast)) if (voice := voice_of(land, cast))] if meant else []
    if len(voices) != 2:
        return cast
    roles = [
        replace(role, actor_id=actor_id)
        for role in cast.roles
        for actor_id in ([voice.actor_id for voice in voices] if role.actor_id in meant else [role.actor_id])
    ]
    return Cast.of(cast.actors, tuple(roles))


def with_bodies(page: Page, cast: Cast) -> Cast:
    """The cast with the people, bodies and sites that the acts of a page may touch and that no other rule has found."""
    home = home_of(cast)
    actors: list[Actor] = []
    roles: list[Role] = []
    for sentence in page.sentences():
        known = cast.roles_in(sentence.start, sentence.end)
        inside = {i for role in known for i in range(role.start, role.end)}
        if not known and home is None:
            continue
        for token in sentence:
            if token.i in inside or token.dep_ not in _PLACES:
                continue
            actor = _half_of_korea(token, cast) or _body(token, nearest_land(token, known, cast) or home, cast)
            if actor is not None:
                actors.append(actor)
                mention = Mention(actor.id, "nominal", page.evidence(token.idx, token.idx + len(token), DESCRIBED, 0.6))
                roles.append(Role(token.i, token.i + 1, token.i, actor.id, mention))
    return cast.extended(actors, roles) if roles else cast


def _paired(noun: Token) -> bool:
    counted = any(t.lower_ in ("both", "two") and t.i < noun.i for t in noun.children)
    return counted and noun.tag_ == "NNS" and noun.lemma_.lower() in toml_table("event_bodies", "detente.extract")["paired"]["heads"]


def best_told(named: Sequence[Act], wide: Sequence[Act], cast: Cast) -> list[Act]:
    """The acts among named parties; where one has no side of a known state, the same act with the parties told by their noun."""
    whole = {act.anchor for act in named if sided(act, cast)}
    told = {act.anchor for act in wide if act.anchor not in whole and (sided(act, cast) or act.anchor not in {a.anchor for a in named})}
    kept = [act for act in named if act.anchor not in told] + [act for act in wide if act.anchor in told]
    return sorted(kept, key=lambda act: act.anchor)


def sided(act: Act, cast: Cast) -> bool:
    """Whether an act has a target of a known state."""
    return any(cast[p.actor_id].country for p in act.targets)


def _body(token: Token, land: str | None, cast: Cast) -> Actor | None:
    """A party of the state that stands nearest, by its noun alone."""
    found = _nouns().get(token.lemma_.lower()) or _nouns().get(token.lower_)
    if land is None or found is None or token.pos_ not in ("NOUN", "PROPN") or _placed(token, cast):
        return None
    sector, site = found
    return Actor(f"{land}/{token.lower_}", token.text, land, sector, DESCRIBED, "place" if site else "group")


def _placed(token: Token, cast: Cast) -> bool:
    """Whether its own phrase names whose it is ("Ecuadorean outpost", "villages around Kornoy"), or leaves it open ("its army")."""
    if any(t.dep_ == "poss" and t.pos_ == "PRON" and cast.role_at(t.i) is None for t in token.children):
        return True
    if any(t.dep_ in ("compound", "amod", "poss") and t.ent_type_ in _NAMES for t in token.children):
        return True
    return any(cast.role_at(t.i) for prep in token.children if prep.dep_ == "prep" for t in prep.children if t.dep_ == "pobj")


@cache
def _nouns() -> dict[str, tuple[str, bool]]:
    """The sector of each noun, and whether it is a site."""
    table = toml_table("event_bodies", "detente.extract")
    return {noun: (sector, part == "sites") for part in ("people", "sites") for sector, nouns in table[part].items() for noun in nouns}


def _half_of_korea(token: Token, cast: Cast) -> Actor | None:
    """ "the North", where the page speaks of Korea."""
    half = _KOREAS.get(token.text)
    if half is None or not any(t.lower_ == "the" for t in token.lefts):
        return None
    known = [actor for actor in cast.actors.values() if actor.country in _KOREAS.values()]
    if not known:
        return None
    name = "North Korea" if half == "PRK" else "South Korea"
    same = (actor for actor in known if actor.country == half and actor.kind in ("country", "government"))
    return next(same, Actor(half, name, half, None, "state", "country", resolved=True))
