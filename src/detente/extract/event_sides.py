"""The country of parties that are only described: in a sentence about one country, "the opposition" is that country's."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.knowledge.tables import words

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence

    from detente.extract.cast import Cast
    from detente.records import Actor

NO_LAND = frozenset({"IGO", "NGO", "MNC", "UNO", "EUR"})
_DESCRIBED = "described, not named"
_OFTEN, _MOST = 4, 0.7
_OFFICES = frozenset({"GOV", "MIL", "LEG", "OPP", "PTY", "REB", "COP", "JUD"})
_ABROAD = "foreign_words"


def land_of(actor: Actor) -> str | None:
    """The state an actor belongs to; bodies above states have none."""
    return None if actor.country in NO_LAND or actor.sector in NO_LAND else actor.country


def home_of(cast: Cast) -> str | None:
    """The one state that a document is about, if it is about one."""
    lands = Counter(land for role in cast.roles if (land := land_of(cast[role.actor_id])))
    return next((land for land, times in lands.most_common(1) if times >= _OFTEN and times >= _MOST * lands.total()), None)


def at_home(sentence: Sentence, cast: Cast, home: str | None = None) -> Cast:
    """The cast as the sentence sees it: whoever it only describes belongs to the one state it names, else to the document's."""
    roles = cast.roles_in(sentence.start, sentence.end)
    lands = {land for role in roles if (land := land_of(cast[role.actor_id]))}
    if len(lands) > 1 or not (lands or home):
        return cast
    land = next(iter(lands), home)
    moved = {
        role.actor_id: replace(actor, country=land)
        for role in roles
        if _described(actor := cast[role.actor_id]) and not _foreign(sentence, role.start, role.end)
    }
    return replace(cast, actors={**cast.actors, **moved}) if moved else cast


def _described(actor: Actor) -> bool:
    if actor.country is not None or actor.resolved:
        return False
    titled = actor.kind == "person" and actor.sector in _OFFICES
    return titled or (actor.role == _DESCRIBED and actor.kind in ("group", "person", "organisation"))


def _foreign(sentence: Sentence, start: int, end: int) -> bool:
    return any(token.lower_ in words("event_frames", _ABROAD, "detente.extract") for token in sentence.doc[start:end])
