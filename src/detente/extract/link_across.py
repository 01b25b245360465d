"""Links from one sentence to the next: "As a result, …", "In response, …", "That led to …", "In return, …"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from detente.extract.link_found import Found
from detente.extract.link_signals import objects, outcome, required
from detente.extract.link_spans import End, governed, main_clause, open_verb, reported, telling, verbal
from detente.extract.link_words import kinds, listed, matches, phrases

if TYPE_CHECKING:
    from detente.extract.tree import Tree
    from detente.records import LinkKind

_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
_BETWEEN = frozenset(" \t\r\n\"'“”‘’")  # what may stand between two sentences that are read as one passage
_LOCAL = frozenset({"here", "there", "where"})


def links_across(tree: Tree, earlier: tuple[int, int], later: tuple[int, int], told: Sequence[Found]) -> Iterator[Found]:
    """The links that the later of two sentences (first, last exclusive) draws to the earlier one, whose own links are `told`."""
    if not _one_passage(tree, earlier, later):
        return
    first, last = later
    at = next((i for i in range(first, last) if tree.word[i] and tree.dep[i] != "cc"), last)
    found = _opened(tree, at, last)
    if found is not None:
        name, kind, stop = found
        yield from _by_opener(tree, earlier, at, stop, (name, kind), told)
    else:
        yield from _by_pointer(tree, earlier, later, told)


def _one_passage(tree: Tree, earlier: tuple[int, int], later: tuple[int, int]) -> bool:
    """Whether nothing stands between the sentences, and the earlier one tells something."""
    gap = tree.text[tree.end[earlier[1] - 1] : tree.start[later[0]]]
    return set(gap) <= _BETWEEN and not any(tree.lower[i] == "?" for i in range(*earlier))


# ---- words that open the later sentence ------------------------------------------------------------------------


def _opened(tree: Tree, at: int, last: int) -> tuple[str, LinkKind, int] | None:
    """The opener at a token, with its kind and the token after it."""
    for split, kind in phrases("openers").get(tree.lower[at], ()) if at < last else ():
        stop = at + len(split)
        if matches(tree, at, split, last) and stop < last and (tree.lower[stop] == "," or len(split) == 1 or tree.pos[stop] != "ADP"):
            return " ".join(split), kind, stop
    return None


def _by_opener(
    tree: Tree, earlier: tuple[int, int], at: int, stop: int, sign: tuple[str, LinkKind], told: Sequence[Found]
) -> Iterator[Found]:
    name, kind = sign
    verb = next((i for i in (tree.head[at], *tree.above(at)) if i >= stop and verbal(tree, i)), None)
    if verb is None or tree.quote[at] != tree.quote[verb]:
        return
    verb = reported(tree, verb, at)
    if kind == "condition" and not open_verb(tree, verb):
        return
    cause = _last_told(tree, earlier, told, tree.quote[at], whole=name in listed("across", "whole"))
    effect = main_clause(tree, verb, set(range(at, stop)), at)
    if cause and effect and effect.first >= stop and telling(tree, effect) and tree.kid(verb, *_SUBJECTS) is not None:
        yield Found(cause, effect, kind, f"opener:{name}", (at, stop - 1), verb)


# ---- "that", "this", "the move" as the subject of a causative verb ---------------------------------------------


def _by_pointer(tree: Tree, earlier: tuple[int, int], later: tuple[int, int], told: Sequence[Found]) -> Iterator[Found]:
    for subject in range(*later):
        verb = tree.head[subject]
        if tree.dep[subject] != "nsubj" or not _points(tree, subject, later[0]) or required(tree, verb):
            continue
        for one in (verb, *[kid for kid in tree.kids[verb] if tree.dep[kid] == "conj" and tree.kid(kid, *_SUBJECTS) is None]):
            for name, target, end in objects(tree, one):
                kind = kinds("forward").get(name) or kinds("pointed").get(name)
                cause = _last_told(tree, earlier, told, tree.quote[subject], whole=False)
                effect = outcome(tree, one, target)
                if kind and kind != "condition" and cause and effect and telling(tree, effect):
                    yield Found(cause, effect, kind, f"pointer:{name}", (one, end), one)
        return


def _points(tree: Tree, subject: int, first: int) -> bool:
    """Whether a subject means what was told before: a bare "this" or "that", "the move", "this decision"."""
    if any(tree.word[i] and tree.pos[i] in ("NOUN", "VERB", "PROPN") for i in range(first, tree.left[subject])):
        return False
    if tree.lower[subject] in ("this", "that"):
        return tree.right[subject] - tree.left[subject] == 1 and tree.tag[subject] == "DT"
    words = range(tree.left[subject], tree.right[subject])
    return (
        tree.lemma[subject] in listed("across", "shells")
        and len(words) == 2
        and tree.lower[words[0]] in ("the", "this", "that", "these", "those")
    )


# ---- what the earlier sentence tells ---------------------------------------------------------------------------


def _last_told(tree: Tree, earlier: tuple[int, int], told: Sequence[Found], quote: int, *, whole: bool) -> End | None:
    """The main act of a sentence; unless the `whole` is meant, the result that the sentence itself ends with."""
    root = next((i for i in range(*earlier) if tree.head[i] == i and verbal(tree, i)), None)
    if root is None:
        return None
    top = root if whole and quote < 0 else reported(tree, root, -1)
    if tree.quote[top] != quote or tree.kid(top, *_SUBJECTS) is None:
        return None
    if not whole:
        results = [one.effect for one in told if one.rule.startswith("participle") and not one.negated and one.effect.last >= top]
        if results:
            return max(results, key=lambda end: end.last)
    end = governed(tree, top)
    return end if end is not None and telling(tree, end) and tree.lower[end.first] not in _LOCAL else None
