"""A link as the rules find it, before it becomes a record."""

from __future__ import annotations

from dataclasses import dataclass

from detente.extract.link_spans import End
from detente.records import LinkKind


@dataclass(frozen=True, slots=True)
class Found:
    """Cause and effect with the tokens of the signal (first, last) and the rule that joined them."""

    cause: End
    effect: End
    kind: LinkKind
    rule: str
    signal: tuple[int, int] | None
    pivot: int
    negated: bool = False
