"""The CAMEO codes that other people's data carry, and what PLOVER makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

from detente.knowledge.tables import rows
from detente.records import EventType

DIALECTS = ("cameo-1.1b3", "cameo-gdelt", "cameo-older")  # the same code has another label in each, see docs/exchange.md


@dataclass(frozen=True, slots=True)
class Code:
    """One CAMEO code; `quad` 1-4 is CAMEO's own, Goldstein scores are None where a table lacks the code, `plover` where PLOVER drops it."""

    code: str
    root: str
    quad: int
    goldstein_gdelt: float | None
    goldstein_icews: float | None
    plover: EventType | None
    mode: str | None


@cache
def cameo() -> Mapping[str, Code]:
    """All codes, as strings: `010` and `10` are two."""
    return {row["code"]: _code(row) for row in rows("cameo")}


def _code(row: dict[str, str]) -> Code:
    return Code(
        code=row["code"],
        root=row["root"],
        quad=int(row["quad"]),
        goldstein_gdelt=_number(row["goldstein_gdelt"]),
        goldstein_icews=_number(row["goldstein_icews"]),
        plover=cast("EventType", row["plover"]) if row["plover"] else None,
        mode=row["mode"] or None,
    )


def _number(text: str) -> float | None:
    return float(text) if text else None
