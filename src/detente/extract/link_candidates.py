"""Every pair of ends in a sentence that could be cause and effect, with the features that a linear model weighs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.extract.link_spans import End, clause_over, governed, run_around, trimmed, verbal

if TYPE_CHECKING:
    from detente.extract.tree import Tree

_CLAUSES = frozenset({"advcl", "xcomp", "ccomp", "acl", "relcl", "conj", "pcomp", "parataxis", "csubj"})
_UNDER = ("pobj", "pcomp")
_OBJECTS = ("dobj", "attr", "oprd", "ccomp", "xcomp")


@dataclass(frozen=True, slots=True)
class Edge:
    """Two words of a sentence, one over the other (or subject and object of one verb), and what joins them."""

    upper: int
    lower: int
    joint: str
    word: int | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One choice of ends for an edge; `forward` where the upper end is the cause."""

    edge: Edge
    cause: End
    effect: End
    forward: bool
    choice: str


def edges_of(tree: Tree, first: int, last: int) -> Iterator[Edge]:
    """The places where a sentence could join a cause and an effect."""
    for d in range(first, last):
        h, dep = tree.head[d], tree.dep[d]
        if h == d or not first <= h < last:
            continue
        if dep in _CLAUSES and (verbal(tree, d) or dep not in ("conj",)):
            yield Edge(h, d, dep, _opening(tree, d))
        elif dep in _UNDER and tree.dep[h] in ("prep", "agent", "dative") and tree.head[h] != h:
            chain = tree.head[h]
            yield Edge(chain, d, f"{tree.dep[h]}", h)
        elif dep in ("nsubj", "nsubjpass", "csubj") and verbal(tree, h):
            for other in tree.kids[h]:
                if other <= h:
                    continue
                if tree.dep[other] in _OBJECTS:
                    yield Edge(d, other, f"{dep}+{tree.dep[other]}", h)
                elif tree.dep[other] in ("prep", "agent"):
                    target = tree.kid(other, *_UNDER)
                    if target is not None:
                        yield Edge(d, target, f"{dep}+{tree.dep[other]}", other)
    for left, right in zip(_tops(tree, first, last), _tops(tree, first, last)[1:], strict=False):
        yield Edge(left, right, "beside", None)


def _tops(tree: Tree, first: int, last: int) -> list[int]:
    """The heads of the sentences within the stretch."""
    return [i for i in range(first, last) if tree.head[i] == i and verbal(tree, i)]


def candidates_of(tree: Tree, edge: Edge) -> Iterator[Candidate]:
    """The choices of ends for one edge, in both directions."""
    lowers, uppers = _lower_ends(tree, edge), _upper_ends(tree, edge)
    for low_name, low in lowers:
        for up_name, up in uppers:
            if low.first <= up.last and up.first <= low.last:
                continue
            yield Candidate(edge, low, up, False, f"{low_name}|{up_name}")
            yield Candidate(edge, up, low, True, f"{low_name}|{up_name}")


def _lower_ends(tree: Tree, edge: Edge) -> list[tuple[str, End]]:
    d = edge.lower
    whole = governed(tree, d)
    found: dict[tuple[int, int], tuple[str, End]] = {}
    if whole:
        found[(whole.first, whole.last)] = ("all", whole)
        comma = next((k for k in range(d, whole.last) if tree.lower[k] == ","), None)
        if comma is not None:
            short = trimmed(tree, whole.first, comma - 1, d)
            if short:
                found.setdefault((short.first, short.last), ("comma", short))
    if "+" in edge.joint and edge.word is not None:
        verb = tree.head[edge.upper]
        rest = trimmed(tree, min(verb, d), tree.right[verb] - 1, d)
        if rest:
            found.setdefault((rest.first, rest.last), ("verb", rest))
    return list(found.values())


def _upper_ends(tree: Tree, edge: Edge) -> list[tuple[str, End]]:
    h, d = edge.upper, edge.lower
    cut = [d if edge.word is None or "+" in edge.joint or tree.head[d] != edge.word else edge.word]
    found: dict[tuple[int, int], tuple[str, End]] = {}

    def keep(name: str, end: End | None) -> None:
        if end is not None:
            found.setdefault((end.first, end.last), (name, end))

    keep("own", governed(tree, h, cut))
    if "+" not in edge.joint and edge.joint != "beside":
        top = clause_over(tree, h)
        if top != h:
            keep("clause", governed(tree, top, cut))
        left = tree.left[cut[0]]
        if left > 0 and d > h:
            start = tree.sent_start[tree.sent[h]]
            keep("before", trimmed(tree, tree.left[top] if tree.left[top] < left else start, left - 1, top))
            comma = next((k for k in range(left - 2, start, -1) if tree.lower[k] in (",", "``", "“", ":", ";", '"')), None)
            if comma is not None and comma < h:
                keep("tail", trimmed(tree, comma + 1, left - 1, h))
        elif d < h:
            right = tree.right[cut[0]]
            keep("after", run_around(tree, list(range(right, tree.right[top])), top) if right <= top else None)
    return list(found.values())


