"""How a link is asserted: its modality, and whether it is denied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.extract.link_words import colour

if TYPE_CHECKING:
    from detente.extract.link_found import Found
    from detente.extract.tree import Tree
    from detente.records import Modality


_UNREAL = frozenset({"if", "suppose", "should", "only if"})


def modality_of(tree: Tree, one: Found) -> Modality:
    """The modality of a link, from the words around its signal."""
    if doubted(tree, one.pivot):
        return "doubted"
    helpers = {tree.lower[kid] for kid in tree.kids[one.pivot] if tree.dep[kid] in ("aux", "advmod")}
    if one.kind != "condition":
        above = tree.head[one.pivot]
        if tree.dep[one.pivot] in ("xcomp", "conj") and not helpers & colour("hypothetical"):
            helpers |= {tree.lower[kid] for kid in tree.kids[above] if tree.dep[kid] in ("aux", "advmod")}
        if any(tree.dep[kid] == "neg" for kid in tree.kids[one.pivot]):
            helpers -= {"can", "ca", "could"}  # what cannot be is no possibility
        return "possible" if helpers & colour("possible") else "asserted"
    return _of_condition(tree, one)


def negated(tree: Tree, one: Found) -> bool:
    """Whether the verb that carries the link is denied, or the link doubted."""
    if one.kind == "condition":
        return False
    verb = one.pivot
    if one.rule.startswith(("connective", "opener")):
        return doubted(tree, verb)
    return doubted(tree, verb) or any(tree.dep[kid] == "neg" or tree.lower[kid] in ("never", "hardly") for kid in tree.kids[verb])


def doubted(tree: Tree, pivot: int) -> bool:
    """Whether somebody doubts or denies what holds the pivot."""
    for kid in tree.kids[pivot]:  # the parser takes "while X doubts Y will come" for a clause beside what is doubted
        if tree.dep[kid] == "advcl" and tree.lemma[kid] in colour("doubt") and kid < pivot and tree.kid(kid, "dobj", "ccomp") is None:
            return True
    at = pivot
    for above in tree.above(pivot):
        if tree.dep[at] in ("ccomp", "acl") and (tree.lemma[above] in colour("doubt") or _not_held(tree, at, above)):
            return True
        at = above
    return False


def _not_held(tree: Tree, clause: int, above: int) -> bool:
    """Whether what governs a clause says that nobody holds it: "do not see how", "no one believes that", "unclear whether"."""
    held = {tree.lemma[above], *(tree.lemma[kid] for kid in tree.kids[above] if tree.dep[kid] == "acomp")}
    if held & colour("open") and any(tree.lower[kid] in ("how", "whether", "if", "why") for kid in tree.kids[clause]):
        return True
    if tree.lemma[above] not in colour("hold"):
        return False
    subject = tree.kid(above, "nsubj", "nsubjpass")
    words = {tree.lower[one] for one in (above, *([] if subject is None else (subject, *tree.kids[subject])))}
    hard = tree.dep[above] == "xcomp" and {tree.lemma[tree.head[above]], *(tree.lemma[kid] for kid in tree.kids[tree.head[above]])}
    denied = any(tree.dep[kid] == "neg" or tree.lower[kid] in colour("denial") for kid in tree.kids[above])
    return denied or bool(words & colour("nobody")) or bool(hard and hard & colour("hard"))


def _of_condition(tree: Tree, one: Found) -> Modality:
    head = one.effect.head
    name = one.rule.split(":", 1)[1]
    words = {tree.lower[i] for i in range(one.effect.first, one.effect.last + 1)}
    cause = {tree.lower[i] for i in range(one.cause.first, one.cause.last + 1)}
    if name in (
        "only after",
        "only once",
        "have to",
        "would have to",
        "needed",
        "require",
        "after that",
        "failing which",
        "precede",
    ):
        return "necessary"
    if name.startswith(("depend", "hinge", "conditional", "rest on", "presuppose", "tie", "subject", "contingent")):
        return "asserted"
    helpers = {tree.lower[kid] for kid in tree.kids[head] if tree.dep[kid] == "aux"} or words
    if helpers & {"would", "could", "'d"} and ("have" in words or name in ("were", "had") or (name in _UNREAL and _unreal(tree, one))):
        return "hypothetical"
    if helpers & colour("possible") and not (name == "without" and "not" in words | cause):
        return "possible"
    if name == "without" and words & {"no", "not", "n't", "cannot", "nothing"}:
        return "necessary"
    if (
        name in ("in return for", "in exchange for", "on condition that", "on the condition that", "on the sole condition that")
        and tree.tag[head] == "VBD"
    ):
        return "asserted"
    return "conditional"


def _unreal(tree: Tree, one: Found) -> bool:
    """Whether the if-part stands in the past for what is not so."""
    return any(tree.tag[i] == "VBD" for i in range(one.cause.first, one.cause.last + 1))
