"""What the clause of a verb holds, for the frames to ask: its particles, objects, prepositions, words and doers."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from detente.extract.event_arguments import allowed, subjects
from detente.extract.event_sides import NO_LAND
from detente.knowledge.tables import toml_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from detente.extract.cast import Cast
    from detente.records import Actor

MARKED = ("@persons", "@places", "@bodies")  # told from the document, not from a list
_ANYTHING = frozenset({"x"})
_OBJECTS = ("dobj", "nsubjpass", "attr", "oprd", "obj")
_TIMES = frozenset({"DATE", "TIME"})
_SEATS = ("place", "country", "government")
_NAMED_PLACES = frozenset({"GPE", "LOC", "FAC"})


class Clause:
    """The clause of a verb or event noun, each part computed when it is first asked for; without a cast it knows no actors."""

    def __init__(self, head: Token, cast: Cast | None) -> None:
        self._head = head
        self._cast = cast

    def governs(self, prep: str, words: frozenset[str]) -> bool:
        """Whether a word stands below, with one of these words under it ("x": with any or none)."""
        found = self.governed.get(prep)
        return found is not None and (words == _ANYTHING or not words.isdisjoint(found))

    @cached_property
    def particles(self) -> set[str]:
        return particles(self._head)

    @cached_property
    def has_object(self) -> bool:
        return any(child.dep_ == "dobj" for child in self._head.children)

    @cached_property
    def objects(self) -> set[str]:
        """The objects, what they measure, their compounds; and the marks of actors and places among them."""
        found: set[str] = set()
        for token in _object_tokens(self._head):
            found.add(token.lemma_.lower())
            found.update(self._marks(token))
            force = token.lemma_.lower() in toml_table("event_frames", "detente.extract")["lists"]["hostile"]
            for child in token.children:
                if child.dep_ == "compound" and not force:  # who launches a missile attack tests no missile
                    found.add(child.lemma_.lower())
                elif child.lower_ == "of" and _measures(token):
                    found.update(inner.lemma_.lower() for inner in child.children)
        return found

    @cached_property
    def governed(self) -> dict[str, set[str]]:
        """The words under each word that stands below, through particles and adverbs."""
        found: dict[str, set[str]] = {}
        for child in self._head.children:
            deeper = child.children if child.dep_ in ("prep", "advmod", "prt") else ()
            for one in (child, *deeper):
                if one.dep_ == "prep" and any(inner.ent_type_ in _TIMES for inner in one.children):
                    continue  # "called a strike for Thursday" is no call for anything
                under = found.setdefault(one.lower_, set())
                for inner in one.children:
                    under.add(inner.lemma_.lower())
                    under.update(self._marks(inner))
        return found

    @cached_property
    def origins(self) -> set[str]:
        """The prepositions of the verb and of its objects: where the source of a turned frame may stand."""
        objects = [child for child in self._head.children if child.dep_ == "dobj"]
        return {child.lower_ for one in (self._head, *objects) for child in one.children if child.dep_ in ("prep", "agent")}

    @cached_property
    def words(self) -> set[str]:
        return {token.lemma_.lower() for token in self._head.subtree}

    @cached_property
    def doers(self) -> set[str]:
        """Nouns and sectors of the grammatical subjects."""
        found: set[str] = set()
        for token in subjects(self._head):
            for one in (token, *token.conjuncts):
                found.add(one.lemma_.lower())
                actor = self._cast.actor_at(one.i) if self._cast else None
                if actor is not None:
                    found.update(_sectors(actor))
        return found

    def _marks(self, token: Token) -> Iterator[str]:
        """The marks of a token that is an actor or a named place."""
        if self._cast is None:
            return
        actor = self._cast.actor_at(token.i)
        if actor is not None or any(c.dep_ in ("amod", "poss") and self._cast.role_at(c.i) for c in token.children):
            yield "@persons"
        if token.ent_type_ in _NAMED_PLACES or (actor is not None and actor.kind in _SEATS and token.pos_ == "PROPN"):
            yield "@places"
        if actor is not None and "IGO" in _sectors(actor):
            yield "@bodies"


def particles(verb: Token) -> set[str]:
    """Words that may belong to a phrasal verb: particles, and bare adverbs or prepositions next to it."""
    return {child.lower_ for child in verb.children if child.i > verb.i and (child.dep_ in ("prt", "advmod") or _adverbial(child))}


def _adverbial(token: Token) -> bool:
    """A preposition right behind the verb, or one that governs no noun of its own."""
    return token.dep_ == "prep" and (token.i == token.head.i + 1 or not any(c.dep_ == "pobj" for c in token.children))


def _sectors(actor: Actor) -> Iterator[str]:
    """The sectors of an actor as frames ask for them: a state acts through its government, a body above states is an IGO."""
    above = actor.country in NO_LAND
    if actor.sector is not None:
        yield actor.sector
    if actor.kind in ("country", "government"):
        yield "IGO" if above else "GOV"
    elif above and actor.sector is None:
        yield "IGO"


def _object_tokens(verb: Token) -> list[Token]:
    """Direct objects and passive subjects of a verb, with their coordination."""
    found = [
        verb.head if child.tag_ in ("WDT", "WP") and verb.dep_ == "relcl" else child for child in verb.children if child.dep_ in _OBJECTS
    ]
    found = found or allowed(verb)
    if (verb.dep_ == "acl" and verb.tag_ == "VBN") or (verb.dep_ == "relcl" and not found and not _by_itself(verb)):
        found.append(verb.head)
    return [token for one in found for token in (one, *one.conjuncts)]


def _by_itself(verb: Token) -> bool:
    """ "talks that broke down": the relative pronoun is the subject."""
    return any(child.dep_ == "nsubj" and child.tag_ in ("WDT", "WP") for child in verb.children)


def _measures(token: Token) -> bool:
    return token.lemma_.lower() in toml_table("event_frames", "detente.extract")["measures"] or token.pos_ == "NUM"
