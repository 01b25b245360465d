"""Actors in running text: article, the document's own description, and the role at first use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from detente.brief.parts import Part
from detente.knowledge.tables import rows, words
from detente.records import Actor, Statement

_ROOM = "detente.brief"
_DESCRIBED = "described, not named"
_TAIL = re.compile(r"\s(?:in|of|from|at|for|on|who|under|with|to|against|\w+ing)\s")
_CLAUSE = re.compile(r"\s*[,;:(–—]|\s+(?:who|which|that)\s")
_VOWEL = re.compile(r"(?!uni|use|u\.|un\b|eu|one)[aeiou]", re.IGNORECASE)


class Naming:
    """Names actors one after the other; a person's role stands beside the name the first time."""

    def __init__(self, statements: Iterable[Statement] = ()) -> None:
        self._known: set[str] = set()
        self._described: Mapping[str, str] = described(statements)

    def parts(self, actors: Iterable[Actor], *, role: bool = True) -> tuple[Part, ...]:
        """The actors as a list in words."""
        several = tuple(actors)
        found: list[Part] = []
        for at, actor in enumerate(several):
            if at:
                found.append(Part(" and " if at == len(several) - 1 else ", "))
            found += self._one(actor, role=role)
        return tuple(found)

    def name(self, actor: Actor) -> str:
        """The actor inside a sentence: for one who is not identified, the words by which the document introduces them."""
        return self._described.get(actor.id) or in_text(actor)

    def _one(self, actor: Actor, *, role: bool) -> list[Part]:
        found = [Part(self.name(actor), "name")]
        office = office_of(actor)
        if not office and actor.kind == "person" and not actor.resolved and found[0].text.islower():
            office = country_name(actor.country)
        if role and office and actor.id not in self._known:
            self._known.add(actor.id)
            found.append(Part(f" ({office})"))
        return found


def described(statements: Iterable[Statement]) -> dict[str, str]:
    """How a document introduces the speakers that it does not name, by actor id; `a spokesman` of two documents is two people."""
    found: dict[str, str] = {}
    homes: dict[str, set[str]] = {}
    for statement in statements:
        speaker = statement.speaker
        if speaker and statement.source and not speaker.resolved:
            homes.setdefault(speaker.id, set()).add(statement.evidence[0].document_id)
            phrase = source_phrase(statement.source.quote)
            head = speaker.name.split(" ")[-1].lower()
            if phrase and head in phrase.lower() and phrase.split(" ")[0].lower() not in words("wording", "possessives", _ROOM):
                found.setdefault(speaker.id, phrase)
    return {identity: phrase for identity, phrase in found.items() if len(homes[identity]) == 1}


def source_phrase(quote: str) -> str | None:
    """The words that name a source, without what hangs on them; None for a pronoun."""
    phrase = _CLAUSE.split(" ".join(quote.split()), maxsplit=1)[0]
    first = phrase.split(" ")[0]
    if not phrase or phrase.lower() in words("wording", "pronouns", _ROOM):
        return None
    return phrase[0].lower() + phrase[1:] if first.lower() in words("wording", "determiners", _ROOM) else phrase


def in_text(actor: Actor) -> str:
    """The name as it stands inside a sentence, with its article."""
    name = " ".join(actor.name.split())
    first = name.split(" ")[0]
    if name.startswith("Government of "):
        return f"the {name[0].lower()}{name[1:]}"
    if first.lower() in words("wording", "determiners", _ROOM):
        return name[0].lower() + name[1:]
    if name in words("wording", "with_article", _ROOM) or _takes_article(actor, name):
        return f"the {name}"
    if actor.resolved or first.endswith(("'s", "’s")):
        return name
    if actor.kind == "person" and (first.islower() or actor.role == _DESCRIBED):
        return f"{'an' if _VOWEL.match(name) else 'a'} {name}"
    if actor.kind in ("group", "organisation", "government") and first.islower() and not _plural_head(name):
        return f"the {name}"
    return name


def office_of(actor: Actor) -> str | None:
    """The office of a person, where the role names one."""
    role = " ".join((actor.role or "").split())
    if not role or actor.kind != "person" or (not actor.resolved and role == role.lower()):
        return None
    return None if role in words("wording", "generic_roles", _ROOM) or role == actor.name else role


def faceless(actor: Actor) -> bool:
    """Whether the document only describes an actor and does not name it."""
    return not actor.resolved and (actor.role == _DESCRIBED or actor.name.islower())


def country_name(code: str | None) -> str | None:
    """The English name of a country code; a code that names no country has none."""
    return next((row["name"] for row in rows("countries") if row["code"] == code), None) if code else None


def plural(actors: Iterable[Actor]) -> bool:
    """Whether a verb after these actors stands in the plural."""
    several = tuple(actors)
    return len(several) != 1 or (several[0].kind == "group" and _plural_head(several[0].name))


def _plural_head(name: str) -> bool:
    head = _TAIL.split(name, maxsplit=1)[0].rsplit(" ", 1)[-1].lower()
    return head.endswith(("s", "men")) or head in ("people", "police", "children")


def _takes_article(actor: Actor, name: str) -> bool:
    if " " not in name or actor.kind in ("group", "country") or (actor.kind == "person" and actor.resolved):
        return False
    if "'s " in name or "’s " in name:
        return False
    heads = words("wording", "article_heads", _ROOM)
    stem = name.split(" of ")[0].split(" for ")[0]
    return {name.split(" ")[-1].lower(), stem.split(" ")[-1].lower()} & heads != set()
