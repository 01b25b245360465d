"""Inside a statement: who must do what, under which condition, and by when."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from detente.extract.parts import subtree
from detente.knowledge.tables import toml_table, words
from detente.records import Ask, TimeExpression

if TYPE_CHECKING:
    from collections.abc import Set

    from detente.extract.draft import Draft, Page
    from detente.extract.tree import Tree
    from detente.records import Span, StatementKind

_ROOM = "detente.extract"
_MUST = frozenset({"must", "should", "ought", "shall"})
_DUE = re.compile(r"\b(?:by|before|until|within|in|from|no later than|not later than|at the latest)\s*$", re.IGNORECASE)


def asks_in(tree: Tree, page: Page, content: Set[int], who: str | None, kinds: tuple[StatementKind, ...]) -> tuple[Ask, ...]:
    """The acts asked for, one by one: of demands, and of plain imperatives elsewhere."""
    found: list[Ask] = []
    for head in _heads(tree, content):
        if tree.pos[head] not in ("VERB", "AUX"):
            continue
        form = _form(tree, head, demanded="demand" in kinds[:2])
        if form is None or (form == "infinitive" and (tree.lemma[head] in _ASKING or not {"demand", "warning"} & set(kinds[:2]))):
            continue
        for act in _coordinated(tree, head, content):
            found.append(_ask(tree, page, act, content, who, form))
    if not found and kinds[0] == "demand" and content:
        found += _nominal(tree, page, content, who)
    return tuple(dict.fromkeys(found))


_ASKING = frozenset({"know", "see", "hear", "learn", "understand"})


def _heads(tree: Tree, content: Set[int]) -> list[int]:
    return [i for i in sorted(content) if tree.head[i] == i or tree.head[i] not in content]


def _coordinated(tree: Tree, head: int, content: Set[int]) -> list[int]:
    """A verb and the verbs joined to it."""
    found = [head]
    for kid in tree.kids[head]:
        if tree.dep[kid] == "conj" and kid in content and tree.pos[kid] in ("VERB", "AUX") and tree.kid(kid, "nsubj") is None:
            found += _coordinated(tree, kid, content)
    return found


def _form(tree: Tree, act: int, *, demanded: bool) -> str | None:
    """How an act is asked for: infinitive, imperative, subjunctive or must-clause; None where it is only told."""
    helpers = {tree.lower[kid] for kid in tree.kids[act] if tree.dep[kid] == "aux"}
    subject = tree.kid(act, "nsubj", "nsubjpass")
    if "to" in helpers:
        return "infinitive" if subject is None else "subjunctive" if demanded else None
    bare = tree.tag[act] == "VB" and not helpers - {"do"}
    if subject is None:
        return "imperative" if bare else None
    if not demanded:
        return None
    return (
        "must"
        if helpers & _MUST or (tree.lemma[act] in ("have", "need") and tree.kid(act, "xcomp") is not None)
        else "subjunctive"
        if bare
        else None
    )


def _ask(tree: Tree, page: Page, act: int, content: Set[int], who: str | None, form: str) -> Ask:
    """One act with the one who is to do it: a subject in the words, else the one spoken to."""
    subject = tree.kid(act, "nsubj", "nsubjpass")
    verb = tree.kid(act, "xcomp") if form == "must" and tree.lemma[act] in ("have", "need") else None
    named = set(subtree(tree, subject)) if subject is not None else set()
    if subject is not None and tree.pos[subject] != "PRON":
        who = page.text[tree.start[min(named)] : tree.end[max(named)]]
    return Ask(who, _act_span(tree, page, verb or act, content, named))


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
    inside = [i for i in sorted(content) if tree.word[i]]
    return [Ask(who, page.span(tree.start[inside[0]], tree.end[inside[-1]]))]


def conditions_in(tree: Tree, page: Page, content: Set[int]) -> tuple[Span, ...]:
    """The conditions inside a content, without their openers; "without X" is kept whole."""
    found: list[tuple[int, int]] = []
    for i in sorted(content):
        clause = _condition_clause(tree, i)
        if clause:
            kept = [k for k in clause if tree.word[k] and k in content]
            if kept and tree.quote[kept[0]] >= 0:  # what begins in a quotation ends with it
                kept = [k for k in kept if tree.quote[k] == tree.quote[kept[0]]]
            if len(kept) > 1:
                found.append((kept[0], kept[-1]))
    return tuple(
        page.span(tree.start[a], tree.end[b]) for k, (a, b) in enumerate(found) if not any(c <= a and b <= d for c, d in found[:k])
    )


def _condition_clause(tree: Tree, i: int) -> list[int]:
    """The words of the condition that a token opens."""
    low, dep = tree.lower[i], tree.dep[i]
    openers = _openers()
    if low == "when" and tree.lower[max(i - 1, 0)] != "only" and not _modal_main(tree, i):
        return []
    if low in openers and dep in ("mark", "advmod") and tree.dep[tree.head[i]] in ("advcl", "ccomp", "relcl", "conj", "pcomp"):
        return [k for k in subtree(tree, tree.head[i]) if k > i]
    if low == "provided" and dep in ("prep", "advcl", "mark"):
        return [k for k in subtree(tree, i) if k > i and tree.lower[k] != "that"]
    if low == "without" and dep == "prep":
        return subtree(tree, i) if _weighs(tree, i) else []
    if low in ("while", "after") and dep in ("mark", "advmod", "prep") and _barred(tree, i):
        return [k for k in subtree(tree, i if dep == "prep" else tree.head[i]) if k > i]
    if (
        low in ("had", "were", "should")
        and dep in ("aux", "auxpass", "ROOT")
        and tree.dep[tree.head[i]] == "advcl"
        and i == tree.left[tree.head[i]]
    ):
        return [k for k in subtree(tree, tree.head[i]) if k > i]
    if (
        low in ("on", "upon")
        and dep == "prep"
        and tree.lemma[tree.head[i]] in ("depend", "dependent", "conditional", "contingent", "hinge")
    ):
        return [k for k in subtree(tree, i) if k > i]
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


def _modal_main(tree: Tree, i: int) -> bool:
    """Whether what a "when" goes with lies ahead."""
    main = tree.head[tree.head[i]]
    return any(tree.lower[kid] in ("will", "would", "'ll", "’ll", "shall") for kid in tree.kids[main] if tree.dep[kid] == "aux")


def _weighs(tree: Tree, i: int) -> bool:
    """Whether "without X" is a condition: X is no mere manner, and what it goes with may or may not come about."""
    thing = tree.kid(i, "pobj", "pcomp")
    if thing is None or tree.lemma[thing] in words("statement_signs", "manner", _ROOM):
        return False
    above = [tree.head[i], *tree.above(tree.head[i])][:3]
    return any(tree.lower[kid] in _OPEN for verb in above for kid in tree.kids[verb] if tree.dep[kid] == "aux")


_OPEN = frozenset({"to", "will", "would", "could", "can", "may", "might", "must", "should", "ca", "wo", "cannot"})


def _barred(tree: Tree, i: int) -> bool:
    """Whether the main clause is negated or only holds then: "no deal while", "only after"."""
    if tree.lower[max(i - 1, 0)] == "only":
        return True
    main = tree.head[tree.head[i]] if tree.dep[i] in ("mark", "advmod") else tree.head[i]
    below = [*tree.kids[main], *(one for kid in tree.kids[main] for one in tree.kids[kid])]
    return tree.lower[i] == "while" and any(tree.dep[kid] == "neg" or tree.lower[kid] == "no" for kid in below if kid < i)


@cache
def _openers() -> frozenset[str]:
    return frozenset(toml_table("statement_signs", _ROOM)["conditions"]["opener"])


def _past(one: TimeExpression, draft: Draft) -> bool:
    """Whether a date was over when the text was published: nothing is due then."""
    published = draft.page.document.published
    return bool(published and one.when and one.when.end and one.when.end < published)


def deadline_in(draft: Draft, spans: tuple[Span, ...]) -> TimeExpression | None:
    """The due date inside a content: a dated expression after "by", "before", "until", "within"."""
    text = draft.page.text
    for one in draft.dates:
        start = one.evidence.start
        if (
            any(span.start <= start < span.end for span in spans)
            and one.type in ("DATE", "TIME", "DURATION")
            and _DUE.search(text[max(0, start - 24) : start])
            and not _past(one, draft)
        ):
            return one
    return None
