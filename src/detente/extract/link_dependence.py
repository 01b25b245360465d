"""Conditions without a connective of their own: inversion, dependence, "would have to", threats, "or else"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.extract.link_found import Found
from detente.extract.link_spans import End, governed, main_clause, reported, run_around, trimmed, verbal
from detente.extract.link_words import colour, kinds

if TYPE_CHECKING:
    from detente.extract.tree import Tree

_UNDER = ("pobj", "pcomp")


def dependences_in(tree: Tree, first: int, last: int) -> Iterator[Found]:
    """The conditions of one sentence that verbs and word order tell."""
    for i in range(first, last):
        yield from _inverted(tree, i)
        yield from _depends(tree, i)
        yield from _must(tree, i)
        yield from _threat(tree, i)
    yield from _alternative(tree, first, last)


# ---- inversion, dependence, obligation -------------------------------------------------------------------------


def _inverted(tree: Tree, i: int) -> Iterator[Found]:
    """ "Should the river rise, …", "Had Lisbon sent the ship, …", "Were the court to find …"."""
    if tree.lower[i] not in ("should", "had", "were"):
        return
    verb = tree.head[i] if tree.dep[i] in ("aux", "auxpass") else i
    if not any(kid > i and tree.dep[kid] in ("nsubj", "nsubjpass") for kid in tree.kids[verb]):
        return
    start = tree.sent_start[tree.sent[i]]
    before = next((k for k in range(i - 1, start - 1, -1) if tree.word[k] or tree.lower[k] == ","), None)
    if not (before is None or tree.lower[before] == ","):
        return
    stop = tree.sent_end[tree.sent[i]]
    if (stop > start and tree.lower[stop - 1] == "?") or i + 1 >= stop or not tree.word[i + 1] or tree.pos[i + 1] in ("VERB", "AUX", "ADP"):
        return
    initial = before is None
    comma = next((k for k in range(i + 1, stop) if tree.lower[k] == ","), None) if initial else stop
    if comma is None:
        return
    cause = trimmed(tree, i + 1, comma - 1, i + 1)
    other = range(comma + 1, stop) if initial else range(start, before or start)
    head = next((k for k in other if verbal(tree, k) and tree.dep[k] in ("ROOT", "ccomp", "conj", "advcl", "relcl")), None)
    if head is None or not any(tree.lower[k] in colour("future") or tree.tag[k] in ("VBZ", "VBP") for k in other):
        return
    effect = trimmed(tree, other.start, other.stop - 1, head)
    top = reported(tree, tree.head[verb] if tree.dep[verb] == "advcl" and tree.head[verb] < i else head, verb)
    if not initial and top != head:  # "he said that Bern would pay, should Rome agree"
        effect = main_clause(tree, top, {i}, verb)
    if cause and effect:
        yield Found(cause, effect, "condition", f"condition:{tree.lower[i]}", (i, i), i)


def _depends(tree: Tree, i: int) -> Iterator[Found]:
    if tree.pos[i] != "VERB" or tree.lemma[i] not in ("depend", "hinge", "rest", "require", "presuppose", "tie", "precede"):
        return
    subject = tree.kid(i, "nsubj", "csubj")
    negated = any(tree.dep[kid] == "neg" for kid in tree.kids[i])
    for kid in tree.kids[i]:
        target = tree.kid(kid, *_UNDER) if tree.dep[kid] in ("prep", "agent") else kid
        name = f"{tree.lemma[i]} {tree.lower[kid]}" if tree.dep[kid] == "prep" else tree.lemma[i]
        if target is None or target < i or (tree.dep[kid] not in ("dobj", "prep")) or kinds("backward").get(name) != "condition":
            continue
        if subject is None or tree.ent[subject] in ("PERSON", "GPE", "ORG") or tree.pos[subject] == "PRON":
            continue
        if name == "require" and tree.lemma[subject] in colour("norms"):
            continue
        cause, effect = governed(tree, target, bare=False), governed(tree, subject, bare=False)
        if cause and effect:
            yield Found(cause, effect, "condition", f"condition:{name}", (i, kid if tree.dep[kid] == "prep" else i), i, negated)


def _must(tree: Tree, i: int) -> Iterator[Found]:
    """ "Talks would have to respect X": what must hold, for something to come about."""
    if tree.lemma[i] not in ("have", "need") or not any(
        tree.dep[k] == "aux" and tree.lower[k] in ("would", "will", "'d") for k in tree.kids[i]
    ):
        return
    act, subject = tree.kid(i, "xcomp"), tree.kid(i, "nsubj")
    if act is None or subject is None or act < i:
        return
    purpose = next(
        (
            kid
            for kid in (*tree.kids[act], *tree.kids[i])
            if kid > act and tree.dep[kid] == "advcl" and tree.kid(kid, "mark") is not None and tree.lower[tree.left[kid]] == "for"
        ),
        None,
    )
    if purpose is not None:
        cause = run_around(tree, [k for k in range(tree.left[i], tree.right[i]) if not tree.left[purpose] <= k < tree.right[purpose]], i)
        effect = trimmed(tree, tree.left[purpose] + 1, tree.right[purpose] - 1, purpose)
    elif tree.pos[subject] == "NOUN" and tree.ent[subject] not in ("PERSON", "GPE", "ORG", "NORP") and not _persons(tree, subject):
        target = act
        lead = next((kid for kid in tree.kids[act] if tree.dep[kid] == "prep" and tree.lower[kid] in ("to", "in")), None)
        if tree.lemma[act] in ("lead", "result") and lead is not None:
            inner = tree.kid(lead, *_UNDER)
            target = inner if inner is not None else act
            cause = _to_dash(tree, governed(tree, target))
        else:
            cause = _to_dash(tree, trimmed(tree, act, tree.right[act] - 1, act))
        effect = governed(tree, subject)
        if cause and effect:
            yield Found(cause, effect, "condition", "condition:would have to", (i, act), i)
        return
    else:
        return
    if cause and effect:
        yield Found(cause, effect, "condition", "condition:have to", (i, i), i)


def _to_dash(tree: Tree, end: End | None) -> End | None:
    """The end up to a dash, behind which examples follow."""
    if end is None:
        return None
    stop = next((k for k in range(end.head + 1, end.last + 1) if tree.lower[k] in ("—", "–", "--", ":", ";")), None)
    return trimmed(tree, end.first, stop - 1, end.head) if stop is not None else end


def _persons(tree: Tree, subject: int) -> bool:
    return tree.tag[subject] == "PRP" or tree.lemma[subject] in colour("persons")


def _threat(tree: Tree, i: int) -> Iterator[Found]:
    """ "threatened tariffs on countries supplying oil": who does the thing named will be struck."""
    if tree.lemma[i] not in colour("penalty") or tree.pos[i] != "NOUN":
        return
    above = tree.head[i]
    if not any(tree.lemma[k] in colour("threat") for k in (above, tree.head[above], tree.head[tree.head[above]])):
        return
    on = next((kid for kid in tree.kids[i] if tree.lower[kid] in ("on", "against", "for") and kid > i), None)
    if on is None and verbal(tree, above):
        on = next((kid for kid in tree.kids[above] if tree.lower[kid] in ("on", "against") and kid > i), None)
    target = tree.kid(on, *_UNDER) if on is not None else None
    if on is None or target is None or not any(tree.dep[kid] in ("acl", "relcl") for kid in tree.kids[target]):
        return
    cause, effect = governed(tree, target), governed(tree, i, [on])
    if cause:
        at = min(cause.last, next((k - 1 for k in range(target, cause.last + 1) if tree.lower[k] == ","), cause.last))
        cause = End(cause.first, at, cause.head)
    if cause and effect:
        yield Found(cause, effect, "condition", "condition:threat", (on, on), i)


# ---- alternatives ----------------------------------------------------------------------------------------------


def _alternative(tree: Tree, first: int, last: int) -> Iterator[Found]:
    """ "X or else Y", "X; otherwise Y", "X, failing which Y"."""
    for i in range(first, last - 1):
        name = _turn(tree, i)
        if not name:
            continue
        size = len(name.split())
        effect = trimmed(tree, i + size, _clause_end(tree, i + size, last) - 1, i + size)
        begin = max(first, next((k + 1 for k in range(i - 2, first - 1, -1) if tree.lower[k] in (";", ":", "“", '"')), first))
        cause = trimmed(tree, begin, i - 1, begin) if i - 1 > begin else None
        if cause and effect and i - begin > 1:
            yield Found(cause, effect, "condition", f"condition:{name}", (i, i + size - 1), i)


def _turn(tree: Tree, i: int) -> str:
    two = f"{tree.lower[i]} {tree.lower[i + 1]}"
    if two in ("or else", "failing which", "failing that"):
        return two
    if tree.lower[i] == "otherwise" and i and tree.lower[i - 1] in (";", ",", "–", "—") and tree.dep[i] == "advmod" and tree.head[i] > i:
        return "otherwise"
    if two == "after that" and i and tree.lower[i - 1] in (";", ","):
        return two
    return ""


def _clause_end(tree: Tree, at: int, last: int) -> int:
    return next(
        (
            k
            for k in range(at + 1, last)
            if tree.lower[k] in ("”", '"', ";") or (tree.lower[k] == "," and k + 1 < last and tree.lower[k + 1] in ("”", '"'))
        ),
        last,
    )
