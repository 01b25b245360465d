"""Frames of political acts: what a verb or an event noun means, given its objects and prepositions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, cast

from detente.extract.event_clause import MARKED, Clause
from detente.knowledge.tables import toml_table

if TYPE_CHECKING:
    from collections.abc import Container

    from spacy.tokens import Token

    from detente.extract.cast import Cast
    from detente.records import EventType

_PACKAGE = "detente.extract"
_FRAME = re.compile(
    r"^(?P<lemma>[\w-]+?)(?:_(?P<particle>\w+))?(?P<bare> !)?(?: = (?P<objects>\S+))?(?P<below>(?: : [\w-]+=\S+)*)"
    r"(?: & (?P<words>\S+))?(?: < (?P<doers>\S+))?(?: \^ (?P<origins>\S+))?(?: > (?P<slots>\S+))?(?P<both> ~)?$"
)
_BELOW = re.compile(r" : ([\w-]+)=(\S+)")


@dataclass(frozen=True, slots=True)
class Frame:
    """One meaning of a lemma: conditions on its clause, and the places of its target in order.

    Where `origins` are given the source stands behind one of these prepositions, and the grammatical subject is the target.
    """

    lemma: str
    type: EventType
    noun: bool
    particle: str | None
    objects: frozenset[str]
    below: tuple[tuple[str, frozenset[str]], ...]
    words: frozenset[str]
    doers: frozenset[str]
    origins: tuple[str, ...]
    slots: tuple[str, ...]
    reciprocal: bool
    bare: bool

    @property
    def weight(self) -> int:
        """How many conditions it has: more is tried first."""
        return bool(self.particle) + 2 * bool(self.objects) + 2 * len(self.below) + 2 * bool(self.words) + 2 * bool(self.doers)

    @property
    def loose(self) -> bool:
        """Whether any actor fills its conditions: of frames of one weight these are tried last."""
        return not self.objects.isdisjoint(MARKED)


def verb_frame(verb: Token, cast_: Cast) -> Frame | None:
    """The most specific frame whose conditions the verb's clause meets."""
    known = frames_of("verb", lemma_of(verb, lexicon()["verb"]))
    if not known:
        return None
    clause = Clause(verb, cast_)
    return next((frame for frame in known if _fits(clause, frame)), None)


def noun_frame(noun: Token) -> Frame | None:
    """The frame of an event noun."""
    known = frames_of("noun", noun.lemma_.lower())
    if not known:
        return None
    clause = Clause(noun, None)
    return next((frame for frame in known if all(clause.governs(prep, words) for prep, words in frame.below)), None)


def is_light(verb: Token) -> bool:
    """Whether the verb only lends its subject to an event noun ("launch", "hold", "impose")."""
    return lemma_of(verb, _light()) in _light()


def lemma_of(verb: Token, known: Container[str]) -> str:
    """The lemma of a verb, put right where the lemmatizer cut too much ("staged" is no "stag")."""
    lemma = verb.lemma_.lower()
    if lemma in known or verb.pos_ != "VERB":
        return lemma
    stem = verb.lower_.removesuffix("ed").removesuffix("ing")
    if stem == verb.lower_:
        return lemma
    guesses = (stem + "e", stem, stem[:-1]) if stem[-1:] == stem[-2:-1] else (stem + "e", stem)
    return next((guess for guess in guesses if len(guess) > 2 and guess in known), lemma)


@cache
def lexicon() -> dict[Literal["verb", "noun"], dict[str, tuple[tuple[EventType, str], ...]]]:
    """The frames as they stand in the file, by part of speech and lemma, with their types."""
    found: dict[Literal["verb", "noun"], dict[str, list[tuple[EventType, str]]]] = {"verb": {}, "noun": {}}
    for name, entries in toml_table("event_lexicon", _PACKAGE).items():
        for sources, place in ((entries["verbs"], found["verb"]), (entries["nouns"], found["noun"])):
            for source in sources:
                lemma = source.partition(" ")[0].partition("_")[0]
                place.setdefault(lemma, []).append((cast("EventType", name), source))
    return {kind: {lemma: tuple(all_) for lemma, all_ in place.items()} for kind, place in found.items()}


@cache
def frames_of(kind: Literal["verb", "noun"], lemma: str) -> tuple[Frame, ...]:
    """The frames of a lemma, those with more conditions first."""
    read = [parsed(source, name, noun=kind == "noun") for name, source in lexicon()[kind].get(lemma, ())]
    return tuple(sorted(read, key=lambda frame: (-frame.weight, frame.loose)))


@cache
def _light() -> frozenset[str]:
    return frozenset(verb.split("_")[0] for verb in toml_table("event_frames", _PACKAGE)["light"]["verbs"])


def parsed(source: str, kind: EventType, *, noun: bool) -> Frame:
    """A frame from its line of the lexicon; ValueError where it cannot be read."""
    match = _FRAME.match(source)
    if not match:
        raise ValueError(f"event_lexicon.toml: cannot read {source!r}")
    return Frame(
        lemma=match["lemma"],
        type=kind,
        noun=noun,
        particle=match["particle"],
        objects=_words(match["objects"]),
        below=tuple((prep, _words(part)) for prep, part in _BELOW.findall(match["below"] or "")),
        words=_words(match["words"]),
        doers=_words(match["doers"]),
        origins=tuple((match["origins"] or "").split("|")) if match["origins"] else (),
        slots=tuple((match["slots"] or ("of" if noun else "obj")).split("|")),
        reciprocal=bool(match["both"]),
        bare=bool(match["bare"]),
    )


@cache
def _words(part: str | None) -> frozenset[str]:
    lists = toml_table("event_frames", _PACKAGE)["lists"]
    pieces = part.split("|") if part else []
    return frozenset(word for one in pieces for word in (lists[one[1:]] if one.startswith("@") and one not in MARKED else (one,)))


def _fits(clause: Clause, frame: Frame) -> bool:
    """Whether a clause meets the conditions of a frame, the cheap ones asked first."""
    return (
        (not frame.particle or frame.particle in clause.particles)
        and not (frame.bare and clause.has_object)
        and (not frame.objects or not frame.objects.isdisjoint(clause.objects))
        and all(clause.governs(prep, words) for prep, words in frame.below)
        and (not frame.words or not frame.words.isdisjoint(clause.words))
        and (not frame.origins or not clause.origins.isdisjoint(frame.origins))
        and (not frame.doers or not frame.doers.isdisjoint(clause.doers))
    )
