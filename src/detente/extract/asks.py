"""Inside a statement: who must do what, under which condition, and by when."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from detente.extract.parts import subtree
from detente.knowledge.tables import toml_table
from detente.records import Ask, TimeExpression

if TYPE_CHECKING:
    from collections.abc import Set

    from detente.extract.draft import Draft, Page
    from detente.extract.tree import Tree
    from detente.records import Span, StatementKind

_ROOM = "detente.extract"
_MUST = frozenset({"must", "should", "ought", "shall"})
_DUE = re.compile(r"\b(?:by|before|until|within|in|from|no later than|not later than|at the latest)\s*$", re.IGNORECASE)
_CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "acl"})


def asks_in(tree: Tree, page: Page, content: Set[int], who: str | None, kinds: tuple[StatementKind, ...]) -> tuple[Ask, ...]:
    """The acts asked for, one by one; only of demands, and of plain imperatives elsewhere."""
    found: list[Ask] = []
    for head in _heads(tree, content):
        for act in _coordinated(tree, head, content):
            ask = _ask(tree, page, act, content, who, demanded="demand" in kinds[:1] or kinds[:1] == ("warning",))
            if ask:
                found.append(ask)
    if not found and kinds and kinds[0] == "demand" and content:
        found += _nominal(tree, page, content, who)
    return tuple(dict.fromkeys(found))


def _heads(tree: Tree, content: Set[int]) -> list[int]:
    return [i for i in sorted(content) if tree.head[i] == i or tree.head[i] not in content]


def _coordinated(tree: Tree, head: int, content: Set[int]) -> list[int]:
    """A verb and the verbs joined to it."""
    found = [head]
    for kid in tree.kids[head]:
        if tree.dep[kid] == "conj" and kid in content and tree.pos[kid] in ("VERB", "AUX"):
            found += _coordinated(tree, kid, content)
    return found


def _ask(tree: Tree, page: Page, act: int, content: Set[int], who: str | None, *, demanded: bool) -> Ask | None:
    """One act: an infinitive after a demand, a subjunctive with its subject, a must-clause, an imperative."""
    if tree.pos[act] not in ("VERB", "AUX"):
        return None
    kids = tree.kids[act]
    subject = tree.kid(act, "nsubj", "nsubjpass")
    infinitive = any(tree.dep[kid] == "aux" and tree.lower[kid] == "to" for kid in kids)
    must = any(tree.dep[kid] == "aux" and tree.lower[kid] in _MUST for kid in kids)
    base = tree.tag[act] == "VB"
    if subject is None and base and not infinitive and not any(tree.dep[kid] == "aux" and tree.lower[kid] != "do" for kid in kids):
        return Ask(who, _act_span(tree, page, act, content, set()))
    if not demanded:
        return None
    if infinitive and subject is None:
        return Ask(who, _act_span(tree, page, act, content, set()))
    if subject is not None and (must or base):
        named = set(subtree(tree, subject))
        said = page.text[tree.start[min(named)] : tree.end[max(named)]]
        return Ask(who if tree.pos[subject] == "PRON" else said, _act_span(tree, page, act, content, named))
    if must:
        return Ask(who, _act_span(tree, page, act, content, set()))
    if tree.lemma[act] in ("have", "need") and subject is not None:
        inner = tree.kid(act, "xcomp")
        if inner is not None:
            named = set(subtree(tree, subject))
            said = page.text[tree.start[min(named)] : tree.end[max(named)]]
            return Ask(who if tree.pos[subject] == "PRON" else said, _act_span(tree, page, inner, content, set()))
    return None


def _act_span(tree: Tree, page: Page, act: int, content: Set[int], without: Set[int]) -> Span:
    """The act from its verb (with not) to its end, joined acts and conditions left out."""
    joined: set[int] = set()
    for kid in tree.kids[act]:
        if (tree.dep[kid] == "conj" and tree.pos[kid] in ("VERB", "AUX")) or tree.dep[kid] == "parataxis":
            joined |= set(subtree(tree, kid))
    first_joined = min(joined, default=len(tree))
    start = next((kid for kid in tree.kids[act] if tree.dep[kid] == "neg" and kid < act), act)
    passive = next((kid for kid in tree.kids[act] if tree.dep[kid] == "auxpass"), None)
    if passive is not None and passive < start:
        start = passive
    tokens = [i for i in subtree(tree, act) if i >= start and i in content and i not in joined and i not in without and i < first_joined]
    tokens = [i for i in tokens if tree.word[i]]
    last = tokens[-1] if tokens else act
    while tokens and last != act and tree.dep[last] == "cc":
        tokens.pop()
        last = tokens[-1]
    return page.span(tree.start[start], tree.end[max(last, start)])


def _nominal(tree: Tree, page: Page, content: Set[int], who: str | None) -> list[Ask]:
    """A thing demanded: the whole noun phrase, or each of several."""
    head = _heads(tree, content)[0]
    if tree.pos[head] not in ("NOUN", "PROPN"):
        return []
    words = [i for i in sorted(content) if tree.word[i]]
    return [Ask(who, page.span(tree.start[words[0]], tree.end[words[-1]]))]


def conditions_in(tree: Tree, page: Page, content: Set[int]) -> tuple[Span, ...]:
    """The conditions inside a content, without their openers; "without X" is kept whole."""
    found: list[tuple[int, int]] = []
    for i in sorted(content):
        clause = _condition_clause(tree, i)
        if clause:
            words = [k for k in clause if tree.word[k] and k in content]
            if words and tree.quote[words[0]] >= 0:  # what begins in a quotation ends with it
                words = [k for k in words if tree.quote[k] == tree.quote[words[0]]]
            if len(words) > 1:
                found.append((words[0], words[-1]))
    return tuple(page.span(tree.start[a], tree.end[b]) for k, (a, b) in enumerate(found) if not any(c <= a and b <= d for c, d in found[:k]))


def _condition_clause(tree: Tree, i: int) -> list[int]:
    """The words of the condition that a token opens."""
    low, dep = tree.lower[i], tree.dep[i]
    openers = _openers()
    if low in openers and dep in ("mark", "advmod") and tree.dep[tree.head[i]] in ("advcl", "ccomp", "relcl", "conj", "pcomp"):
        return [k for k in subtree(tree, tree.head[i]) if k > i]
    if low == "provided" and dep in ("prep", "advcl", "mark"):
        return [k for k in subtree(tree, i) if k > i and tree.lower[k] != "that"]
    if low == "without" and dep == "prep":
        return subtree(tree, i)
    if low == "on" and tree.kid(i, "pobj") is not None and tree.lower[tree.kid(i, "pobj") or i] == "condition":
        noun = tree.kid(i, "pobj") or i
        return [k for k in subtree(tree, noun) if k > noun and tree.lower[k] not in ("that", "of")]
    if low == "to" and tree.lower[max(i - 1, 0)] == "subject":
        return [k for k in subtree(tree, i) if k > i]
    if low == "long" and i + 1 < len(tree) and tree.lower[i + 1] == "as":
        verb = tree.head[i + 1]
        return [k for k in subtree(tree, verb) if k > i + 1]
    if low in ("return", "exchange") and i + 1 < len(tree) and tree.lower[i + 1] == "for":
        return [k for k in subtree(tree, i + 1) if k > i + 1]
    return []


@cache
def _openers() -> frozenset[str]:
    return frozenset(toml_table("statement_signs", _ROOM)["conditions"]["opener"])


def deadline_in(draft: Draft, spans: tuple[Span, ...]) -> TimeExpression | None:
    """The due date inside a content: a dated expression after "by", "before", "until", "within"."""
    text = draft.page.text
    for one in draft.dates:
        start = one.evidence.start
        if any(span.start <= start < span.end for span in spans) and one.type in ("DATE", "TIME", "DURATION") and _DUE.search(text[max(0, start - 24) : start]):
            return one
    return None
