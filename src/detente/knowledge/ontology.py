"""The PLOVER ontology: event types with quad class, modes, scores, contexts and reduction rules."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast, get_args

from detente.knowledge.tables import toml_table
from detente.records import EventType

if TYPE_CHECKING:
    from detente.records import QuadClass

SCALE = "plover"


@dataclass(frozen=True, slots=True)
class TypeFacts:
    """What PLOVER says of one event type; `symmetric` where all parties may stand on either side."""

    type: EventType
    quad: QuadClass
    score: float
    modes: dict[str, float]
    recipient_required: bool
    symmetric: bool
    meaning: str


@dataclass(frozen=True, slots=True)
class Ontology:
    """All of PLOVER that the coder needs, typed."""

    types: dict[EventType, TypeFacts]
    contexts: frozenset[str]
    quads: tuple[QuadClass, ...]
    future: dict[EventType, EventType]
    hypothetical: dict[EventType, EventType]

    def quad(self, kind: EventType) -> QuadClass:
        """The quad class of a type."""
        return self.types[kind].quad

    def quad_number(self, kind: EventType) -> int:
        """1 to 4, in the order verbal cooperation, material cooperation, verbal conflict, material conflict."""
        return self.quads.index(self.quad(kind)) + 1

    def score(self, kind: EventType, mode: str | None = None) -> float:
        """The PLOVER score of a mode, or of the type where the mode is None or unknown."""
        facts = self.types[kind]
        return facts.modes.get(mode, facts.score) if mode else facts.score

    def reduced(self, kind: EventType, *, hypothetical: bool = False) -> EventType:
        """The type that a future (or hypothetical) act of a type is coded as; the type itself where no rule applies."""
        rules = self.hypothetical if hypothetical else self.future
        return rules.get(kind, kind)


@cache
def ontology() -> Ontology:
    """The PLOVER 2.0 ontology as this project uses it, read once."""
    table = toml_table("plover")
    types = {_type(name): _facts(_type(name), facts) for name, facts in table["types"].items()}
    rules = {name: {_type(a): _type(b) for a, b in rule.items()} for name, rule in table["reductions"].items()}
    return Ontology(types, frozenset(table["contexts"]), tuple(table["quads"]), rules["future"], rules["hypothetical"])


def _type(name: str) -> EventType:
    if name not in get_args(EventType):
        raise ValueError(f"plover.toml: {name!r} is no PLOVER type")
    return cast("EventType", name)


def _facts(name: EventType, facts: dict[str, object]) -> TypeFacts:
    return TypeFacts(
        type=name,
        quad=cast("QuadClass", facts["quad"]),
        score=float(cast("float", facts["score"])),
        modes=dict(cast("dict[str, float]", facts.get("modes", {}))),
        recipient_required=bool(facts.get("recipient", False)),
        symmetric=bool(facts.get("symmetric", False)),
        meaning=str(facts["meaning"]),
    )
