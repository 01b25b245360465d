"""The act that a cue names: its word with particle, preposition or object, and the kinds that the cue lexicon gives it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from detente.knowledge.tables import toml_table, words

if TYPE_CHECKING:
    from collections.abc import Set

    from detente.extract.tree import Tree

_ROOM = "detente.extract"


def names_of(tree: Tree, cue: int, content: Set[int]) -> list[str]:
    """What the cue may be called in the lexicon, the most telling name first."""
    lemma = tree.lemma[cue]
    light = is_light(lemma)
    found: list[str] = []
    for kid in tree.kids[cue]:
        dep, word = tree.dep[kid], tree.lower[kid]
        if dep in ("prt", "prep", "advmod", "dative") and (kid - cue in (1, 2) or (kid > cue and word == "for" and lemma == "ask")):
            found.append(f"{lemma} {word}")
            noun = tree.kid(kid, "pobj") if dep == "prep" and word in ("with", "in") else None
            if noun is not None and tree.kid(cue, "dobj") is None:
                found += [tree.lemma[one] for one in (noun, *tree.kids[noun]) if tree.pos[one] == "NOUN"]
        elif dep in ("dobj", "attr", "acomp", "oprd", "pobj") or (dep in ("ccomp", "xcomp") and (tree.pos[kid] == "ADJ" or lemma == "let")):
            found.append(f"{lemma} {tree.lemma[kid]}")
            if light:
                found.append(tree.lemma[kid])
    if tree.pos[cue] == "NOUN" and tree.dep[cue] == "dobj":
        found.append(f"{tree.lemma[tree.head[cue]]} {lemma}")
    heads = [i for i in content if tree.head[i] not in content]
    for head in heads[:2]:
        if tree.pos[head] in ("NOUN", "ADJ") and tree.head[head] == cue and light:
            found.append(tree.lemma[head])
    return [*found, lemma]


def kinds_by_cue(names: list[str]) -> dict[str, float]:
    """Kinds that the names speak for: many words weigh more than one, and the first hit of a cue's own lemma less."""
    scores: dict[str, float] = {}
    for at, name in enumerate(names):
        weight = 3.0 if " " in name else 2.2
        if at == len(names) - 1 and any(known(one) for one in names[:-1]):
            weight = 0.4 if any(known(one) for one in names[:-1] if " " in one) else 1.2
        for kind in kinds_of(name):
            scores[kind] = max(scores.get(kind, 0.0), weight)
    return scores


def infinitive_kinds(names: list[str], content: str) -> dict[str, float]:
    """Kinds of a cue that only holds when somebody is told to do something."""
    if not _INFINITIVE.match(content):
        return {}
    table = toml_table("cues", _ROOM)["kinds_infinitive"]
    return {kind: 2.6 for kind, members in table.items() if any(name in members for name in names[-1:])}


_INFINITIVE = re.compile(r"(?:not |never )?to \w+", re.IGNORECASE)


def known(name: str) -> bool:
    """Whether the lexicon gives the name a kind."""
    return bool(kinds_of(name))


@cache
def listed_cues() -> frozenset[str]:
    """The single words of the lexicon as verbs, and the adjectives and nouns that can head a cue."""
    table = toml_table("cues", _ROOM)
    verbs = {word for members in table["kinds"].values() for word in members if " " not in word} | set(table["neutral"])
    return frozenset(
        {f"{word}/VERB" for word in verbs} | {f"{word}/ADJ" for word in table["adjectives"]} | {f"{word}/NOUN" for word in table["nouns"]}
    )


@cache
def kinds_of(name: str) -> tuple[str, ...]:
    """The kinds of one name."""
    return tuple(kind for kind, members in toml_table("cues", _ROOM)["kinds"].items() if name in members)


def is_light(lemma: str) -> bool:
    """Whether the verb carries the act of the noun that it governs."""
    return lemma in words("cues", "light", _ROOM)


def is_neutral(lemma: str) -> bool:
    """Whether the cue only reports."""
    return lemma in words("cues", "neutral", _ROOM)


def is_belief(lemma: str) -> bool:
    """Whether the cue ascribes an attitude rather than words."""
    return lemma in words("cues", "belief", _ROOM)


def is_impersonal(lemma: str) -> bool:
    """Whether things are its subject as often as people."""
    return lemma in words("cues", "impersonal", _ROOM)


def is_never(lemma: str) -> bool:
    """Whether the cue alone makes no statement."""
    return lemma in words("cues", "never", _ROOM)


def is_thing(lemma: str) -> bool:
    """Whether a source noun is a thing that answers for nothing."""
    return lemma in words("cues", "things", _ROOM)
