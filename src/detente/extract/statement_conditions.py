"""The conditions inside a statement: those that the finder of links sees, and those without a clause that they hang on."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from detente.extract.link_conditions import conditions_in as linked_conditions
from detente.extract.link_words import matches, phrases
from detente.extract.parts import subtree
from detente.knowledge.tables import toml_table, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from detente.extract.draft import Page
    from detente.extract.tree import Tree
    from detente.records import Span

_ROOM = "detente.extract"
_OPEN = frozenset({"to", "will", "would", "could", "can", "may", "might", "must", "should", "ca", "wo", "cannot", "'ll", "’ll"})
_AHEAD = frozenset({"will", "would", "'ll", "’ll", "shall", "could", "can", "may"})
_CLAUSES = frozenset({"advcl", "ccomp", "relcl", "conj", "pcomp", "acl"})
type _Run = tuple[int, int]  # first and last token


def conditions_in(tree: Tree, page: Page, content: Set[int]) -> tuple[Span, ...]:
    """The conditions inside a content, without their openers; "without X" is kept whole."""
    found: list[_Run] = []
    for run in (*_opened(tree, content), *_linked(tree, content)):
        inside = _inside(tree, content, run)
        if inside and not any(inside[0] <= b and a <= inside[1] for a, b in found):
            found.append(inside)
    return tuple(page.span(tree.start[a], tree.end[b]) for a, b in sorted(found))


def _inside(tree: Tree, content: Set[int], run: _Run) -> _Run | None:
    """The part of a run that is said: within the content, and within the quotation that it begins in."""
    kept = [k for k in range(run[0], run[1] + 1) if tree.word[k] and k in content]
    if kept and tree.quote[kept[0]] >= 0:
        kept = [k for k in kept if tree.quote[k] == tree.quote[kept[0]]]
    text = " ".join(tree.lower[k] for k in kept)
    return (kept[0], kept[-1]) if len(kept) > 1 and text not in words("statement_signs", "set_phrases", _ROOM) else None


def _linked(tree: Tree, content: Set[int]) -> Iterator[_Run]:
    """The if-parts of conditional links whose signal is said; what must be done for something is no condition set."""
    signals, verbs = _signals()
    for sentence in sorted({tree.sent[i] for i in content if tree.lower[i] in signals or tree.lemma[i] in verbs}):
        for one in linked_conditions(tree, tree.sent_start[sentence], tree.sent_end[sentence]):
            if (
                one.signal is None
                or one.signal[0] not in content
                or one.rule.partition(":")[2] in words("statement_signs", "no_terms", _ROOM)
            ):
                continue
            if not (tree.lower[one.cause.first] == "without" and _manner(tree, one.cause.first)):
                yield one.cause.first, one.cause.last


@cache
def _signals() -> tuple[frozenset[str], frozenset[str]]:
    """The words, and the lemmas, one of which every sentence with a conditional link holds."""
    firsts = (first for first, listed in phrases("before_cause").items() if any(kind == "condition" for _, kind in listed))
    alone = ("until", "before", "without", "should", "had", "were")
    return frozenset((*firsts, *alone)), frozenset({"depend", "hinge", "rest", "require", "presuppose", "tie", "precede"})


def _opened(tree: Tree, content: Set[int]) -> Iterator[_Run]:
    """The conditions by their openers alone, whatever they hang on."""
    for i in sorted(content):
        yield from _by_phrase(tree, i)
        yield from _by_order(tree, i)
        yield from _bidden(tree, i)
        yield from _were_to(tree, i)
        yield from _first(tree, i, content)
        clause = _clause(tree, i)
        if clause:
            yield clause[0], clause[-1]


def _by_phrase(tree: Tree, i: int) -> Iterator[_Run]:
    """ "in the event of X", "on the understanding that X": what stands under the phrase up to the end of its clause."""
    for phrase in _phrases().get(tree.lower[i], ()):
        stop = i + len(phrase)
        if not matches(tree, i, phrase, tree.sent_end[tree.sent[i]]):
            continue
        under = [k for j in range(i, stop) for k in subtree(tree, j)]
        over = tree.head[i] if tree.head[i] >= stop else None  # a mark hangs on the verb of its clause
        kept = [k for k in (*under, *(subtree(tree, over) if over is not None and tree.dep[i] in ("mark", "advmod") else ())) if k >= stop]
        if kept:
            yield stop, max(kept)
        return


@cache
def _phrases() -> dict[str, list[tuple[str, ...]]]:
    """The phrases by their first word, longest first."""
    listed: list[tuple[str, ...]] = [tuple(one.split()) for one in toml_table("statement_signs", _ROOM)["conditions"]["phrases"]]
    firsts = {one[0] for one in listed}
    return {first: sorted((one for one in listed if one[0] == first), key=len, reverse=True) for first in firsts}


def _clause(tree: Tree, i: int) -> list[int]:
    """The words of the condition that a single word opens."""
    low, dep = tree.lower[i], tree.dep[i]
    asked = tree.dep[tree.head[i]] == "ccomp" and tree.lemma[tree.head[tree.head[i]]] in words("statement_signs", "asking", _ROOM)
    marks = dep in ("mark", "advmod") and tree.dep[tree.head[i]] in _CLAUSES and not asked
    if marks and (low in words("statement_signs", "opener", _ROOM) or (low in ("when", "once") and _ahead(tree, i))):
        return [k for k in subtree(tree, tree.head[i]) if k > i]
    if low in ("while", "after", "before") and dep in ("mark", "advmod", "prep") and _barred(tree, i):
        return [k for k in subtree(tree, i if dep == "prep" else tree.head[i]) if k > i]
    if low == "without" and dep == "prep":
        return subtree(tree, i) if _weighs(tree, i) else []
    return []


def _by_order(tree: Tree, i: int) -> Iterator[_Run]:
    """ "Had X …", "should X …", "were X to …": up to the comma, or to the end of the clause."""
    before = tree.lower[i - 1] if i else ""
    if tree.lower[i] not in ("had", "were", "should"):
        return
    verb = tree.head[i] if tree.dep[i] in ("aux", "auxpass") else i
    subject = next((kid for kid in tree.kids[verb] if kid > i and tree.dep[kid] in ("nsubj", "nsubjpass")), None)
    stop = tree.right[verb]
    if subject is None or tree.left[subject] != i + 1 or tree.lower[tree.sent_end[tree.sent[i]] - 1] == "?":
        return
    leads = i == tree.sent_start[tree.sent[i]] or before in (",", "that", "—", "–", '"', "“", ";")
    if leads or (tree.dep[verb] == "advcl" and tree.left[verb] == i):
        yield i + 1, next((k - 1 for k in range(i + 1, stop) if tree.lower[k] == "," and leads), stop - 1)


def _were_to(tree: Tree, i: int) -> Iterator[_Run]:
    """ "…, were the court to allow it": an act that is only thought of."""
    if tree.lower[i] != "were" or any(tree.dep[kid] in ("nsubj", "nsubjpass", "expl") and kid < i for kid in tree.kids[i]):
        return
    end = tree.sent_end[tree.sent[i]]
    to = next((k for k in range(i + 2, min(i + 9, end - 1)) if tree.lower[k] == "to" and tree.tag[k + 1] == "VB"), None)
    if to is None or any(tree.pos[k] in ("VERB", "AUX") or not tree.word[k] for k in range(i + 1, to)):
        return
    verb = tree.head[i] if tree.dep[i] in ("aux", "auxpass") else i
    if any(tree.dep[kid] == "nsubj" and kid < i for kid in tree.kids[verb]):
        return
    act = tree.head[to] if tree.head[to] > to else to + 1
    stop = max(tree.right[act], act + 1)
    yield i + 1, next((k - 1 for k in range(to, stop) if tree.lower[k] == ","), stop - 1)


def _first(tree: Tree, i: int, content: Set[int]) -> Iterator[_Run]:
    """ "First you must disarm", "first open the gate, and then …": what has to come before the rest."""
    if tree.lower[i] != "first" or i != min(content) or i + 1 not in content or tree.dep[i] != "advmod":
        return
    act, end = tree.head[i], tree.sent_end[tree.sent[i]]
    then = next((k for k in range(i, end) if tree.lower[k] == "then"), end)
    obliged = tree.lemma[act] in ("have", "need") and tree.kid(act, "xcomp") is not None
    must = obliged or any(tree.lower[kid] in ("must", "should") for kid in tree.kids[act])
    order = tree.tag[act] == "VB" and tree.kid(act, "nsubj", "aux") is None and (then < end or _then_follows(tree, act, content))
    if must or order:
        yield i + 1, min(tree.right[act], then, end) - 1


def _then_follows(tree: Tree, act: int, content: Set[int]) -> bool:
    """Whether the rest of what is said begins with "then", after the speaker."""
    later = [k for k in sorted(content) if k > tree.right[act]][:2]
    return any(tree.lower[k] == "then" for k in later)


def _bidden(tree: Tree, i: int) -> Iterator[_Run]:
    """ "Do X, and Y will follow": the act bidden is the condition of what follows."""
    if tree.tag[i] != "VB" or tree.kid(i, "nsubj", "nsubjpass", "aux") is not None:
        return
    joined = next((kid for kid in tree.kids[i] if tree.dep[kid] == "conj" and kid > i), None)
    after = tree.head[i] if joined is None and tree.dep[i] in ("ccomp", "advcl") and tree.head[i] > i else joined
    if after is None or tree.kid(after, "nsubj", "nsubjpass", "expl") is None or tree.tag[after] not in ("VB", "VBZ", "VBP"):
        return
    link = next((k for k in range(i + 1, after) if tree.lower[k] == "and" and tree.head[k] in (i, after)), None)
    will = any(tree.lower[kid] in _AHEAD for kid in tree.kids[after] if tree.dep[kid] == "aux")
    if link is not None and (will or tree.tag[after] != "VB"):
        yield tree.left[i], link - 1


def _ahead(tree: Tree, i: int) -> bool:
    """Whether what a "when" goes with lies ahead, or holds only then."""
    main = tree.head[tree.head[i]]
    helpers = {tree.lower[kid] for kid in tree.kids[main] if tree.dep[kid] == "aux"}
    return tree.lower[max(i - 1, 0)] == "only" or bool(helpers & (_AHEAD | {"should", "must"}))


def _barred(tree: Tree, i: int) -> bool:
    """Whether the main clause is denied until then or only holds then: "no deal while", "only after"."""
    if tree.lower[max(i - 1, 0)] == "only":
        return True
    main = tree.head[tree.head[i]] if tree.dep[i] in ("mark", "advmod") else tree.head[i]
    below = [*tree.kids[main], *(one for kid in tree.kids[main] for one in tree.kids[kid])]
    denied = any(tree.dep[kid] == "neg" or tree.lower[kid] == "no" for kid in below if kid < i)
    return denied if tree.lower[i] != "after" else False


def _weighs(tree: Tree, i: int) -> bool:
    """Whether "without X" is a condition: X is no mere manner, and what it goes with may or may not come about."""
    over = tree.head[i]
    if _manner(tree, i) or (tree.pos[over] == "NOUN" and not any(tree.lower[kid] in ("no", "any") for kid in tree.kids[over])):
        return False  # "people without papers", but "no treaty without inspections"
    above = [tree.head[i], *tree.above(tree.head[i])][:3]
    return any(tree.lower[kid] in _OPEN for verb in above for kid in tree.kids[verb] if tree.dep[kid] == "aux")


def _manner(tree: Tree, i: int) -> bool:
    """Whether "without X" tells only how: without delay, without exception."""
    thing = tree.kid(i, "pobj", "pcomp")
    return thing is None or tree.lemma[thing] in words("statement_signs", "manner", _ROOM)
