"""Inside a statement: who must do what, under which condition, and by when."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.extract.parts import subtree
from detente.knowledge.tables import toml_table
from detente.records import Ask, TimeExpression

if TYPE_CHECKING:
    from collections.abc import Set

    from detente.extract.draft import Draft, Page
    from detente.extract.tree import Tree
    from detente.records import Span, StatementKind

_OPEN = frozenset({"will", "may", "might", "could", "'ll", "’ll"})
_MUST = frozenset({"must", "should", "ought", "shall"})
_DUE = re.compile(r"\b(?:by|before|until|within|in|from|no later than|not later than|at the latest)\s*$", re.IGNORECASE)


def asks_in(tree: Tree, page: Page, content: Set[int], who: str | None, kinds: tuple[StatementKind, ...]) -> tuple[Ask, ...]:
    """The acts asked for, one by one: of demands, and of plain imperatives elsewhere."""
    found: list[Ask] = []
    for head in (_bidden_inside(tree, head) for head in _heads(tree, content)):
        if tree.pos[head] not in ("VERB", "AUX"):
            continue
        form = _form(tree, head, demanded="demand" in kinds[:2])
        if form is None or (form in ("infinitive", "for") and (tree.lemma[head] in _ASKING or not {"demand", "warning"} & set(kinds[:2]))):
            continue
        for act in _coordinated(tree, head, content):
            found.append(_ask(tree, page, act, content, found[-1].who if found and act != head else who, form))
    if not found and kinds[0] == "demand" and content:
        found += _nominal(tree, page, content, who)
    return tuple(dict.fromkeys(found))


def commands(tree: Tree, content: Set[int]) -> bool:
    """Whether the build of a content asks for an act: an imperative, a state that "has to", "it is time for X to", a bare subjunctive."""
    for head in _heads(tree, content):
        inner = _bidden_inside(tree, head)
        subject = tree.kid(head, "nsubj", "nsubjpass")
        helpers = {tree.lower[kid] for kid in tree.kids[head] if tree.dep[kid] == "aux"}
        obliged = tree.lemma[head] in _OBLIGED and tree.kid(head, "xcomp") is not None and not helpers - {"to"}
        if inner != head or (obliged and subject is not None and tree.ent[subject] in ("GPE", "ORG", "NORP")):
            return True
        marked = subject is not None and (tree.kid(head, "mark") is not None or tree.kid(head, "auxpass") is not None)
        if marked and _bare(tree, head) and not any(tree.dep[kid] == "aux" for kid in tree.kids[head]):
            return True
    return False


def _bare(tree: Tree, head: int) -> bool:
    """Whether a verb, or its passive helper, stands in the bare form."""
    passive = tree.kid(head, "auxpass")
    return tree.lower[passive] == "be" if passive is not None else tree.tag[head] == "VB"


def _bidden_inside(tree: Tree, head: int) -> int:
    """The act in "it is time for X to act", "it is for X to act", "Y expects X to act"; else the head itself."""
    subject = tree.kid(head, "nsubj")
    if tree.lemma[head] == "be" and subject is not None:
        acts = (kid for one in (head, *tree.kids[head]) for kid in tree.kids[one] if tree.pos[kid] in ("VERB", "AUX") and kid > head)
        act = next((kid for kid in acts if _for_to(tree, head, kid)), None)
        named = {tree.lower[i] for i in range(tree.left[subject], tree.right[subject])} | {
            tree.lower[kid] for kid in tree.kids[head] if tree.dep[kid] == "attr"
        }
        return act if act is not None and named & _TIME else head
    asks = tree.lemma[head] in _WANTING and not any(tree.dep[kid] in ("aux", "neg") for kid in tree.kids[head])
    if asks and subject is not None:
        act = tree.kid(head, "ccomp", "xcomp")
        if act is not None and act > head and tree.kid(act, "nsubj", "nsubjpass") is not None:
            return act if _has_to(tree, act) or (tree.tag[act] == "VBN" and tree.kid(act, "aux", "auxpass") is None) else head
    return head


def _has_to(tree: Tree, act: int) -> bool:
    return any(tree.lower[kid] == "to" and tree.dep[kid] == "aux" for kid in tree.kids[act])


def _for_to(tree: Tree, head: int, act: int) -> bool:
    return _has_to(tree, act) and any(tree.lower[k] == "for" for k in range(head + 1, act))


_OBLIGED = frozenset({"have", "need", "ought"})
_TIME = frozenset({"it", "time", "what", "need", "needed"})
_WANTING = frozenset({"want", "expect", "require"})
_ASKING = frozenset({"know", "see", "hear", "learn", "understand"})


def _heads(tree: Tree, content: Set[int]) -> list[int]:
    return [i for i in sorted(content) if tree.head[i] == i or tree.head[i] not in content]


def _coordinated(tree: Tree, head: int, content: Set[int]) -> list[int]:
    """A verb and the verbs joined to it; an order before it may hang on it as its complement."""
    found = [kid for kid in tree.kids[head] if kid < head and tree.dep[kid] in ("ccomp", "dep") and kid in content and _order(tree, kid)]
    found.append(head)
    for kid in tree.kids[head]:
        if kid not in content or tree.pos[kid] not in ("VERB", "AUX"):
            continue
        told = tree.kid(kid, "nsubj") is not None and (tree.tag[kid] not in ("VB", "VBN") or tree.kid(kid, "aux") is not None)
        if (tree.dep[kid] == "conj" and not told and not _or_else(tree, head, kid)) or _listed(tree, kid):
            found += _coordinated(tree, kid, content)
    return found


def _or_else(tree: Tree, head: int, other: int) -> bool:
    """Whether a joined act is what follows if the first is not done: "resign or face impeachment"."""
    return any(tree.dep[kid] == "cc" and tree.lower[kid] == "or" and head < kid < other for kid in (*tree.kids[head], *tree.kids[other]))


def _listed(tree: Tree, act: int) -> bool:
    """Whether a further act follows after a comma with its own "to": "to name delegates, to keep the truce"."""
    to = next((kid for kid in tree.kids[act] if tree.dep[kid] == "aux" and tree.lower[kid] == "to"), None)
    return to is not None and tree.lower[to - 1] == "," and tree.dep[act] in ("advcl", "xcomp", "relcl", "acl")


def _order(tree: Tree, act: int) -> bool:
    return tree.tag[act] == "VB" and tree.kid(act, "nsubj", "nsubjpass", "aux", "mark") is None


def _form(tree: Tree, act: int, *, demanded: bool) -> str | None:
    """How an act is asked for: infinitive, imperative, subjunctive or must-clause; None where it is only told."""
    helpers = {tree.lower[kid] for kid in tree.kids[act] if tree.dep[kid] == "aux"}
    subject = tree.kid(act, "nsubj", "nsubjpass")
    if "to" in helpers:
        return "infinitive" if subject is None else "subjunctive" if demanded else None
    bare = _bare(tree, act) and not helpers - {"do"}
    if demanded and tree.tag[act] == "VBN" and tree.dep[act] in ("ccomp", "oprd", "ROOT", "conj") and not helpers and subject is not None:
        return "outcome" if tree.kid(act, "auxpass") is None else "subjunctive" if bare else None  # "wants the trip forgotten"
    if subject is None:
        there = tree.kid(act, "expl")
        if there is not None:
            return "must" if demanded and helpers & _MUST and "have" not in helpers else None
        return "imperative" if bare else None
    asked = tree.lower[tree.sent_end[tree.sent[act]] - 1] == "?" or tree.lower[tree.left[act]] in ("how", "who", "why")
    turned = any(tree.lower[kid] in _MUST and kid < tree.left[subject] for kid in tree.kids[act])  # "should they leave", "should have gone"
    if not demanded or asked or turned or "have" in helpers or (tree.lemma[act] == "have" and helpers & _OPEN):
        return None
    return (
        "must"
        if helpers & _MUST or (tree.lemma[act] in _OBLIGED and tree.kid(act, "xcomp") is not None)
        else "subjunctive"
        if bare
        else None
    )


def _ask(tree: Tree, page: Page, act: int, content: Set[int], who: str | None, form: str) -> Ask:
    """One act with the one who is to do it: a subject in the words, else the one spoken to."""
    subject = tree.kid(act, "nsubj", "nsubjpass", "expl")
    verb = tree.kid(act, "xcomp") if form == "must" and tree.lemma[act] in _OBLIGED else None
    named = set(subtree(tree, subject)) if subject is not None else set()
    if subject is not None and not _acts(tree, subject):  # "the fire be halted": whoever can
        whole = _act_span(tree, page, act, content, set())
        return Ask(None, page.span(tree.start[min(named)], whole.end))
    if subject is not None and tree.pos[subject] != "PRON":
        who = page.text[tree.start[min(named)] : tree.end[max(named)]]
    return Ask(who, _act_span(tree, page, verb or act, content, named))


def _acts(tree: Tree, subject: int) -> bool:
    """Whether a subject is somebody who can do what is asked."""
    if tree.pos[subject] == "PRON":
        return tree.lower[subject] not in ("it", "this", "that", "there", "which")
    people = toml_table("statement_signs", "detente.extract")["people"]
    return (
        tree.pos[subject] == "PROPN"
        or tree.ent[subject] in ("PERSON", "ORG", "GPE", "NORP")
        or tree.lemma[subject] in (*people["collective"], *people["hearers"])
    )


def _act_span(tree: Tree, page: Page, act: int, content: Set[int], without: Set[int]) -> Span:
    """The act from its verb (with not) to its end, joined acts and conditions left out."""
    joined: set[int] = set()
    for kid in tree.kids[act]:
        if (tree.dep[kid] == "conj" and tree.pos[kid] in ("VERB", "AUX")) or tree.dep[kid] == "parataxis":
            joined |= set(subtree(tree, kid))
    first_joined = min(joined, default=len(tree))
    start = next((kid for kid in tree.kids[act] if tree.dep[kid] == "neg" and kid < act), act)
    ordered = next((kid for kid in tree.kids[act] if tree.dep[kid] == "aux" and tree.lower[kid] == "do"), start)
    start = min(start, ordered)
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
    if tree.pos[head] not in ("NOUN", "PROPN", "PRON"):
        return []
    inside = [i for i in sorted(content) if tree.word[i]]
    heads = [head]
    while joined := next((kid for kid in tree.kids[heads[-1]] if tree.dep[kid] == "conj" and tree.pos[kid] == "NOUN"), None):
        if joined not in content:
            break
        heads.append(joined)
    if len(heads) > 1 and all(tree.left[one] < one or tree.right[one] > one + 1 for one in heads):
        starts = [inside[0], *(min(subtree(tree, one)) for one in heads[1:])]
        stops = [*starts[1:], inside[-1] + 1]
        said = [i for i in inside if not (tree.dep[i] == "cc" and tree.head[i] in heads)]
        runs = [[i for i in said if a <= i < b] for a, b in zip(starts, stops, strict=True)]
    else:
        runs = [inside]
    return [Ask(who, page.span(tree.start[run[0]], tree.end[run[-1]])) for run in runs if run]


def before_deadline(page: Page, ask: Ask, deadline: TimeExpression | None) -> Ask:
    """The act without the date at its end by which it is due."""
    if deadline is None or not ask.span.start < deadline.evidence.start < ask.span.end or deadline.evidence.end < ask.span.end:
        return ask
    led = _DUE.search(page.text[ask.span.start : deadline.evidence.start])
    if led is None or not led.start():
        return ask
    act = page.text[ask.span.start : ask.span.start + led.start()].rstrip(" ,")
    return replace(ask, span=page.span(ask.span.start, ask.span.start + len(act)))


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
