"""The events of a pair as columns, and as counts by period: lines (direction and class) against how much was reported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

import numpy as np

from detente.knowledge.ontology import SCALE, ontology
from detente.records import QuadClass
from detente.relation_records import Measure, Unit
from detente.relations.periods import Array, Grid

if TYPE_CHECKING:
    import pyarrow

QUADS: tuple[QuadClass, ...] = get_args(QuadClass)
PER: dict[Measure, float] = {"1,000 reported events": 1000.0, "30 days": 30.0}
_MOST_OF_ALL = 0.5  # a pair with a greater part of all events cannot be measured against the rest


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """Columns of the pair's events (n,), rows of the table behind them, and the events of anybody by day."""

    day: Array
    line: Array  # 4 · direction + class; direction 0 is from the first party to the second
    score: Array  # NaN where the event has none on the scale
    rows: list[dict[str, Any]]
    reported_day: Array
    reported: Array
    scale: str

    def __len__(self) -> int:
        return len(self.day)


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Counts (T, 8) by period and line against exposure (T,); scores summed and counted by period and direction (T, 2)."""

    grid: Grid
    per: Measure
    events: Array
    exposure: Array
    reported: Array
    score_sum: Array
    scored: Array


def history(pair: pyarrow.Table, reported: pyarrow.Table, scale: str, span: tuple[date | None, date | None]) -> History:
    """The columns of a pair within some days; `pair` and `reported` as `store.event_days` gives them."""
    rows = [row for row in pair.to_pylist() if row["quad"] in QUADS and _within(row["day"], span)]
    days = [(row["day"], row["events"]) for row in reported.to_pylist() if _within(row["day"], span)]
    return History(
        np.array([row["day"] for row in rows], dtype="datetime64[D]"),
        np.array([(0 if row["forward"] else 4) + QUADS.index(row["quad"]) for row in rows], dtype=np.int64),
        np.array([_score(row, scale) for row in rows], dtype=float),
        rows,
        np.array([day for day, _ in days], dtype="datetime64[D]"),
        np.array([number for _, number in days], dtype=float),
        scale,
    )


def counts(told: History, unit: Unit, span: tuple[date | None, date | None]) -> Counts:
    """The history by period, from the first day on which anything was reported to the last, or within the days asked for."""
    first, last = span[0] or told.reported_day.min().item(), span[1] or told.reported_day.max().item()
    grid = Grid(unit, max(first, told.reported_day.min().item()), min(last, told.reported_day.max().item()))
    size, place = len(grid), grid.number(told.day)
    events = np.zeros((size, 8))
    np.add.at(events, (place, told.line), 1)
    reported = np.zeros(size)
    np.add.at(reported, grid.number(told.reported_day), told.reported)
    score_sum, scored = np.zeros((size, 2)), np.zeros((size, 2))
    has = ~np.isnan(told.score)
    np.add.at(score_sum, (place[has], told.line[has] // 4), told.score[has])
    np.add.at(scored, (place[has], told.line[has] // 4), 1)
    per: Measure = "1,000 reported events" if events.sum() <= _MOST_OF_ALL * reported.sum() else "30 days"
    exposure = (reported if per == "1,000 reported events" else grid.lengths()) / PER[per]
    return Counts(grid, per, events, exposure, reported, score_sum, scored)


def _within(day: date, span: tuple[date | None, date | None]) -> bool:
    return (span[0] is None or span[0] <= day) and (span[1] is None or day <= span[1])


def _score(row: dict[str, Any], scale: str) -> float:
    """The event's score on the scale; on PLOVER's own every event has that of its type and mode."""
    if row["scale"] == scale and row["score"] is not None:
        return float(row["score"])
    return ontology().score(row["type"], row["mode"]) if scale == SCALE else np.nan
