"""Ends of links: the shortest clause or noun phrase around a word of the parse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.extract.link_words import colour

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.extract.tree import Tree

_VERBAL = frozenset({"VERB", "AUX"})
_EDGE = frozenset({"that", "and", "but", "or", "nor", "then", "so", "while", "although", "though"})
_LINKING = frozenset({"mark", "cc", "advmod"})


@dataclass(frozen=True, slots=True)
class End:
    """One end: its tokens first..last (inclusive) and its head word."""

    first: int
    last: int
    head: int


def verbal(tree: Tree, token: int) -> bool:
    """Whether the token is a verb, or the predicate of a clause."""
    return tree.pos[token] in _VERBAL


def clause_over(tree: Tree, token: int) -> int:
    """The head of the clause in which a token stands."""
    if verbal(tree, token) and tree.dep[token] not in ("aux", "auxpass", "amod", "compound"):
        return token
    for above in tree.above(token):
        if verbal(tree, above) and tree.dep[above] not in ("aux", "auxpass"):
            return above
    return token


def governed(tree: Tree, token: int, without: Iterable[int] = (), *, bare: bool = True) -> End | None:
    """The run of words under a token and around it, less the subtrees named; `bare` drops clauses joined to it."""
    gone: set[int] = set()
    for other in without:
        gone |= set(range(tree.left[other], tree.right[other])) if other != token else {other}
    if bare:
        for kid in tree.kids[token]:
            if _joined(tree, token, kid):
                gone |= set(range(tree.left[kid], tree.right[kid]))
                if tree.dep[kid] == "conj":
                    gone |= {other for other in tree.kids[token] if tree.dep[other] == "cc"}
    gone.discard(token)
    return run_around(tree, [i for i in range(tree.left[token], tree.right[token]) if i not in gone], token)


def run_around(tree: Tree, kept: list[int], token: int) -> End | None:
    """The unbroken run of the kept tokens around a token, without marks and linking words at its edges."""
    inside = set(kept)
    first = last = token
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    return trimmed(tree, first, last, token)


def trimmed(tree: Tree, first: int, last: int, head: int) -> End | None:
    """The end without punctuation, conjunctions and complementisers at its edges."""
    while first < last and (not tree.word[first] or (tree.lower[first] in _EDGE and tree.dep[first] in _LINKING)):
        first += 1
    while last > first and not tree.word[last]:
        last -= 1
    if first > last or not any(tree.word[i] for i in range(first, last + 1)):
        return None
    return End(first, last, head)


def main_clause(tree: Tree, token: int, signal: set[int], down: int) -> End | None:
    """The clause of a head word without the part that the signal brings, and without the reporting around it."""
    cut = {down, *(i for i in signal if tree.head[i] not in signal)}
    return governed(tree, token, {i for i in cut if not tree.left[i] <= token < tree.right[i]})


def open_verb(tree: Tree, verb: int) -> bool:
    """Whether a verb looks ahead or leaves open: will, would, may."""
    return any(tree.dep[kid] == "aux" and tree.lower[kid] in colour("future") for kid in tree.kids[verb])


def reported(tree: Tree, top: int, down: int) -> int:
    """The clause that a verb of saying reports, where a cause or condition belongs to it and not to the saying."""
    while tree.lemma[top] in colour("report"):
        inner = next((kid for kid in tree.kids[top] if tree.dep[kid] == "ccomp" and kid != down and verbal(tree, kid)), None)
        if inner is None:
            break
        top = inner
    return top


def with_antecedent(tree: Tree, end: End, other: End) -> End:
    """A relative clause together with the noun that it speaks of."""
    opens = {tree.tag[i] for i in range(end.first, min(end.first + 2, end.last + 1))}
    if tree.dep[end.head] != "relcl" or not opens & {"WDT", "WP", "WRB", "WP$"}:
        return end
    first = tree.left[tree.head[end.head]]
    return end if first >= end.first or (first <= other.last and other.first <= end.last) else End(first, end.last, end.head)


def telling(tree: Tree, end: End) -> bool:
    """Whether an end says something by itself: more than a lone pronoun, a lone verb form, a bare "I may"."""
    said = [i for i in range(end.first, end.last + 1) if tree.word[i]]
    if len(said) == 1:
        return tree.pos[said[0]] in ("NOUN", "PROPN") or tree.tag[said[0]] == "VBG"
    return not (len(said) == 2 and tree.lower[said[0]] in ("i", "you", "we", "it"))


def _joined(tree: Tree, token: int, kid: int) -> bool:
    """Whether a child is a clause of its own beside the token: joined, or the report around it."""
    dep = tree.dep[kid]
    if dep in ("parataxis", "meta") or (dep == "ccomp" and kid < token):
        return True
    if dep == "conj":
        return verbal(tree, kid) and verbal(tree, token) and tree.kid(kid, "nsubj", "nsubjpass", "expl") is not None
    if dep == "prep" and tree.lower[kid] == "according":
        return True
    return dep == "mark"
