"""Speech acts told by a noun: "Oslo's offer to host talks", "a call by the bishops for calm", "gave his word that X"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.extract.cue_words import is_light
from detente.extract.fronted import goes_on
from detente.extract.parts import subtree
from detente.knowledge.tables import toml_table, words

if TYPE_CHECKING:
    from detente.extract.tree import Tree

_ROOM = "detente.extract"
_UNSAID = frozenset({"will", "would", "could", "may", "might", "should", "must", "can", "'ll", "’ll"})
_OWN = ("acl", "relcl", "xcomp", "ccomp", "advcl")


@dataclass(frozen=True, slots=True)
class NominalAct:
    """The noun, the one whose act it is, and the words of what is offered, demanded or foretold, by token."""

    cue: int
    source: int
    content: frozenset[int]


def nominal_acts(tree: Tree) -> list[NominalAct]:
    """The speech acts of a page that a noun tells, outside quotations."""
    acts: dict[str, str] = toml_table("cues", _ROOM)["acts"]
    found = []
    for noun, pos in enumerate(tree.pos):
        if pos != "NOUN" or tree.lemma[noun] not in acts or tree.quote[noun] >= 0 or tree.tag[noun] == "NNS":
            continue
        source = _doer(tree, noun)
        if source is None:
            continue
        content = _matter(tree, noun, source, acts[tree.lemma[noun]].split())
        if len(content) >= 2:
            found.append(NominalAct(noun, source, frozenset(content)))
    return found + [one for i, lemma in enumerate(tree.lemma) if lemma == "let" and (one := _let_known(tree, i))]


def _let_known(tree: Tree, cue: int) -> NominalAct | None:
    """ "let it be known that X": only X is said."""
    source, known = tree.kid(cue, "nsubj"), tree.kid(cue, "ccomp", "xcomp")
    if source is None or known is None or tree.lemma[known] not in ("know", "understand") or tree.quote[cue] >= 0:
        return None
    said = next((kid for kid in tree.kids[known] if tree.dep[kid] == "ccomp" and _opened(tree, kid, known) == "that"), None)
    return NominalAct(cue, source, frozenset(_with_terms(tree, _words(tree, said, known, source)))) if said is not None else None


def _doer(tree: Tree, noun: int) -> int | None:
    """Whose act it is: the owner, the one after "by" or "from", or the subject of the verb that carries the noun."""
    kids = tree.kids[noun]
    if any(tree.dep[kid] == "det" and tree.lower[kid] in ("no", "any", "every", "such") for kid in kids):
        return None
    owner = next((kid for kid in kids if tree.dep[kid] == "poss"), None)
    if owner is not None:
        return owner
    for kid in kids:
        if tree.dep[kid] == "prep" and tree.lower[kid] in ("by", "from") and kid > noun:
            return tree.kid(kid, "pobj")
        if tree.dep[kid] == "acl" and tree.tag[kid] == "VBN" and (agent := tree.kid(kid, "agent")) is not None:
            return tree.kid(agent, "pobj")
    verb = tree.head[noun]
    carried = tree.dep[noun] == "dobj" and is_light(tree.lemma[verb])
    if tree.dep[noun] == "pobj" and tree.lower[verb] in ("with", "by"):
        verb = tree.head[verb]
        carried = tree.lemma[verb] in words("cues", "answering", _ROOM) and tree.kid(verb, "auxpass") is None
    if not carried or tree.quote[verb] >= 0 or tree.kid(verb, "neg") is not None:
        return None
    helpers = {tree.lower[kid] for kid in tree.kids[verb] if tree.dep[kid] == "aux"}
    return tree.kid(verb, "nsubj") if not helpers & (_UNSAID | {"to"}) else None


def _matter(tree: Tree, noun: int, source: int, ways: list[str]) -> set[int]:
    """What the act is about, by the ways in which its noun takes it: to, that, or a preposition."""
    near = [kid for kid in tree.kids[noun] if kid > noun]
    verb = tree.head[noun]
    if tree.dep[noun] == "dobj":
        near += [kid for kid in tree.kids[verb] if kid > noun]
    for kid in near:
        if tree.dep[kid] in _OWN and kid - noun < 40 and (_opened(tree, kid, noun) or "") in ways:
            return _with_terms(tree, _words(tree, kid, noun, source))
    state = tree.dep[noun] in ("nsubj", "nsubjpass") and tree.lemma[verb] == "be"
    said = next((kid for kid in tree.kids[verb] if kid > verb and tree.dep[kid] == "ccomp" and _opened(tree, kid, verb)), None)
    if state and said is not None and "that" in ways:
        return _words(tree, said, verb, source)
    people = [who for kid in near if tree.lower[kid] in ("by", "to", "from") and (who := tree.kid(kid, "pobj")) is not None]
    near += [kid for who in people for kid in tree.kids[who]]  # the parser may hang "for calm" on the bishops
    below = {tree.lower[kid] for kid in near}
    for kid in near:
        if tree.dep[kid] in ("prep", "dative") and tree.lower[kid] == next((one for one in ways if one in below), ""):
            thing = tree.kid(kid, "pobj", "pcomp")
            if thing is None:
                continue
            told = _told(tree, kid, thing)
            return _words(tree, told, kid, source) if told is not None else _words(tree, thing, kid, source)
    return set()


def _opened(tree: Tree, clause: int, noun: int) -> str | None:
    """How a clause is opened: "to" where it has no subject of its own, "that"."""
    for kid in tree.kids[clause]:
        if tree.dep[kid] == "aux" and tree.lower[kid] == "to" and noun < kid <= clause:
            return "to"
        if tree.dep[kid] == "mark" and tree.lower[kid] == "that":
            return "that"
    return None


def _told(tree: Tree, prep: int, thing: int) -> int | None:
    """In "a call for the camps to disarm" the act asked for."""
    if tree.lower[prep] != "for":
        return None
    clauses = [kid for at in (prep, thing) for kid in tree.kids[at] if tree.pos[kid] in ("VERB", "AUX")]
    return next((kid for kid in clauses if _opened(tree, kid, prep) == "to"), None)


def _words(tree: Tree, head: int, after: int, source: int) -> set[int]:
    inside = set(subtree(tree, head)) - set(subtree(tree, source))
    return {i for i in inside if i > after and tree.word[i]}


def _with_terms(tree: Tree, content: set[int]) -> set[int]:
    """The content with the terms that follow after a comma: "…, provided the shelling stops"."""
    last = max(content, default=0)
    end = tree.sent_end[tree.sent[last]]
    rest = [i for i in range(last + 2, end) if tree.word[i]]
    if content and rest and tree.lower[last + 1] == "," and goes_on(tree, rest):
        return content | set(rest)
    return content
