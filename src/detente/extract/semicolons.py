"""Clauses that a semicolon parts stand as sentences of their own: the parser likes to hang one into the other."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from detente.extract.tree import Tree, tree_of

if TYPE_CHECKING:
    from detente.extract.draft import Page

_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
_JOINED = frozenset({"ccomp", "parataxis", "conj", "advcl", "dep", "ROOT", "relcl", "acl", "appos"})


@lru_cache(maxsize=4)  # the statements and the attributions of one page ask for the same tree
def parted_tree(page: Page) -> Tree:
    """The tree of a page, cut at its semicolons."""
    return parted(tree_of(page))


def parted(tree: Tree) -> Tree:
    """The tree with one sentence for each of two full clauses that a semicolon outside quotations parts."""
    signs = [i for i, low in enumerate(tree.lower) if low == ";" and tree.quote[i] < 0]
    if not signs:
        return tree
    head, dep, kids = list(tree.head), list(tree.dep), [list(one) for one in tree.kids]
    work = replace(tree, head=head, dep=dep, kids=kids)
    cuts = [sign for sign in signs if _cut(work, sign)]
    return _measured(work, cuts) if cuts else tree


def _cut(tree: Tree, sign: int) -> bool:
    """Part the two sides of a semicolon where each is a clause; whether it was done."""
    first, last = tree.sent_start[tree.sent[sign]], tree.sent_end[tree.sent[sign]]
    crossing = [i for i in range(first, last) if tree.word[i] and (i <= sign) != (tree.head[i] <= sign)]
    root = next((i for i in range(first, last) if tree.head[i] == i and tree.word[i]), None)
    if not crossing or root is None:
        return False
    inner = range(sign + 1, last) if root < sign else range(first, sign)
    top = next((i for i in reversed(crossing) if i in inner and _clause(tree, i)), None)
    other = tree.head[top] if top is not None else None
    if top is None or other is None or tree.dep[top] not in _JOINED or not any(_clause(tree, i) for i in (other, *tree.above(other))):
        return False
    for i in (k for k in range(first, last) if tree.lower[k] != " " and (k <= sign) != (tree.head[k] <= sign)):
        tree.kids[tree.head[i]].remove(i)
        tree.head[i] = i if i == top else top if i in inner else other
        if i == top:
            tree.dep[i] = "ROOT"
        elif tree.head[i] != i:
            tree.kids[tree.head[i]] = sorted([*tree.kids[tree.head[i]], i])
    return True


def _clause(tree: Tree, i: int) -> bool:
    """Whether a token heads a clause with a subject of its own, or an order."""
    if tree.pos[i] not in ("VERB", "AUX"):
        return False
    return tree.kid(i, *_SUBJECTS) is not None or (tree.tag[i] == "VB" and tree.kid(i, "aux", "mark") is None)


def _measured(tree: Tree, cuts: list[int]) -> Tree:
    """The tree with sentences and subtree borders as they are after the cuts."""
    starts = sorted({*tree.sent_start, *(sign + 1 for sign in cuts)})
    ends = [*starts[1:], len(tree)]
    sent = [bisect_left(starts, i + 1) - 1 for i in range(len(tree))]
    left, right = list(tree.left), list(tree.right)
    touched = sorted({k for sign in cuts for k in range(tree.sent_start[tree.sent[sign]], tree.sent_end[tree.sent[sign]])})
    for i in touched:
        left[i], right[i] = i, i + 1
    for i in touched:
        at = i
        while tree.lower[i] != " " and tree.head[at] != at:
            at = tree.head[at]
            left[at], right[at] = min(left[at], i), max(right[at], i + 1)
    return replace(tree, left=left, right=right, sent=sent, sent_start=starts, sent_end=ends)
