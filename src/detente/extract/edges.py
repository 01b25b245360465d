"""Where a content begins and ends inside its subtree: constituents at the edges stay or are cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.extract.cues import word_of
from detente.extract.parts import subtree

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.extract.parts import Part
    from detente.extract.tree import Tree

    type Decide = Callable[[int, str, list[str]], bool]
    type Drop = Callable[[list[int], list[str]], bool]

_KEEP = frozenset(
    {"pobj", "prt", "aux", "auxpass", "neg", "nsubj", "nsubjpass", "case", "det", "poss", "amod", "compound", "punct", "expl", "nummod"}
)


def trimmed(tree: Tree, cue: int, part: Part, cut: Decide) -> list[int]:
    """The tokens of a part after cutting at both edges; `cut(constituent, side, features)` decides."""
    tokens = subtree(tree, part.head, part.without)
    for side in ("R", "L"):
        node, depth = part.head, 0
        while True:
            kid = _outermost(tree, node, tokens, side, part)
            if kid is None:
                break
            if tree.dep[kid] not in _KEEP and cut(kid, side, _edge_features(tree, cue, part, kid, side, depth)):
                gone = set(range(tree.left[kid], tree.right[kid])) - {node}
                tokens = [i for i in tokens if i not in gone]
                tokens = _without_marks(tree, tokens, side)
                continue
            node, depth = kid, depth + 1
    return tokens


def sunk(tree: Tree, cue: int, part: Part, tokens: list[int], drop: Drop) -> list[int]:
    """A part without the words that belong to the cue ("made it clear that X"); `drop(lost tokens, features)` decides, step by step."""
    head = part.head
    if part.without is not None or head < cue:
        return tokens
    for level in range(3):
        inner = _inner(tree, head, set(tokens))
        if inner is None:
            return tokens
        kid, first = inner
        lost = [i for i in tokens if i < first and tree.word[i]]
        if not lost or not drop(lost, _sink_features(tree, cue, part, (head, kid), lost, level)):
            return tokens
        tokens = [i for i in tokens if i >= first]
        head = kid
    return tokens


_INNER = frozenset({"ccomp", "acl", "xcomp", "dobj", "prep", "pcomp", "advcl", "relcl"})


def _inner(tree: Tree, head: int, inside: set[int]) -> tuple[int, int] | None:
    """The first complement right of a head, and the token that it begins with: of a preposition its object."""
    for kid in tree.kids[head]:
        if kid < head or kid not in inside or tree.dep[kid] not in _INNER:
            continue
        if tree.dep[kid] == "prep":
            below = tree.kid(kid, "pobj", "pcomp")
            return (below, max(tree.left[below], kid + 1)) if below is not None and below in inside else None
        return kid, max(tree.left[kid], head + 1)
    return None


def _sink_features(tree: Tree, cue: int, part: Part, link: tuple[int, int], lost: list[int], level: int) -> list[str]:
    head, kid = link
    w, r, h = word_of(tree, cue), part.relation, tree.lemma[head]
    above = tree.head[kid]
    over = f"{tree.dep[above]}:{tree.lower[above]}" if tree.dep[above] == "prep" else tree.dep[kid]
    mark = next((tree.lower[one] for one in tree.kids[kid] if tree.dep[one] in ("mark", "aux", "advmod")), "none")
    before = next(
        (tree.dep[one] for one in tree.kids[head] if one < head and tree.dep[one] in ("det", "poss", "amod", "aux", "neg")), "none"
    )
    many, quoted = min(len(lost), 5), tree.quote[kid] >= 0 > tree.quote[head]
    return [
        f"h={h}",
        f"hk={h}|{over}",
        f"hr={h}|{r}|{over}",
        f"w={w}|{r}",
        f"wk={w}|{r}|{over}",
        f"wh={w}|{h}",
        f"r={r}|{over}|{level}",
        f"rt={r}|{tree.tag[head]}|{over}",
        f"k={over}|{mark}|{tree.pos[head]}",
        f"km={over}|{mark}|{h}",
        f"kt={over}|{tree.tag[kid]}|{tree.tag[head]}",
        f"n={many}|{r}|{over}",
        f"b={before}|{tree.pos[head]}|{over}",
        f"q={quoted}|{over}",
        f"t={tree.tag[cue]}|{tree.tag[head]}|{over}",
        f"e={tree.ent[head]}|{over}",
        f"long={min((tree.right[kid] - tree.left[kid]) // 3, 4)}|{over}",
    ]


def _outermost(tree: Tree, node: int, tokens: list[int], side: str, part: Part) -> int | None:
    """The child of a node that holds the outermost word on one side."""
    if not tokens:
        return None
    order = reversed(tokens) if side == "R" else iter(tokens)
    edge = next((i for i in order if tree.word[i]), None)
    if edge is None or edge == node:
        return None
    return next((kid for kid in tree.kids[node] if kid != part.without and tree.left[kid] <= edge < tree.right[kid]), None)


def _without_marks(tree: Tree, tokens: list[int], side: str) -> list[int]:
    if side == "R":
        while tokens and not tree.word[tokens[-1]] and tree.quote[tokens[-1]] < 0:
            tokens = tokens[:-1]
    else:
        while tokens and not tree.word[tokens[0]] and tree.quote[tokens[0]] < 0:
            tokens = tokens[1:]
    return tokens


def _edge_features(tree: Tree, cue: int, part: Part, kid: int, side: str, depth: int) -> list[str]:
    dep, head = tree.dep[kid], tree.head[kid]
    first, last = tree.left[kid], tree.right[kid] - 1
    w, r = word_of(tree, cue), part.relation
    plain = r.split(":")[0]
    before = tree.lower[first - 1] if side == "R" and first and not tree.word[first - 1] else ""
    after = tree.lower[last + 1] if side == "L" and last + 1 < len(tree) and not tree.word[last + 1] else ""
    mark = before + after
    near = "cue" if (side == "R") == (kid < cue) else "far"
    k = f"{side}|{dep}"
    found = [
        k,
        f"d={k}|{min(depth, 3)}",
        f"r={k}|{plain}",
        f"m={k}|{mark}",
        f"l={k}|{tree.lemma[kid]}",
        f"lm={k}|{tree.lemma[kid]}|{mark}",
        f"near={k}|{near}|{mark}",
    ]
    found += (
        f"w={k}|{w}",
        f"wr={side}|{r}|{w}",
        f"h={k}|{tree.lemma[head]}",
        f"hp={k}|{tree.pos[head]}|{plain}",
        f"f={k}|{tree.lower[first]}|{mark}",
        f"ft={k}|{tree.tag[first]}",
    )
    found += (
        f"len={k}|{min((last - first) // 4, 5)}|{mark}",
        f"q={k}|{tree.quote[kid] >= 0}|{tree.quote[head] >= 0}",
        f"e={k}|{tree.ent[kid]}|{mark}",
        f"tag={k}|{tree.tag[kid]}",
    )
    found += (
        f"x={k}|{plain}|{mark}|{min(depth, 2)}",
        f"hd={k}|{mark}|{tree.pos[head]}|{tree.tag[kid]}",
        f"rest={k}|{mark}|{_size(tree, part, kid)}",
    )
    if dep in ("conj", "advcl", "ccomp", "acl"):
        own = tree.kid(kid, "nsubj", "nsubjpass", "expl") is not None
        found += (
            f"cj={k}|{tree.tag[kid]}|{tree.tag[head]}|{tree.tag[cue]}|{own}",
            f"cl={k}|{own}|{tree.lemma[kid]}|{plain}",
            f"cm={k}|{own}|{mark}|{tree.tag[kid]}|{head == part.head}",
        )
    obj = tree.kid(kid, "pobj")
    if obj is not None:
        found += (f"o={k}|{tree.lemma[kid]}|{tree.ent[obj] or tree.pos[obj]}", f"ol={k}|{tree.lemma[obj]}")
    if tree.kid(kid, "nsubj", "nsubjpass") is not None:
        found.append(f"s={k}|{mark}|{plain}")
    return found


def _size(tree: Tree, part: Part, kid: int) -> str:
    """How long the constituent is against what would remain."""
    size, whole = tree.right[kid] - tree.left[kid], tree.right[part.head] - tree.left[part.head]
    rest = max(whole - size, 1)
    return f"{min(size // 4, 4)}|{'much' if size > 2 * rest else 'half' if size > rest else 'little'}"
