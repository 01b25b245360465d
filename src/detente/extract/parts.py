"""Parts of the sentence that may be the content of a cue, and what the content model looks at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.extract.cues import phrase_class, relation, word_of

if TYPE_CHECKING:
    from detente.extract.tree import Tree

_NEVER = frozenset({"aux", "auxpass", "neg", "det", "case", "prt", "predet", "expl", "cc", "nummod", ""})
_UP = frozenset(
    {
        "parataxis",
        "advcl",
        "prep",
        "dep",
        "acl",
        "relcl",
        "ccomp",
        "conj",
        "advmod",
        "amod",
        "pcomp",
        "appos",
        "mark",
        "npadvmod",
        "punct",
        "intj",
        "nsubj",
        "dobj",
        "meta",
    }
)


@dataclass(frozen=True, slots=True)
class Part:
    """A subtree by its head; `without` is the branch to leave out where the part lies above the cue."""

    head: int
    relation: str
    without: int | None = None

    def tokens(self, tree: Tree) -> list[int]:
        """The words of the part, in reading order."""
        return subtree(tree, self.head, self.without)


def subtree(tree: Tree, head: int, without: int | None = None) -> list[int]:
    """The tokens under a head, one branch left out."""
    found, stack = [], [head]
    while stack:
        at = stack.pop()
        found.append(at)
        stack += [kid for kid in tree.kids[at] if kid != without]
    return sorted(found)


def parts_of(tree: Tree, cue: int) -> list[Part]:
    """Everything beside and above a cue that may be its content."""
    found = [Part(kid, relation(tree, kid)) for kid in tree.kids[cue] if tree.dep[kid] not in _NEVER and (tree.word[kid] or tree.kids[kid])]
    at, level = cue, 1
    while level <= 2 and tree.head[at] != at and tree.dep[at] in _UP:
        found.append(Part(tree.head[at], f"^{level}:{tree.dep[at]}", at))
        at, level = tree.head[at], level + 1
    return found


def part_features(tree: Tree, cue: int, part: Part, shape: str) -> list[str]:
    """What the content model sees of one part; `shape` names all children of the cue."""
    w, r, h = word_of(tree, cue), part.relation, part.head
    if part.without is None:
        first, last, side = tree.left[h], tree.right[h] - 1, "R" if h > cue else "L"
    else:
        first, last, side = tree.left[h], tree.right[h] - 1, "U"
    plain = r.split(":")[0]
    found = [f"r={r}", f"wr={w}|{r}", f"pr={tree.pos[cue]}|{r}|{side}", f"td={tree.tag[cue]}|{r}|{tree.dep[cue]}", f"sh={shape}|{r}|{side}"]
    found += (
        f"wsh={w}|{shape}|{r}",
        f"l={plain}|{tree.lemma[h]}",
        f"wl={w}|{r}|{tree.lemma[h]}",
        f"t={r}|{tree.tag[h]}",
        f"e={r}|{phrase_class(tree, h)}",
    )
    found += (f"we={w}|{r}|{phrase_class(tree, h)}", f"f={r}|{tree.lower[first]}", f"len={plain}|{min((last - first) // 4, 5)}|{side}")
    obj = tree.kid(h, "pobj", "pcomp") if plain in ("prep", "agent", "dative") else None
    if obj is not None:
        found += (
            f"o={r}|{phrase_class(tree, obj)}",
            f"ol={plain}|{tree.lemma[obj]}",
            f"ot={r}|{tree.tag[obj]}",
            f"wo={w}|{r}|{phrase_class(tree, obj)}",
        )
    inside, outside = tree.quote[first] >= 0, tree.quote[cue] >= 0
    quoted = any(q >= 0 for q in tree.quote[first : last + 1])
    found += (
        f"q={r}|{inside}|{quoted}|{outside}",
        f"comma={r}|{tree.lower[first - 1] if first and not tree.word[first - 1] else 'w'}|{side}",
    )
    near = sum(1 for kid in tree.kids[cue] if min(cue, h) < kid < max(cue, h) and tree.word[kid])
    found += (f"near={plain}|{min(near, 3)}|{side}", f"wnear={w}|{r}|{min(near, 2)}|{side}")
    if plain in ("advcl", "ccomp", "xcomp", "acl"):
        mark = next((tree.lower[kid] for kid in tree.kids[h] if tree.dep[kid] in ("mark", "advmod", "aux")), "none")
        found += (f"m={plain}|{mark}", f"wm={w}|{plain}|{mark}")
    return found


def shape_of(tree: Tree, cue: int) -> str:
    """The complement-like children of a cue, as one word."""
    main = ("ccomp", "xcomp", "dobj", "nsubjpass", "oprd", "attr", "acl", "parataxis", "acomp")
    return "+".join(
        sorted(
            {tree.dep[kid] for kid in tree.kids[cue] if tree.dep[kid] in main}
            | {tree.dep[cue] if tree.dep[cue] in ("parataxis", "prep") else ""}
        )
    )


def strip_features(tree: Tree, cue: int, part: Part) -> list[str]:
    """What decides whether a preposition belongs to the cue or to the content."""
    w, r = word_of(tree, cue), part.relation
    obj = tree.kid(part.head, "pobj", "pcomp")
    kind = tree.dep[obj] if obj is not None else ""
    return [
        f"r={r}",
        f"w={w}",
        f"wr={w}|{r}",
        f"pos={tree.pos[cue]}|{r}",
        f"k={r}|{kind}",
        f"near={part.head - cue if 0 < part.head - cue < 3 else 'far'}",
        f"q={obj is not None and tree.quote[obj] >= 0 and tree.quote[part.head] < 0}",
    ]
