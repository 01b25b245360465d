"""A page seen for one given pair of actors: their spans, their sentence, and a cast of only these two."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from detente.extract.cast import Cast, Role
from detente.extract.event_acts import acts_of
from detente.extract.event_features import dense_features, named_features
from detente.extract.event_model import JOINED, type_model
from detente.knowledge.ontology import ontology
from detente.records import Actor, EventType, Mention, QuadClass

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray
    from spacy.tokens import Span

    from detente.extract.draft import Page


class PairType(NamedTuple):
    """What a source does to a target: type, quad class, confidence."""

    type: EventType
    quad: QuadClass
    confidence: float


def spans_of(page: Page, source: Sequence[Sequence[int]], target: Sequence[Sequence[int]]) -> tuple[Span | None, Span | None, Span]:
    """The token spans of both actors (None where no offsets are given) and the stretch of sentences that holds them."""
    doc = page.doc
    spans = [doc.char_span(one[0][0], one[0][1], alignment_mode="expand") if one else None for one in (source, target)]
    named = [span for span in spans if span is not None and len(span)]
    if not named:
        return None, None, doc[:]
    first, last = min(s.start for s in named), max(s.end for s in named)
    return spans[0], spans[1], doc[doc[first].sent.start : doc[last - 1].sent.end]


def pair_cast(page: Page, source: Span | None, target: Span | None) -> Cast:
    """A cast of the two actors, so that the rules look at nobody else."""
    actors: dict[str, Actor] = {}
    roles: list[Role] = []
    for name, span in (("source", source), ("target", target)):
        if span is None or not len(span):
            continue
        actors[name] = Actor(name, span.text, country=name)
        mention = Mention(name, "name", page.evidence(span.start_char, span.end_char, "given", 1.0))
        roles.append(Role(span.start, span.end, span.root.i, name, mention))
    return Cast.of(actors, tuple(roles))


def features_of(
    page: Page, source: Sequence[Sequence[int]], target: Sequence[Sequence[int]]
) -> tuple[dict[str, float], NDArray[np.float32]]:
    """What the type model sees of a given pair: named features with those of the rules, and word vectors."""
    first, second, stretch = spans_of(page, source, target)
    actors = pair_cast(page, first, second)
    acts = acts_of(stretch, actors)
    return named_features(stretch, first, second, acts, actors), dense_features(stretch, first, second)


def classify(page: Page, source_span: Sequence[Sequence[int]], target_span: Sequence[Sequence[int]]) -> PairType:
    """The PLOVER type and quad class of what the source does to the target, with a calibrated confidence."""
    named, dense = features_of(page, source_span, target_span)
    shown = type_model().probabilities(named, dense)
    best = max(shown, key=lambda name: shown[name])
    quads: dict[str, float] = {}
    for name, value in shown.items():
        quad = "material cooperation" if name == JOINED else ontology().quad(cast("EventType", name))
        quads[quad] = quads.get(quad, 0.0) + value
    quad = cast("QuadClass", max(quads, key=lambda name: quads[name]))
    return PairType(cast("EventType", best) if best != JOINED else _yielding(named), quad, round(shown[best], 4))


def _yielding(named: dict[str, float]) -> EventType:
    """RETREAT where the rules or the verbs see a retreat, else CONCEDE."""
    retreat, concede = (sum(v for k, v in named.items() if k.endswith((f"={kind}", f"={kind}/verb"))) for kind in ("RETREAT", "CONCEDE"))
    return "RETREAT" if retreat >= concede else "CONCEDE"
