"""Conditions by their signals: if and its kin, "would have to", "without", inverted clauses, threats, "or else"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.extract.link_found import Found
from detente.extract.link_spans import End, clause_over, governed, main_clause, run_around, trimmed, verbal
from detente.extract.link_words import colour, kinds, phrases

if TYPE_CHECKING:
    from detente.extract.tree import Tree

_UNDER = ("pobj", "pcomp")
_ONCE = frozenset({"once", "the minute", "the moment"})


def conditions_in(tree: Tree, first: int, last: int) -> Iterator[Found]:
    """The conditions of one sentence."""
    at = first
    while at < last:
        match = next(
            (
                split
                for split, kind in phrases("before_cause").get(tree.lower[at], ())
                if kind == "condition" and _matches(tree, at, split, last)
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
        yield from _inverted(tree, i)
        yield from _depends(tree, i)
        yield from _must(tree, i)
        yield from _threat(tree, i)
    yield from _alternative(tree, first, last)


def _matches(tree: Tree, at: int, split: tuple[str, ...], last: int) -> bool:
    return at + len(split) <= last and all(tree.lower[at + k] == word for k, word in enumerate(split))


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
    if name == "if" and above < at and tree.lemma[above] in colour("indirect") and not _open_verb(tree, above) and at == above + 1:
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


def _open_verb(tree: Tree, verb: int) -> bool:
    return any(tree.dep[kid] == "aux" and tree.lower[kid] in colour("future") for kid in tree.kids[verb])


def _open(tree: Tree, end: End) -> bool:
    """Whether a clause looks ahead: will, would, may, a plain present, an imperative."""
    head = end.head
    return _open_verb(tree, head) or tree.tag[head] in ("VBP", "VBZ", "VB")


def _clause_after(tree: Tree, down: int, stop: int) -> End | None:
    """The clause that the signal brings, from the word after the signal on."""
    end = governed(tree, down)
    if end is None:
        return None
    return trimmed(tree, stop, end.last, down) if end.first < stop <= end.last else end


def _consequence(tree: Tree, up: int, signal: set[int], down: int) -> End | None:
    top = clause_over(tree, up) if not (tree.pos[up] in ("NOUN", "PROPN") and tree.dep[up] in ("ROOT", "appos")) else up
    top = _reported(tree, top, down)
    return main_clause(tree, top, signal, down)


def _reported(tree: Tree, top: int, down: int) -> int:
    while tree.lemma[top] in colour("report"):
        inner = next((kid for kid in tree.kids[top] if tree.dep[kid] == "ccomp" and kid != down and verbal(tree, kid)), None)
        if inner is None:
            break
        top = inner
    return top


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
    top = _reported(tree, clause_over(tree, up), down)
    denied = any(tree.dep[kid] == "neg" for kid in tree.kids[top]) or any(
        tree.lower[k] in ("no", "nothing", "nobody", "never") for k in range(tree.left[top], top)
    )
    present = tree.tag[down] in ("VBZ", "VBP") or any(tree.lower[kid] in ("has", "have", "is", "are") for kid in tree.kids[down])
    waits = {
        "until": present and (_open_verb(tree, top) or denied or tree.tag[top] in ("VBP", "VBZ", "VB")),
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
    top = _reported(tree, clause_over(tree, up), i)
    subject = tree.kid(top, "nsubj", "nsubjpass", "expl", "attr")
    denied = any(tree.dep[kid] == "neg" or tree.lower[kid] == "no" for kid in tree.kids[top]) or any(
        tree.lower[k] in ("no", "nothing", "nobody")
        for kid in tree.kids[top]
        if tree.dep[kid] in ("nsubj", "nsubjpass", "attr", "dobj")
        for k in range(tree.left[kid], kid + 1)
    )
    openness = _open_end(tree, i)
    if not (denied or (_open_verb(tree, top) and subject is not None) or openness):
        return
    inner = governed(tree, down)
    if inner is None:
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


# ---- inversion, dependence, obligation -------------------------------------------------------------------------


def _inverted(tree: Tree, i: int) -> Iterator[Found]:
    """ "Should the river rise, …", "Had Lisbon sent the ship, …", "Were the court to find …"."""
    if tree.lower[i] not in ("should", "had", "were"):
        return
    start = tree.sent_start[tree.sent[i]]
    before = next((k for k in range(i - 1, start - 1, -1) if tree.word[k] or tree.lower[k] == ","), None)
    if not (before is None or tree.lower[before] == ","):
        return
    stop = tree.sent_end[tree.sent[i]]
    if stop > start and tree.lower[stop - 1] == "?" or i + 1 >= stop or not tree.word[i + 1] or tree.pos[i + 1] in ("VERB", "AUX", "ADP"):
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
        if name == "rest on" and tree.pos[subject] == "PROPN":
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
