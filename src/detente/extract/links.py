"""What drives what, and under which conditions: links between two acts or states of a document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.extract.draft import Draft, Page
from detente.extract.link_across import links_across
from detente.extract.link_colour import modality_of, negated
from detente.extract.link_confidence import confidence
from detente.extract.link_model import Pair, read_causes, shipped
from detente.extract.link_signals import links_in
from detente.extract.tree import Tree, tree_of
from detente.records import Event, Link, LinkEnd, LinkKind, Statement, record_id

if TYPE_CHECKING:
    from detente.extract.link_found import Found
    from detente.extract.link_spans import End
    from detente.records import Actor

_METHOD = "links/2"
_BACK = ("opener", "pointer")  # rules whose cause stands in the sentence before
_LAID = ("verb:blame", "verb:attribute", "verb:ascribe")  # rules whose subject is the one who says so
_SHARED = 0.5  # share of the characters of both spans together from which an end falls on a record


@dataclass(frozen=True, slots=True)
class Relation:
    """A cause and its effect as offsets, with the signal where one stands."""

    cause: tuple[int, int]
    effect: tuple[int, int]
    signal: tuple[int, int] | None
    kind: LinkKind


def find_links(draft: Draft) -> Draft:
    """Fill in the causal and conditional links that the document asserts, with those who assert them."""
    page, tree = draft.page, tree_of(draft.page)
    found: dict[str, Link] = {}
    earlier: tuple[int, int] | None = None
    told: list[Found] = []
    for sentence in page.sentences():
        now = (sentence.start, sentence.end)
        before, told_before = earlier, told
        told = [one for one in links_in(tree, *now) if not _deed(draft, one)]
        back = list(links_across(tree, before, now, told_before)) if before else []
        pointed = {one.pivot for one in back if one.rule.startswith("pointer")}
        for one in (*back, *(one for one in told if one.pivot not in pointed)):
            link = _link(tree, draft, one)
            found.setdefault(link.id, link)
        earlier = now
    return replace(draft, links=tuple(sorted(found.values(), key=lambda link: (link.evidence.start, link.cause.start, link.effect.start))))


def relations_of(page: Page) -> tuple[bool, tuple[Relation, ...]]:
    """Whether a page states a cause, and its cause-effect pairs."""
    tree = tree_of(page)
    vector = page.doc.vector.tolist() if page.doc.has_vector else []
    causal, found = read_causes(tree, vector, shipped())
    return causal, tuple(_relation(tree, one) for one in found)


def _relation(tree: Tree, one: Pair) -> Relation:
    cause, effect = tree.span(one.cause.first, one.cause.last), tree.span(one.effect.first, one.effect.last)
    return Relation(cause, effect, tree.span(*one.signal) if one.signal else None, one.kind)


def _link(tree: Tree, draft: Draft, one: Found) -> Link:
    cause, effect = _end(tree, draft, one.cause), _end(tree, draft, one.effect)
    first, last = min(one.cause.first, one.effect.first), max(one.cause.last, one.effect.last)
    start, end = tree.span(first, last)
    evidence = draft.page.evidence(start, end, f"{_METHOD}/{one.rule}", confidence(tree, one))
    said_by = _speaker(draft, tree, one)
    key = record_id("link", draft.page.document.id, one.kind, cause.start, cause.end, effect.start, effect.end)
    return Link(key, cause, effect, one.kind, modality_of(tree, one), one.negated or negated(tree, one), said_by, evidence)


def _deed(draft: Draft, one: Found) -> bool:
    """Whether a verb of causing only tells what an actor did ("police prevented a march"), which is an event and no link."""
    return one.rule.startswith("verb:") and one.kind != "condition" and draft.cast.role_at(one.cause.head) is not None


def _end(tree: Tree, draft: Draft, end: End) -> LinkEnd:
    start, stop = tree.span(end.first, end.last)
    return LinkEnd(start, stop, draft.page.text[start:stop], _record_at(draft, tree, end))


def _record_at(draft: Draft, tree: Tree, end: End) -> str | None:
    """The event or statement that stands where the end stands, an event before a statement."""
    start, stop = tree.span(end.first, end.last)
    near = [event for event in draft.events if any(one.start <= start and stop <= one.end for one in event.evidence)]
    heading = [event for event in near if tree.lemma[end.head] in _acts(event)]
    inside = {role.actor_id for role in draft.cast.roles_in(end.first, end.last + 1)}
    words = set(tree.lemma[end.first : end.last + 1])
    events = heading or [event for event in near if _acts(event) & words and _parties_in(event, inside)]
    if events:
        return min(events, key=lambda event: (event.status != "happened", event.said_in is not None)).id
    spans = [(said.id, span.start, span.end) for said in draft.statements for span in said.content]
    best = max(spans, key=lambda one: _shared(start, stop, one[1], one[2]), default=None)
    return best[0] if best and _shared(start, stop, best[1], best[2]) >= _SHARED else None


def _acts(event: Event) -> set[str]:
    """The words that told the act, as its evidence names them last in its method."""
    return {one.method.rsplit("/", 1)[-1] for one in event.evidence}


def _parties_in(event: Event, inside: set[str]) -> bool:
    """Whether a stretch names those who act and those who are acted upon."""
    sides = [{actor.id for actor in side} for side in (event.source, event.target) if side]
    return len(sides) == 2 and all(side & inside for side in sides)


def _shared(start: int, end: int, other: int, other_end: int) -> float:
    both = min(end, other_end) - max(start, other)
    return max(both, 0) / (max(end, other_end) - min(start, other))


def _speaker(draft: Draft, tree: Tree, one: Found) -> Actor | None:
    """Who says it: the speaker of the narrowest statement whose content holds both ends (or the signal that points back)."""
    heads = (one.pivot, one.effect.head) if one.rule.startswith(_BACK) else (one.cause.head, one.effect.head)
    inner = [tree.span(head, head) for head in heads]
    holding = [said for said in draft.statements if all(_holds(said, at) for at, _ in inner)]
    said = min(holding, key=lambda said: sum(span.end - span.start for span in said.content), default=None)
    if said is None and one.rule.startswith(_LAID):
        subject = tree.kid(one.pivot, "nsubj", "agent")
        at = tree.kid(subject, "pobj") if subject is not None and tree.dep[subject] == "agent" else subject
        return draft.cast.actor_at(at) if at is not None else None
    return said.speaker if said else None


def _holds(said: Statement, offset: int) -> bool:
    return any(span.start <= offset < span.end for span in said.content)
