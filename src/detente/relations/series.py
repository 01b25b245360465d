"""The two directed lines of a relation, period by period, raw and smoothed."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from detente.relation_records import Period, Series, TypeCount
from detente.relations.history import Counts, History
from detente.relations.periods import Array
from detente.relations.smoothing import kernel_words, nearby, smoothed

_ENOUGH = 0.5  # scored events about a period from which its smoothed score is told


def directed_lines(told: History, counted: Counts, names: tuple[str, str]) -> tuple[Series, Series]:
    """From the first party to the second, and back."""
    return _line(told, counted, names, 0), _line(told, counted, names, 1)


def _line(told: History, counted: Counts, names: tuple[str, str], direction: int) -> Series:
    mine = told.line // 4 == direction
    types = Counter(row["type"] for row, is_mine in zip(told.rows, mine, strict=True) if is_mine)
    scored = int(counted.scored[:, direction].sum())
    return Series(
        source=names[direction],
        target=names[1 - direction],
        by=counted.grid.unit,
        per=counted.per,
        scale=told.scale,
        events=int(mine.sum()),
        scored=scored,
        score=_number(counted.score_sum[:, direction].sum() / scored, 2) if scored else None,
        kernel=kernel_words(counted.grid.unit),
        types=tuple(TypeCount(kind, number) for kind, number in sorted(types.items(), key=lambda one: (-one[1], one[0]))),
        periods=tuple(_periods(counted, direction)),
    )


def _periods(counted: Counts, direction: int) -> list[Period]:
    by_class = counted.events[:, 4 * direction : 4 * direction + 4]
    both = {"cooperation": by_class[:, :2].sum(axis=1), "conflict": by_class[:, 2:].sum(axis=1)}
    score_sum, scored = counted.score_sum[:, direction], counted.scored[:, direction]
    with np.errstate(invalid="ignore", divide="ignore"):
        columns: dict[str, Array] = {f"{name}_rate": series / counted.exposure for name, series in both.items()}
        columns["score"] = score_sum / scored
    columns |= {f"smooth_{name}": smoothed(series, counted.exposure, counted.grid.unit) for name, series in both.items()}
    about = nearby(scored, counted.grid.unit)
    with np.errstate(invalid="ignore", divide="ignore"):
        columns["smooth_score"] = np.where(about >= _ENOUGH, nearby(score_sum, counted.grid.unit) / about, np.nan)
    made = []
    for at in range(len(counted.grid)):
        first, last = counted.grid.bounds(at)
        verbal, material, verbal_conflict, material_conflict = (int(number) for number in by_class[at])
        measured: dict[str, Any] = {name: _number(column[at]) for name, column in columns.items()}
        made.append(
            Period(
                first, last, int(counted.reported[at]), bool(counted.exposure[at] == 0), int(by_class[at].sum()),
                verbal, material, verbal_conflict, material_conflict, int(scored[at]), **measured,
            )
        )  # fmt: skip
    return made


def _number(value: float, digits: int = 4) -> float | None:
    return round(float(value), digits) if np.isfinite(value) else None
