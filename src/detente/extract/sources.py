"""Who answers for a cue: candidate sources around it, and what the source model looks at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.extract.cues import phrase_class, word_of
from detente.extract.parts import subtree

if TYPE_CHECKING:
    from detente.extract.tree import Tree

_NOUNY = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X"})
_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj"})
_BY = frozenset({"by", "to", "from", "of", "with", "for", "among", "in", "at", "on", "per"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A noun phrase by its head, and the path that leads to it from the cue."""

    head: int
    path: str


def source_candidates(tree: Tree, cue: int) -> list[Candidate]:
    """Noun phrases near a cue in the parse, the nearest first."""
    found = _below(tree, cue, "")
    at, path = cue, ""
    for _ in range(4):
        if tree.head[at] == at:
            break
        path = f"{path}^{tree.dep[at]}"
        above = tree.head[at]
        if tree.pos[above] in _NOUNY:
            found.append(Candidate(above, path))
        found += [one for one in _below(tree, above, path) if not tree.left[at] <= one.head < tree.right[at]]
        at = above
    seen: set[int] = set()
    return [one for one in found if not (one.head in seen or seen.add(one.head))]  # type: ignore[func-returns-value]


def _below(tree: Tree, node: int, path: str) -> list[Candidate]:
    found = []
    for kid in tree.kids[node]:
        dep = tree.dep[kid]
        if dep in _SUBJECT or dep in ("poss", "compound", "dobj", "pobj", "npadvmod", "nmod", "attr", "amod", "appos"):
            if tree.pos[kid] in _NOUNY:
                found.append(Candidate(kid, f"{path}>{dep}"))
        elif dep in ("agent", "prep", "dative") and tree.lower[kid] in _BY:
            obj = tree.kid(kid, "pobj")
            if obj is not None:
                found.append(Candidate(obj, f"{path}>{dep}:{tree.lower[kid]}"))
    return found


def source_features(tree: Tree, cue: int, one: Candidate) -> list[str]:
    """What the source model sees of one candidate."""
    w, path, kind = word_of(tree, cue), one.path, phrase_class(tree, one.head)
    passive = tree.kid(cue, "auxpass") is not None
    own = tree.kid(cue, *_SUBJECT) is not None
    up = path.count("^")
    return [
        f"p={path}",
        f"pp={path}|{tree.pos[cue]}|{passive}",
        f"pt={path}|{tree.tag[cue]}|{tree.dep[cue]}",
        f"k={kind}",
        f"pk={path}|{kind}",
        f"wp={w}|{path}",
        f"wpp={w}|{path}|{passive}",
        f"own={own}|{up}|{path.rsplit('>', 1)[-1]}",
        f"side={path}|{one.head > cue}",
        f"l={tree.lemma[one.head]}",
        f"lp={path}|{tree.lemma[one.head]}",
        f"q={tree.quote[one.head] >= 0}|{tree.quote[cue] >= 0}",
        f"own2={own}|{path}",
        f"h={path}|{tree.lemma[tree.head[one.head]]}",
    ]


def source_tokens(tree: Tree, head: int, without: set[int]) -> tuple[int, int]:
    """First and last token of the source phrase, without the cue's own words and without a case mark at its end."""
    tokens = [i for i in subtree(tree, head) if i not in without]
    near = [head]
    for i in reversed([i for i in tokens if i < head]):
        if near[0] - i > 1 and any(tree.word[j] for j in range(i + 1, near[0])):
            break
        near.insert(0, i)
    for i in (i for i in tokens if i > head):
        if i - near[-1] > 1 and any(tree.word[j] for j in range(near[-1] + 1, i)):
            break
        near.append(i)
    while len(near) > 1 and near[-1] != head and (not tree.word[near[-1]] or tree.dep[near[-1]] == "case") and tree.lower[near[-1]] != ")":
        near.pop()
    while len(near) > 1 and near[0] != head and not tree.word[near[0]]:
        near.pop(0)
    return near[0], near[-1]
