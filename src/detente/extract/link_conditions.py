"""Conditions by their connectives: if and its kin, until, before, without."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.extract.link_dependence import dependences_in
from detente.extract.link_found import Found
from detente.extract.link_spans import End, clause_over, governed, main_clause, open_verb, reported, trimmed, verbal
from detente.extract.link_words import colour, matches, phrases

if TYPE_CHECKING:
    from detente.extract.tree import Tree

_UNDER = ("pobj", "pcomp")
_ONCE = frozenset({"once", "the minute", "the moment", "the day"})
_LEADING = frozenset({"given", "barring", "absent", "assuming", "suppose"})


def conditions_in(tree: Tree, first: int, last: int) -> Iterator[Found]:
    """The conditions of one sentence."""
    at = first
    while at < last:
        match = next(
            (
                split
                for split, kind in phrases("before_cause").get(tree.lower[at], ())
                if kind == "condition" and matches(tree, at, split, last)
            ),
            None,
        )
        if match is None:
            at += 1
            continue
        yield from _connected(tree, at, at + len(match), " ".join(match))
        at += len(match)
    for i in range(first, last):
        yield from _until(tree, i)
        yield from _without(tree, i)
    yield from dependences_in(tree, first, last)


# ---- connectives -----------------------------------------------------------------------------------------------


def _connected(tree: Tree, at: int, stop: int, name: str) -> Iterator[Found]:
    signal = set(range(at, stop))
    down = _brought(tree, signal)
    if down is None or _no_condition(tree, at, stop, down, name):
        return
    up = next((i for i in tree.above(down) if i not in signal), None)
    if up is None:
        yield from _by_comma(tree, at, stop, down, name)
        return
    cause = _clause_after(tree, down, stop)
    effect = _consequence(tree, up, signal, down)
    if tree.lower[tree.sent_end[tree.sent[at]] - 1] == "?":
        return
    if (
        cause
        and effect
        and name in _LEADING
        and not (_opens_clause(tree, at) and open_verb(tree, effect.head))
        and not (name != "given" and _opens_clause(tree, at) and _open(tree, effect))
    ):
        return
    if cause and effect and name in _ONCE and not _open(tree, effect):
        return
    if cause and effect:
        yield Found(cause, effect, "condition", f"condition:{name}", (at, stop - 1), at, _denied(tree, at, name))


def _brought(tree: Tree, signal: set[int]) -> int | None:
    last = max(signal)
    for i in sorted(signal, reverse=True):
        if tree.dep[i] in ("mark", "advmod") and tree.head[i] > last:
            return tree.head[i]
        kid = next(
            (kid for kid in tree.kids[i] if kid > last and tree.dep[kid] in (*_UNDER, "ccomp", "advcl", "acl", "relcl", "dobj")), None
        )
        if kid is not None:
            return kid
    if any(tree.lower[i] in ("absent", "barring", "assuming", "provided") for i in signal) and last + 1 < len(tree):
        above = tree.head[last]
        return above if above > last else None
    return None


def _no_condition(tree: Tree, at: int, stop: int, down: int, name: str) -> bool:
    """Indirect questions, "as if", "even if", "if not X": the word stands, the condition does not."""
    before = tree.lower[at - 1] if at else ""
    if name in ("if",) and (before in ("as", "even", "whether") or tree.lower[stop] == "not"):
        return True
    if before in ("as", "even") and name in ("once", "the moment", "unless"):
        return True
    above = tree.head[down]
    if tree.dep[down] in ("ccomp", "xcomp") and name == "if":
        return True
    if name == "if" and above < at and tree.lemma[above] in colour("indirect") and not open_verb(tree, above) and at == above + 1:
        return True
    if (
        name in ("provided", "providing")
        and tree.pos[at] == "VERB"
        and tree.dep[at] in ("acl", "amod", "ROOT", "relcl")
        and tree.lower[stop] in ("by", "with", "for")
    ):
        return True
    if name in ("if",) and not verbal(tree, down) and tree.pos[down] not in ("ADJ",):
        return True
    if name == "once" and not (verbal(tree, down) and tree.kid(down, "nsubj", "nsubjpass") is not None):
        return True
    return (
        name == "subject to"
        and tree.lemma[tree.head[at]] not in ("be", "grant", "remain", "make", "proceed", "allow", "approve", "pass")
        and tree.dep[at] == "pobj"
    )


def _opens_clause(tree: Tree, at: int) -> bool:
    return at == tree.sent_start[tree.sent[at]] or not tree.word[at - 1]


def _open(tree: Tree, end: End) -> bool:
    """Whether a clause looks ahead: will, would, may, a plain present, an imperative."""
    head = end.head
    return open_verb(tree, head) or tree.tag[head] in ("VBP", "VBZ", "VB")


def _clause_after(tree: Tree, down: int, stop: int) -> End | None:
    """The clause that the signal brings, from the word after the signal on."""
    end = governed(tree, down)
    if end is None:
        return None
    return trimmed(tree, stop, end.last, down) if end.first < stop <= end.last else end


def _consequence(tree: Tree, up: int, signal: set[int], down: int) -> End | None:
    while tree.dep[up] in ("advcl", "conj") and any(
        tree.dep[kid] == "mark" and tree.lower[kid] in ("if", "unless") for kid in tree.kids[up]
    ):
        up = tree.head[up]
    top = clause_over(tree, up) if not (tree.pos[up] in ("NOUN", "PROPN") and tree.dep[up] in ("ROOT", "appos")) else up
    top = reported(tree, top, down)
    return main_clause(tree, top, signal, down)


def _by_comma(tree: Tree, at: int, stop: int, down: int, name: str) -> Iterator[Found]:
    """Where the parser made the condition the main clause: its end and the other clause are told by the comma."""
    end = tree.sent_end[tree.sent[at]]
    comma = next((i for i in range(stop, end) if tree.lower[i] == ","), None)
    if comma is None or comma + 2 >= end:
        return
    cause, effect = trimmed(tree, stop, comma - 1, down), trimmed(tree, comma + 1, end - 1, comma + 1)
    if cause and effect:
        yield Found(cause, effect, "condition", f"condition:{name}", (at, stop - 1), at)


def _denied(tree: Tree, at: int, name: str) -> bool:
    if name in ("conditional on", "conditional upon", "contingent on", "contingent upon"):
        verb = tree.head[at]
        return any(tree.dep[kid] == "neg" for kid in tree.kids[verb])
    return False


# ---- until, before, without ------------------------------------------------------------------------------------


def _until(tree: Tree, i: int) -> Iterator[Found]:
    """ "not … until / before X has …": X is the condition where the other clause waits for it."""
    if tree.lower[i] not in ("until", "before", "when") or tree.dep[i] not in ("mark", "advmod"):
        return
    down = tree.head[i]
    if down < i or tree.kid(down, "nsubj", "nsubjpass") is None or not verbal(tree, down):
        return
    up = tree.head[down]
    if up == down or tree.dep[down] != "advcl":
        return
    top = reported(tree, clause_over(tree, up), down)
    denied = any(tree.dep[kid] == "neg" for kid in tree.kids[top]) or any(
        tree.lower[k] in ("no", "nothing", "nobody", "never") for k in range(tree.left[top], top)
    )
    present = tree.tag[down] in ("VBZ", "VBP") or any(tree.lower[kid] in ("has", "have", "is", "are") for kid in tree.kids[down])
    reported_now = open_verb(tree, top) and any(tree.lower[kid] == "had" for kid in tree.kids[down])  # "would not … until X had …"
    present = present or reported_now
    waits = {
        "until": present and (open_verb(tree, top) or denied or tree.tag[top] in ("VBP", "VBZ", "VB")),
        "before": present and (denied or _needed(tree, top)),
    }
    if not waits.get(tree.lower[i], False):
        return
    cause, effect = _clause_after(tree, down, i + 1), main_clause(tree, top, {i}, down)
    if cause is None or effect is None:
        return
    if tree.lower[i] == "before" and not denied:
        subject = tree.kid(top, "nsubj", "nsubjpass")
        first = governed(tree, subject) if subject is not None else None
        if first:
            yield Found(first, cause, "condition", "condition:needed", (i, i), i)
        return
    yield Found(cause, effect, "condition", f"condition:{tree.lower[i]}", (i, i), i)


def _needed(tree: Tree, top: int) -> bool:
    return tree.lemma[top] in ("need", "require") and tree.kid(top, "nsubjpass") is not None


def _without(tree: Tree, i: int) -> Iterator[Found]:
    """ "without X": a condition where the clause around is denied, open, or an offer."""
    if tree.lower[i] != "without" or tree.dep[i] not in ("prep", "advcl", "mark"):
        return
    down, up = tree.kid(i, *_UNDER), tree.head[i]
    if down is None or up == i:
        return
    top = reported(tree, clause_over(tree, up), i)
    subject = tree.kid(top, "nsubj", "nsubjpass", "expl", "attr")
    denied = any(tree.dep[kid] == "neg" or tree.lower[kid] == "no" for kid in tree.kids[top]) or any(
        tree.lower[k] in ("no", "nothing", "nobody")
        for kid in tree.kids[top]
        if tree.dep[kid] in ("nsubj", "nsubjpass", "attr", "dobj")
        for k in range(tree.left[kid], kid + 1)
    )
    openness = _open_end(tree, i)
    if not (denied or (open_verb(tree, top) and subject is not None) or openness):
        return
    inner = governed(tree, down)
    bare_object = tree.dep[up] == "dobj" and not any(tree.lower[kid] == "no" for kid in tree.kids[up])
    if inner is None or (bare_object and tree.quote[i] != tree.quote[top]):  # would not accept "promises without a date"
        return
    last = _close(tree, i, inner)
    cause = End(i, last, i)
    effect = openness if openness and not denied else main_clause(tree, top, {i}, i)
    if effect:
        yield Found(cause, effect, "condition", "condition:without", (i, i), i)


def _close(tree: Tree, i: int, inner: End) -> int:
    """Inside a quotation that opens at "without", the condition ends with the quotation."""
    if tree.quote[i] >= 0 and (i == 0 or tree.quote[i] != tree.quote[i - 2 if i > 1 else 0]):
        last = i
        while last + 1 < inner.last + 1 and tree.quote[last + 1] == tree.quote[i]:
            last += 1
        while last > i and not tree.word[last]:
            last -= 1
        return last
    return inner.last


def _open_end(tree: Tree, i: int) -> End | None:
    """The readiness that "without X" limits: "openness to talk", "ready to meet"."""
    for above in tree.above(i):
        if tree.lemma[above] in colour("readiness"):
            end = governed(tree, above)
            if end is None:
                return None
            first = above if tree.pos[above] in ("NOUN", "ADJ") else end.first
            last = i - 1
            while last > first and not tree.word[last]:
                last -= 1
            return End(first, last, above) if last > first else None
    return None
