"""How often an event is right, by the rule that found it, how its parties are known, and how far from it they stand."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from detente.extract.event_sides import DESCRIBED, land_of
from detente.knowledge.tables import toml_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Span as Sentence

    from detente.extract.cast import Cast
    from detente.extract.event_act import Act, Party
    from detente.records import Actor

_FAR, _LONG, _DEEP, _MANY = 20, 60, 5, 4  # tokens, tokens, heads above, states: from there on all is alike


def confidence(found: Mapping[str, float]) -> float:
    """The share of events with such signs that are right: a logistic function of the fitted logits."""
    logits: dict[str, float] = toml_table("event_frames", "detente.extract")["confidence"]
    return 1 / (1 + exp(-logits["base"] - sum(logits.get(name, 0.0) * value for name, value in found.items())))


def signs(act: Act, sides: tuple[Sequence[Actor], Sequence[Actor]], sentence: Sentence, cast: Cast) -> dict[str, float]:
    """What tells a right event from a wrong one: signs by name, each between 0 and 1; "countries that …" are known by what they are."""
    sources, targets = sides
    anchor = sentence.doc[act.anchor]
    states = {land for role in cast.roles_in(sentence.start, sentence.end) if (land := land_of(cast[role.actor_id]))}
    own, other = ({land for actor in side if (land := land_of(actor))} for side in sides)
    depth = sum(1 for _ in anchor.ancestors)
    return {
        act.rule: 1.0,
        "unknown_source": float(not any(actor.country for actor in sources)),
        "no_target": float(not targets),
        "unknown_target": float(bool(targets) and not any(actor.country or actor.sector == "GOV" for actor in targets)),
        "described_source": float(any(actor.role == DESCRIBED for actor in sources[:1])),
        "described_target": float(any(actor.role == DESCRIBED for actor in targets[:1])),
        "far_source": _distance(act.sources, act, sentence),
        "far_target": _distance(act.targets, act, sentence),
        "outside_target": float(any(not sentence.start <= party.head < sentence.end for party in act.targets[:1])),
        "two_states": float(bool(own and other) and not own & other),
        "one_state": float(bool(own & other)),
        "states": min(len(states), _MANY) / _MANY,
        "long": min(len(sentence), _LONG) / _LONG,
        "deep": min(depth, _DEEP) / _DEEP,
        "described_act": float(anchor.dep_ in ("acl", "relcl")),
    }


def _distance(parties: Sequence[Party], act: Act, sentence: Sentence) -> float:
    """Tokens between an act and the first of its parties on one side, where it stands in the sentence."""
    inside = [abs(party.head - act.anchor) for party in parties[:1] if sentence.start <= party.head < sentence.end]
    return min(inside[0], _FAR) / _FAR if inside else 0.0
