"""What a document says became of commitments in general words: who rejected, accepted or withdrew an offer, a demand, a threat."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from detente.knowledge.tables import toml_table
from detente.records import Actor, CommitmentKind, CommitmentStatus, Event
from detente.relations.ledger_acts import Act, act_of, patterns_of
from detente.relations.ledger_scene import Scene
from detente.relations.ledger_sides import same_side

_ROOM = "detente.relations"
_END = re.compile(r"[;:()]|\.(?:\s|$)|,|\b(?:but|while|after|because|when|which|who|and|unless|if|saying)\b")
_ADVERBS = re.compile(
    r"\s*(?:,[^,]{1,60},)?\s*(?:(?:has|have|had|also|then|later|now|again|first|finally|promptly|flatly|formally|at\s+once|yesterday|today|last\s+\w+"
    r"|on\s+\w+|\w+ly)\s+)*",
    re.IGNORECASE,
)
_APART = re.compile(r"\b(?:to|with|on|over|about|for|at|in|after|by|from|as|into)\b")
_BY = re.compile(r"\s+by\s+")
_PASSIVE = re.compile(r"\b(?:was|were|been|is|being)\s+(?:\w+ly\s+)?$")
_ROOM_FOR_NOUN = 60
_TYPES = {
    "refused": ("REJECT", "ACCUSE", "THREATEN"),
    "met": ("AGREE", "CONCEDE", "SUPPORT", "COOPERATE", "RETREAT", "CONSULT"),
    "withdrawn": ("RETREAT", "CONCEDE", "REJECT", "AGREE", "SANCTION"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One such sentence: what it does, to a commitment of which kinds, who does it, whose commitment it is, and what that was about."""

    status: CommitmentStatus
    kinds: frozenset[CommitmentKind]
    verb: str
    by: Actor
    sure: float
    owner: Actor | None
    about: Act | None
    dated: bool  # the answer is to a deadline
    event: Event | None
    scene: Scene
    start: int
    end: int


def answers(scene: Scene) -> list[Answer]:
    """All such sentences of a document, in order."""
    found = []
    for first, last in scene.sentences:
        for match in _verbs().finditer(scene.text, first, last):
            answer = _active(scene, first, last, match) or _passive(scene, first, last, match)
            if answer:
                found.append(answer)
    return found


def subject_before(scene: Scene, first: int, verb: int) -> tuple[Actor, float] | None:
    """Who stands right before a verb, and how sure that is: a name is surer than a pronoun."""
    for mention in reversed(scene.mentions_in(first, verb)):
        if _ADVERBS.fullmatch(scene.text, mention.evidence.end, verb):
            actor = scene.actor(mention.actor_id)
            return (actor, 0.75 if mention.form == "pronoun" else 0.9) if actor else None
    return None


def agent_after(scene: Scene, verb_end: int, last: int) -> tuple[Actor, float] | None:
    """Who did it, after `by` within the next words of a passive."""
    match = _BY.search(scene.text, verb_end, min(last, verb_end + 40))
    if not match:
        return None
    near = [one for one in scene.mentions_in(match.end(), last) if one.evidence.start - match.end() <= 4]
    actor = scene.actor(near[0].actor_id) if near else None
    return (actor, 0.85) if actor else None


def event_at(scene: Scene, place: int, types: tuple[str, ...], by: Actor | None = None) -> Event | None:
    """The event of one of the types that the sentence of a place reports, done by that actor where one is given."""
    for event in scene.situation.events:
        here = any(one.start <= place < one.end for one in event.evidence)
        took_place = here and event.type in types and event.status in ("happened", "ongoing")
        if took_place and event.source and (by is None or any(one.id == by.id or same_side(one, by) for one in event.source)):
            return event
    return None


def real(scene: Scene, first: int, place: int) -> bool:
    """Whether nothing before a verb in its clause makes it unreal."""
    before = re.split(r"[,;:]\s|\b(?:and|but|that|after|who|which)\b", scene.text[first:place])[-1]
    return not patterns_of("before").search(before.lower())


def _active(scene: Scene, first: int, last: int, match: re.Match[str]) -> Answer | None:
    tail_end = min(last, match.end() + _ROOM_FOR_NOUN)
    if stop := _END.search(scene.text, match.end(), tail_end):
        tail_end = stop.start()
    noun = _nouns().search(scene.text, match.end(), tail_end)
    if (
        noun is None
        or _APART.search(scene.text, match.end(), noun.start())
        or _PASSIVE.search(scene.text[first : match.start()])
        or not real(scene, first, match.start())
    ):
        return None
    status = _status(match.group().lower())
    who = subject_before(scene, first, match.start())
    event = event_at(scene, match.start(), _TYPES[status], who[0] if who else None)
    if who is None and event is not None and len(event.source) == 1:
        who = (event.source[0], 0.7)
    if who is None:
        return None
    return _answer(scene, match, noun, who, event, (match.end(), noun.start(), last))


def _passive(scene: Scene, first: int, last: int, match: re.Match[str]) -> Answer | None:
    if not _PASSIVE.search(scene.text[first : match.start()]):
        return None
    nouns = list(_nouns().finditer(scene.text, max(first, match.start() - 80), match.start()))
    who = agent_after(scene, match.end(), last)
    if not nouns or who is None or not real(scene, nouns[0].end(), match.start()):
        return None
    event = event_at(scene, match.start(), _TYPES[_status(match.group().lower())], who[0])
    return _answer(scene, match, nouns[0], who, event, (max(first, nouns[0].start() - 40), nouns[0].start(), match.start()))


def _answer(
    scene: Scene, match: re.Match[str], noun: re.Match[str], who: tuple[Actor, float], event: Event | None, owner_room: tuple[int, int, int]
) -> Answer:
    verb, name = match.group().lower(), noun.group().lower()
    start, end, stop = owner_room
    owners = scene.actors_in(start, end)
    about = re.match(r"\s+(?:to|for|of|that)\s+([^.,;]{4,80})", scene.text[noun.end() : stop])
    kinds = frozenset(
        kind for kind, names in toml_table("ledger", _ROOM)["nouns"].items() if name in names or name.removesuffix("s") in names
    )
    act = act_of(about.group(1)) if about else None
    return Answer(
        _status(verb), kinds, verb, who[0], who[1], owners[-1] if owners else None, act if act and act.things else None,
        name == "deadline", event, scene, match.start(), noun.end(),
    )  # fmt: skip


def _status(verb: str) -> CommitmentStatus:
    table = toml_table("ledger", _ROOM)["answers"]
    found: CommitmentStatus
    for found in ("refused", "met", "withdrawn"):
        if verb in table[found]:
            return found
    raise KeyError(verb)


@cache
def _verbs() -> re.Pattern[str]:
    several = [verb for verbs in toml_table("ledger", _ROOM)["answers"].values() for verb in verbs]
    return re.compile(rf"\b(?:{'|'.join(sorted(several, key=len, reverse=True))})\b", re.IGNORECASE)


@cache
def _nouns() -> re.Pattern[str]:
    several = {noun for nouns in toml_table("ledger", _ROOM)["nouns"].values() for noun in nouns}
    return re.compile(rf"\b(?:{'|'.join(sorted(several, key=len, reverse=True))})s?\b", re.IGNORECASE)
