"""Who speaks, to whom, and for whom, resolved through the cast."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from detente.extract.cast import Role
from detente.extract.cue_words import is_light, is_thing
from detente.extract.parts import subtree
from detente.knowledge.tables import toml_table
from detente.records import Actor, ActorKind, Mention, record_id

if TYPE_CHECKING:
    from collections.abc import Set

    from detente.extract.cast import Cast
    from detente.extract.draft import Page
    from detente.extract.tree import Tree

METHOD = "statements/2"
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


def described_speaker(tree: Tree, page: Page, source: int | None) -> tuple[Actor, Role] | None:
    """A person or group whom the cast does not know, by the words of the text; None for pronouns and times."""
    if source is None or tree.ent[source] in _NUMBERS:
        return None
    if tree.pos[source] not in ("NOUN", "PROPN") and not (tree.lower[source] in _SOME and tree.kid(source, "prep", "relcl") is not None):
        return None
    words = _short_phrase(tree, source)
    start, end = tree.span(words[0], words[-1])
    name = " ".join(page.text[start:end].split())
    kind: ActorKind = _KIND_OF.get(tree.ent[source], "group" if tree.tag[source] == "NNS" else "unknown")
    actor = Actor(record_id("a", kind, name, None), name, kind=kind, role=None if tree.ent[source] else "described, not named")
    return actor, Role(words[0], words[-1] + 1, source, actor.id, Mention(actor.id, "nominal", page.evidence(start, end, METHOD, 0.5)))


def _short_phrase(tree: Tree, head: int) -> list[int]:
    """The phrase around a noun: no article before it; after it only what begins with "of", "in", "from" or "for"."""
    before = [i for i in subtree(tree, head) if i < head and tree.dep[i] not in ("relcl", "acl")]
    first = head
    while before and before[-1] == first - 1:
        first = before.pop()
    while first < head and (tree.pos[first] in ("DET", "PRON", "PUNCT", "ADV", "CCONJ") or not tree.word[first]):
        first += 1
    last = head
    for _ in range(3):
        joint = next((kid for kid in tree.kids[last] if kid == last + 1 and tree.dep[kid] == "prep" and tree.lower[kid] in _OF), None)
        inner = tree.kid(joint, "pobj") if joint is not None else None
        if inner is None or not all(tree.word[i] or tree.lower[i] in "'’-" for i in range(last, inner + 1)):
            break
        last = inner
    return list(range(first, last + 1))


_NUMBERS = frozenset({"DATE", "TIME", "CARDINAL", "QUANTITY"})
_SOME = frozenset({"those", "both", "most", "many", "some", "several", "others"})
_OF = frozenset({"of", "in", "from", "for", "at", "to"})
_KIND_OF: dict[str, ActorKind] = {"PERSON": "person", "ORG": "organisation", "NORP": "group", "GPE": "place"}


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
            if kid is not None and (kid not in content or _spoken_to(tree, cue, kid, content) or _told_to(tree, cue, kid)):
                return kid
        hearer = tree.kid(cue, "nsubjpass")
        if hearer is not None and hearer != source and tree.kid(cue, "auxpass") is not None and hearer not in content:
            return hearer  # "the envoys were told by an aide"
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
        if tree.dep[kid] in ("prep", "dative", "prt") and tree.lower[kid] in table["of_preposition"] and kid - cue <= 6:
            noun = tree.kid(kid, "pobj")
            if (
                noun is None
                or noun == source
                or not (is_body(tree, noun) or (tree.lemma[cue] in (*table["of_people"], "call", "plead") and _alive(tree, noun)))
            ):
                continue
            if tree.lower[kid] in ("to", "upon") or tree.lemma[cue] in ("call", "prevail", "snap", "shout", "plead"):
                return noun
    return _through_paper(tree, cue) or _by_light_verb(tree, cue)


def _by_light_verb(tree: Tree, cue: int) -> int | None:
    """To whom a noun goes that a light verb carries: "gave the country his word", "extended an invitation to armed groups"."""
    verb = cue if is_light(tree.lemma[cue]) else tree.head[cue]
    noun = tree.kid(verb, "dobj")
    if not is_light(tree.lemma[verb]) or noun is None:
        return None
    given = tree.kid(verb, "dative")
    if given is not None and tree.pos[given] == "ADP":
        given = tree.kid(given, "pobj")
    for kid in (*tree.kids[verb], *tree.kids[noun]) if given is None else ():
        to = tree.kid(kid, "pobj") if tree.dep[kid] == "prep" and tree.lower[kid] == "to" and kid - noun in (1, 2) else None
        if to is not None and (is_body(tree, to) or are_people(tree, to)):
            return to
    return given


def _told_to(tree: Tree, cue: int, noun: int) -> bool:
    """Whether somebody is told to do something: "ordered all units to dump arms"."""
    done = [kid for kid in tree.kids[cue] if tree.dep[kid] in ("xcomp", "ccomp", "advcl") and kid > noun]
    done += [kid for kid in tree.kids[noun] if tree.dep[kid] in ("acl", "relcl") and kid > noun and tree.lemma[cue] not in _GIVING]
    return any(tree.dep[one] == "aux" and tree.lower[one] == "to" for kid in done for one in tree.kids[kid])


_GIVING = frozenset({"offer", "grant", "promise", "present", "threaten", "request", "require", "call"})


def are_people(tree: Tree, noun: int) -> bool:
    return tree.tag[noun] == "NNS" and not is_thing(tree.lemma[noun])


def _alive(tree: Tree, noun: int) -> bool:
    return are_people(tree, noun) or (tree.pos[noun] == "NOUN" and tree.lemma[noun] in ("diaspora", "camp", "side"))


def _through_paper(tree: Tree, cue: int) -> int | None:
    """To whom a letter, call or speech goes in which it is said: "wrote in a letter to Beijing"."""
    for kid in tree.kids[cue]:
        paper = tree.kid(kid, "pobj") if tree.dep[kid] == "prep" and tree.lower[kid] in ("in", "through", "by") else None
        to = (
            next((one for one in tree.kids[paper] if tree.dep[one] == "prep" and tree.lower[one] == "to"), None)
            if paper is not None
            else None
        )
        noun = tree.kid(to, "pobj") if to is not None else None
        if paper is not None and tree.lemma[paper] in _papers() and noun is not None and is_body(tree, noun):
            return noun
    return None


def _spoken_to(tree: Tree, cue: int, noun: int, content: Set[int]) -> bool:
    """Whether an object inside the content is the one spoken to: something else is left to be said."""
    inside = set(subtree(tree, noun))
    rest = [i for i in content if i not in inside and tree.word[i]]
    return (
        bool(rest)
        and is_body(tree, noun)
        and any(tree.dep[kid] in ("xcomp", "ccomp", "prep", "advcl", "dobj") for kid in tree.kids[cue] if kid != noun)
    )


def is_body(tree: Tree, noun: int) -> bool:
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