def _opening(tree: Tree, d: int) -> int | None:
    """The word that opens a clause: its mark, its "to", its question word."""
    for kid in tree.kids[d]:
        if kid < d and (
            tree.dep[kid] == "mark"
            or (tree.dep[kid] in ("aux", "advmod", "nsubj", "nsubjpass") and tree.tag[kid] in ("TO", "WRB", "WDT", "WP"))
        ):
            return kid
    return None


def features(tree: Tree, one: Candidate) -> list[str]:
    """The named features of a candidate."""
    own = edge_features(tree, one.edge)
    way = "F" if one.forward else "B"
    choice = f"{way}|{one.choice}"
    found = [f"{way}|{name}" for name in own]
    found += [f"c|{choice}|{name}" for name in own[:4]]
    for name, end in (("C", one.cause), ("E", one.effect)):
        size = min((end.last - end.first + 1) // 3, 8)
        first = tree.lower[end.first]
        found += (
            f"{name}n={size}|{one.choice}",
            f"{name}f={tree.tag[end.first]}|{choice}",
            f"{name}v={any(verbal(tree, i) for i in range(end.first, end.last + 1))}|{choice}",
        )
        found += (
            f"{name}b={_near(tree, end.first - 1)}|{choice}",
            f"{name}a={_near(tree, end.last + 1)}|{choice}",
            f"{name}z={tree.dep[end.head]}|{choice}",
        )
        found += (
            f"{name}w={first}|{way}",
            f"{name}h={tree.lemma[end.head]}",
            f"{name}l={tree.lower[end.last]}",
            f"{name}s={end.first == tree.sent_start[tree.sent[end.first]]}|{choice}",
        )
    return found


def _near(tree: Tree, i: int) -> str:
    """The word beside an end: itself where it is a mark or a function word, else its part of speech."""
    if not 0 <= i < len(tree):
        return "-"
    return tree.lower[i] if tree.pos[i] in ("PUNCT", "ADP", "SCONJ", "CCONJ", "PART", "DET") else tree.pos[i]


def edge_features(tree: Tree, edge: Edge) -> list[str]:
    """The named features of the place itself."""
    h, d, j = edge.upper, edge.lower, edge.joint
    w = tree.lower[edge.word] if edge.word is not None else "-"
    if "+" in j and edge.word is not None and not verbal(tree, edge.word):
        w = f"{tree.lemma[tree.head[edge.word]]} {w}"
    elif "+" in j and edge.word is not None:
        w = tree.lemma[edge.word]
    order = "<" if d > h else ">"
    left = tree.left[edge.word] if edge.word is not None and edge.word < d else tree.left[d]
    comma = left > 0 and not tree.word[left - 1]
    k = f"{j}|{w}"
    hl, dl, ht, dt = tree.lemma[h], tree.lemma[d], tree.tag[h], tree.tag[d]
    before = tree.lower[left - 1] if left else ""
    found = [j, k, f"{j}|{dt}", f"{j}|{ht}"]
    found += (
        f"o={k}|{order}|{comma}",
        f"h={hl}",
        f"d={dl}",
        f"hw={hl}|{w}",
        f"dw={dl}|{w}",
        f"hd={hl}|{dl}",
        f"jh={j}|{hl}",
        f"jd={j}|{dl}",
        f"t={k}|{ht}|{dt}",
        f"b={before}|{w}",
    )
    found += (
        f"e={k}|{tree.ent[d]}",
        f"eh={k}|{tree.ent[h]}",
        f"far={j}|{min(abs(d - h) // 4, 6)}",
        f"hdep={j}|{tree.dep[h]}",
        f"jdt={j}|{dl}|{dt}|{comma}",
    )
    up = tree.head[h]
    found += (f"u={w}|{tree.lemma[up]}", f"uj={j}|{tree.lemma[up]}", f"q={tree.quote[h] >= 0}|{tree.quote[d] >= 0}|{j}")
    for kid in tree.kids[d]:
        if tree.dep[kid] in ("dobj", "pobj", "amod", "compound", "neg", "nsubj", "prep", "auxpass", "prt"):
            found.append(f"dk={w}|{tree.dep[kid]}|{tree.lemma[kid]}")
            found.append(f"dkj={j}|{tree.dep[kid]}")
    for kid in tree.kids[h]:
        if kid != d and tree.dep[kid] in ("dobj", "nsubj", "nsubjpass", "neg", "auxpass", "prt", "aux"):
            found.append(f"hk={w}|{tree.dep[kid]}|{tree.lemma[kid]}")
    return found
