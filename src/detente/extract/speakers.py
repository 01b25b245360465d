"""Who speaks, to whom, and for whom, resolved through the cast."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from detente.extract.cue_words import is_thing
from detente.extract.parts import subtree
from detente.knowledge.tables import toml_table

if TYPE_CHECKING:
    from collections.abc import Set

    from detente.extract.cast import Cast
    from detente.extract.tree import Tree
    from detente.records import Actor

_RELATIVE = frozenset({"who", "which", "that", "whom"})


def speaker_of(tree: Tree, cast: Cast, source: int | None) -> Actor | None:
    """The actor who answers for the words."""
    return _actor(tree, cast, source, depth=0)


def _actor(tree: Tree, cast: Cast, token: int | None, depth: int) -> Actor | None:
    if token is None or depth > 2:
        return None
    actor = cast.actor_at(token)
    if actor is not None:
        return actor
    if tree.lower[token] in _RELATIVE:
        clause = next((at for at in tree.above(token) if tree.dep[at] in ("relcl", "acl")), None)
        return _actor(tree, cast, tree.head[clause], depth + 1) if clause is not None else None
    phrase = subtree(tree, token)
    inside = [role for role in cast.roles_in(min(phrase), max(phrase) + 1) if role.head in phrase and not role.modifier]
    owner = tree.kid(token, "poss")
    if owner is not None and (role := cast.role_at(owner)) is not None and tree.lemma[token] in _papers():
        return cast[role.actor_id]
    appositive = next((role for role in inside if tree.dep[role.head] in ("appos", "nmod", "compound")), None)
    if appositive is not None:
        return cast[appositive.actor_id]
    of = next(
        (tree.kid(kid, "pobj") for kid in tree.kids[token] if tree.dep[kid] == "prep" and tree.lower[kid] in ("of", "from", "by")), None
    )
    return cast.actor_at(of) if of is not None and tree.lemma[token] in _papers() else None


def may_speak(tree: Tree, source: int, actor: Actor | None, *, personal: bool) -> bool:
    """Whether a source is somebody, known or not, and no thing; `personal` where only people do what the cue says."""
    if tree.lower[source] in _RELATIVE:
        return actor is not None
    if actor is not None and actor.kind != "place" and tree.pos[source] in ("PROPN", "PRON"):
        return True
    lemma = tree.lemma[source]
    if actor is not None and not is_thing(lemma):
        return True
    if personal and tree.pos[source] == "NOUN" and not is_thing(lemma):
        return True
    return lemma in _collective() or (tree.pos[source] == "PROPN" and tree.ent[source] in ("PERSON", "ORG", "GPE", "NORP"))


def addressee_token(tree: Tree, cue: int, source: int | None, content: Set[int]) -> int | None:
    """The head of the phrase that is spoken to."""
    table = toml_table("statement_signs", "detente.extract")["addressees"]
    if tree.lemma[cue] in table["of_object"]:
        for dep in ("dative", "dobj"):
            kid = tree.kid(cue, dep)
            if kid is None or kid == source:
                continue
            if dep == "dative" and tree.pos[kid] == "ADP":
                kid = tree.kid(kid, "pobj")
            if kid is not None and (kid not in content or _spoken_to(tree, cue, kid, content)):
                return kid
        # "urged Baku to pull back": the object may hang in the clause as its subject
        for clause in (kid for kid in tree.kids[cue] if tree.dep[kid] in ("ccomp", "xcomp")):
            subject = tree.kid(clause, "nsubj")
            if (
                subject is not None
                and subject > cue
                and any(tree.dep[k] == "aux" and tree.lower[k] == "to" and k > subject for k in tree.kids[clause])
            ):
                return subject
    for kid in tree.kids[cue]:
        if tree.dep[kid] in ("prep", "dative") and tree.lower[kid] in table["of_preposition"] and kid - cue <= 6:
            noun = tree.kid(kid, "pobj")
            if (
                noun is not None
                and noun != source
                and _is_body(tree, noun)
                and (tree.lower[kid] in ("to", "upon") or tree.lemma[cue] in ("call", "prevail", "snap", "shout"))
            ):
                return noun
    return None


def _spoken_to(tree: Tree, cue: int, noun: int, content: Set[int]) -> bool:
    """Whether an object inside the content is the one spoken to: something else is left to be said."""
    inside = set(subtree(tree, noun))
    rest = [i for i in content if i not in inside and tree.word[i]]
    return (
        bool(rest)
        and _is_body(tree, noun)
        and any(tree.dep[kid] in ("xcomp", "ccomp", "prep", "advcl", "dobj") for kid in tree.kids[cue] if kid != noun)
    )


def _is_body(tree: Tree, noun: int) -> bool:
    return (
        tree.ent[noun] in ("PERSON", "ORG", "GPE", "NORP")
        or tree.lemma[noun] in _collective()
        or tree.pos[noun] in ("PROPN", "PRON")
        or tree.lemma[noun] in _hearers()
    )


@cache
def _collective() -> frozenset[str]:
    return frozenset(toml_table("statement_signs", "detente.extract")["people"]["collective"])


@cache
def _papers() -> frozenset[str]:
    return frozenset(toml_table("statement_signs", "detente.extract")["people"]["papers"])


@cache
def _hearers() -> frozenset[str]:
    return frozenset(toml_table("statement_signs", "detente.extract")["people"]["hearers"])


def on_behalf_token(tree: Tree, cue: int, content: Set[int]) -> int | None:
    """For whom it is said: "explained the U.S. position", "on behalf of the union"."""
    for kid in tree.kids[cue]:
        if tree.dep[kid] == "dobj" and tree.lemma[kid] in ("position", "stance", "view", "policy", "line"):
            return tree.kid(kid, "poss", "compound", "nmod", "amod")
        if (
            tree.dep[kid] == "prep"
            and tree.lower[kid] in ("on", "for")
            and (noun := tree.kid(kid, "pobj")) is not None
            and kid not in content
        ):
            if tree.lemma[noun] == "behalf":
                of = tree.kid(noun, "prep")
                return tree.kid(of, "pobj") if of is not None else tree.kid(noun, "poss")
            if tree.lower[kid] == "for" and tree.lemma[cue] == "speak":
                return noun
    return None
