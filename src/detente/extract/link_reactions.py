"""Links by result clauses (", cutting off the island") and by reactions ("tension over the vote", "worsened after the raid")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.extract.link_found import Found
from detente.extract.link_spans import End, clause_over, governed, main_clause, reported, verbal
from detente.extract.link_words import colour, kinds, listed

if TYPE_CHECKING:
    from detente.extract.tree import Tree

_UNDER = ("pobj", "pcomp")


def results_in(tree: Tree, i: int) -> Iterator[Found]:
    """ ", cutting off the island": the clause before is the cause, the participle with its object the effect."""
    if tree.tag[i] != "VBG" or tree.dep[i] not in ("advcl", "acl", "conj", "xcomp"):
        return
    kind = kinds("participles").get(tree.lemma[i])
    left = tree.left[i]
    if kind is None or left == 0 or tree.lower[left - 1] not in (",", "–", "—", "-") or tree.kid(i, "mark", "nsubj") is not None:
        return
    if tree.kid(i, "dobj", "prep", "ccomp") is None or any(tree.dep[kid] == "prep" and kid < i for kid in tree.kids[i]):
        return
    base = clause_over(tree, tree.head[i])
    if base >= i or not verbal(tree, base):
        return
    base = _nearest_clause(tree, base, left)
    if tree.lemma[base] in colour("report") and tree.kid(base, "dobj") is None:
        return
    cause, effect = governed(tree, base, [i]), governed(tree, i)
    if cause and effect:
        cause = _inside(cause, left)
        cause = _without_lead(tree, cause, base)
        yield Found(cause, effect, kind, f"participle:{tree.lemma[i]}", None, i)


def _nearest_clause(tree: Tree, base: int, before: int) -> int:
    """The last clause before the participle that stands on its own: of "worsened after the U.S. captured X" the second."""
    best = base
    for kid in tree.kids[base]:
        if (
            base < kid < before
            and tree.dep[kid] in ("advcl", "ccomp", "conj")
            and verbal(tree, kid)
            and tree.kid(kid, "nsubj", "nsubjpass") is not None
        ):
            best = _nearest_clause(tree, kid, before)
    return best


def _inside(end: End, before: int) -> End:
    return End(end.first, before - 2, end.head) if end.last >= before and before - 2 >= end.first else end


def _without_lead(tree: Tree, end: End, head: int) -> End:
    """The clause without a time phrase that stands before its subject and without the word that joins it."""
    subject = tree.kid(head, "nsubj", "nsubjpass")
    if subject is None or tree.left[subject] <= end.first or subject > head:
        return end
    return End(tree.left[subject], end.last, end.head)


def reactions_in(tree: Tree, i: int) -> Iterator[Found]:
    """ "worsened after X", "tension over X": causes only where one side is a change for the worse or a reaction."""
    word = tree.lower[i]
    if word not in listed("reaction", "prepositions") or tree.dep[i] not in ("prep", "mark"):
        return
    down = tree.head[i] if tree.dep[i] == "mark" else tree.kid(i, *_UNDER)
    up = tree.head[down] if down is not None and tree.dep[i] == "mark" else tree.head[i]
    if down is None or up in (down, i):
        return
    if (tree.lemma[up] not in listed("reaction", "words")) or tree.ent[down] in ("DATE", "TIME", "CARDINAL", "MONEY", "GPE"):
        return
    if tree.pos[down] in ("NUM", "PRON") or tree.lemma[down] in listed("reaction", "times"):
        return
    cause = governed(tree, down, [i] if tree.dep[i] == "mark" else ())
    cause = _until_participle(tree, cause) if cause else None
    effect = main_clause(tree, reported(tree, up, down), {i}, down) if verbal(tree, up) else governed(tree, up, [i])
    if cause and effect:
        yield Found(cause, effect, "causes", f"reaction:{word}", (i, i), i)


def _until_participle(tree: Tree, end: End) -> End:
    """The clause up to a result clause that hangs on it."""
    for kid in tree.kids[end.head]:
        if kid > end.head and tree.dep[kid] == "advcl" and tree.tag[kid] == "VBG" and not tree.word[tree.left[kid] - 1]:
            return End(end.first, max(end.first, tree.left[kid] - 2), end.head)
    return end
