"""Frames of political acts: what a verb or an event noun means, given its objects and prepositions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, cast

from detente.knowledge.tables import toml_table

if TYPE_CHECKING:
    from collections.abc import Container

    from spacy.tokens import Token

    from detente.extract.cast import Cast
    from detente.records import EventType

_PACKAGE = "detente.extract"
_FILE = "event_frames"
_FRAME = re.compile(
    r"^(?P<lemma>[\w-]+?)(?:_(?P<particle>\w+))?(?P<bare> !)?(?: = (?P<objects>\S+))?(?P<below>(?: : [\w-]+=\S+)*)"
    r"(?: & (?P<words>\S+))?(?: > (?P<slots>\S+))?(?P<both> ~)?$"
)
_BELOW = re.compile(r" : ([\w-]+)=(\S+)")
_OBJECTS = ("dobj", "nsubjpass", "attr", "oprd", "obj")


@dataclass(frozen=True, slots=True)
class Frame:
    """One meaning of a lemma: conditions on its clause, and the places of its target in order."""

    lemma: str
    type: EventType
    noun: bool
    particle: str | None
    objects: frozenset[str]
    below: tuple[tuple[str, frozenset[str]], ...]
    words: frozenset[str]
    slots: tuple[str, ...]
    reciprocal: bool
    bare: bool

    @property
    def weight(self) -> int:
        """How many conditions it has: more is tried first."""
        return bool(self.particle) + 2 * bool(self.objects) + 2 * len(self.below) + 2 * bool(self.words)


def verb_frame(verb: Token, cast_: Cast) -> Frame | None:
    """The most specific frame whose conditions the verb's clause meets."""
    table = _frames()["verb"]
    known = table.get(lemma_of(verb, table))
    return next((frame for frame in known if _fits(verb, frame, cast_)), None) if known else None


def noun_frame(noun: Token) -> Frame | None:
    """The frame of an event noun."""
    known = _frames()["noun"].get(noun.lemma_.lower())
    return next((frame for frame in known if all(_below(noun, prep, words, None) for prep, words in frame.below)), None) if known else None


def is_light(verb: Token) -> bool:
    """Whether the verb only lends its subject to an event noun ("launch", "hold", "impose")."""
    return lemma_of(verb, _light()) in _light()


def lemma_of(verb: Token, known: Container[str]) -> str:
    """The lemma of a verb, put right where the lemmatizer cut too much ("staged" is no "stag")."""
    lemma = verb.lemma_.lower()
    if lemma in known or verb.pos_ != "VERB":
        return lemma
    form = verb.lower_
    guesses = (form[:-1], form[:-2], form[:-3], form[:-3] + "e", form[:-4]) if form.endswith(("ed", "ing")) else ()
    return next((guess for guess in guesses if len(guess) > 2 and guess in known), lemma)


def particles(verb: Token) -> set[str]:
    """Words that may belong to a phrasal verb: particles, and bare adverbs or prepositions next to it."""
    return {child.lower_ for child in verb.children if child.dep_ in ("prt", "advmod", "prep") and child.i > verb.i}


def object_tokens(verb: Token) -> list[Token]:
    """Direct objects and passive subjects of a verb, with their coordination."""
    found = [
        verb.head if child.tag_ in ("WDT", "WP") and verb.dep_ == "relcl" else child for child in verb.children if child.dep_ in _OBJECTS
    ]
    if (verb.dep_ == "acl" and verb.tag_ == "VBN") or (verb.dep_ == "relcl" and not found):
        found.append(verb.head)
    return [token for one in found for token in (one, *one.conjuncts)]


@cache
def _frames() -> dict[Literal["verb", "noun"], dict[str, tuple[Frame, ...]]]:
    table = toml_table(_FILE, _PACKAGE)
    lists = {name: frozenset(values) for name, values in table["lists"].items()}
    found: dict[Literal["verb", "noun"], dict[str, tuple[Frame, ...]]] = {"verb": {}, "noun": {}}
    for name, entries in table["types"].items():
        for kind, key in (("verb", "verbs"), ("noun", "nouns")):
            place = found[cast("Literal['verb', 'noun']", kind)]
            for source in entries[key]:
                frame = _parse(source, cast("EventType", name), kind == "noun", lists)
                place[frame.lemma] = (*place.get(frame.lemma, ()), frame)
    return {kind: {lemma: tuple(sorted(all_, key=lambda f: -f.weight)) for lemma, all_ in place.items()} for kind, place in found.items()}


@cache
def _light() -> frozenset[str]:
    return frozenset(verb.split("_")[0] for verb in toml_table(_FILE, _PACKAGE)["light"]["verbs"])


def _parse(source: str, kind: EventType, noun: bool, lists: dict[str, frozenset[str]]) -> Frame:
    match = _FRAME.match(source)
    if not match:
        raise ValueError(f"event_frames.toml: cannot read {source!r}")

    def words(part: str | None) -> frozenset[str]:
        pieces = part.split("|") if part else []
        return frozenset(w for p in pieces for w in (lists[p[1:]] if p.startswith("@") and p != "@persons" else (p,)))

    return Frame(
        lemma=match["lemma"],
        type=kind,
        noun=noun,
        particle=match["particle"],
        objects=words(match["objects"]),
        below=tuple((prep, words(part)) for prep, part in _BELOW.findall(match["below"] or "")),
        words=words(match["words"]),
        slots=tuple((match["slots"] or ("of" if noun else "obj")).split("|")),
        reciprocal=bool(match["both"]),
        bare=bool(match["bare"]),
    )


def _fits(verb: Token, frame: Frame, cast_: Cast) -> bool:
    if frame.particle and frame.particle not in particles(verb):
        return False
    if frame.bare and any(child.dep_ == "dobj" for child in verb.children):
        return False
    if frame.objects and not _has_object(verb, frame.objects, cast_):
        return False
    if frame.words and not any(token.lemma_.lower() in frame.words for token in verb.subtree):
        return False
    return all(_below(verb, prep, words, cast_) for prep, words in frame.below)


def _has_object(verb: Token, words: frozenset[str], cast_: Cast) -> bool:
    for token in object_tokens(verb):
        if token.lemma_.lower() in words or ("@persons" in words and cast_.role_at(token.i)):
            return True
        if _measures(token) and any(inner.lemma_.lower() in words for of in token.children if of.lower_ == "of" for inner in of.children):
            return True
        if any(child.dep_ == "compound" and child.lemma_.lower() in words for child in token.children):
            return True
    return False


def _measures(token: Token) -> bool:
    return token.lemma_.lower() in toml_table(_FILE, _PACKAGE)["measures"] or token.pos_ == "NUM"


def _below(token: Token, prep: str, words: frozenset[str], cast_: Cast | None) -> bool:
    near = [c for child in token.children for c in (child, *(child.children if child.dep_ in ("prep", "advmod", "prt") else ()))]
    for child in near:
        if child.lower_ != prep:
            continue
        if words == {"x"}:
            return True
        for inner in child.children:
            if inner.lemma_.lower() in words or ("@persons" in words and cast_ is not None and cast_.role_at(inner.i)):
                return True
    return False
