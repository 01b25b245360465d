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
    origin: Array  # of each event (n,), and of each number of reported events: a place in `origins`
    reported_origin: Array
    origins: tuple[str, ...]

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
    volume: Array  # what each origin tells of anybody, in events or days (origins, T)
    told: Array  # the events by origin (origins, T, 8)


def history(pair: pyarrow.Table, reported: pyarrow.Table, scale: str, span: tuple[date | None, date | None]) -> History:
    """The columns of a pair within some days; `pair` and `reported` as `store.event_days` gives them."""
    rows = [row for row in pair.to_pylist() if row["quad"] in QUADS and _within(row["day"], span)]
    told = [row for row in reported.to_pylist() if _within(row["day"], span)]
    origins = tuple(sorted({row["origin"] for row in (*rows, *told)}))
    return History(
        np.array([row["day"] for row in rows], dtype="datetime64[D]"),
        np.array([(0 if row["forward"] else 4) + QUADS.index(row["quad"]) for row in rows], dtype=np.int64),
        np.array([_score(row, scale) for row in rows], dtype=float),
        rows,
        np.array([row["day"] for row in told], dtype="datetime64[D]"),
        np.array([row["events"] for row in told], dtype=float),
        scale,
        np.array([origins.index(row["origin"]) for row in rows], dtype=np.int64),
        np.array([origins.index(row["origin"]) for row in told], dtype=np.int64),
        origins,
    )


def counts(told: History, unit: Unit, span: tuple[date | None, date | None]) -> Counts:
    """The history by period, from the first day on which anything was reported to the last, or within the days asked for."""
    first, last = span[0] or told.reported_day.min().item(), span[1] or told.reported_day.max().item()
    grid = Grid(unit, max(first, told.reported_day.min().item()), min(last, told.reported_day.max().item()))
    size, place = len(grid), grid.number(told.day)
    by_origin = np.zeros((len(told.origins), size, 8))
    np.add.at(by_origin, (told.origin, place, told.line), 1)
    events = by_origin.sum(axis=0)
    volume = np.zeros((len(told.origins), size))
    np.add.at(volume, (told.reported_origin, grid.number(told.reported_day)), told.reported)
    reported = volume.sum(axis=0)
    score_sum, scored = np.zeros((size, 2)), np.zeros((size, 2))
    has = ~np.isnan(told.score)
    np.add.at(score_sum, (place[has], told.line[has] // 4), told.score[has])
    np.add.at(scored, (place[has], told.line[has] // 4), 1)
    per: Measure = "1,000 reported events" if events.sum() <= _MOST_OF_ALL * reported.sum() else "30 days"
    if per == "30 days":
        volume = grid.lengths() * _covered(volume) if len(volume) > 1 else grid.lengths()[None]
    exposure = _expected(volume, by_origin, reported if per == "1,000 reported events" else grid.lengths()) / PER[per]
    return Counts(grid, per, events, exposure, reported, score_sum, scored, volume, by_origin)


def _covered(volume: Array) -> Array:
    """Whether a period lies between the first and the last that an origin tells of (origins, T)."""
    told = volume > 0
    return np.asarray(np.logical_or.accumulate(told, axis=1) & np.logical_or.accumulate(told[:, ::-1], axis=1)[:, ::-1])


def _expected(volume: Array, events: Array, whole: Array) -> Array:
    """The exposure (T,), as much as `whole` in all: each origin has its own part of the pair, so its border is no shift."""
    if len(volume) == 1:
        return whole
    parts = events.sum(axis=(1, 2)) / np.maximum(volume.sum(axis=1), 1e-9)
    expected = parts @ volume
    return np.asarray(expected * whole.sum() / expected.sum()) if expected.sum() else whole


def _within(day: date, span: tuple[date | None, date | None]) -> bool:
    return (span[0] is None or span[0] <= day) and (span[1] is None or day <= span[1])


def _score(row: dict[str, Any], scale: str) -> float:
    """The event's score on the scale; on PLOVER's own every event has that of its type and mode."""
    if row["scale"] == scale and row["score"] is not None:
        return float(row["score"])
    return ontology().score(row["type"], row["mode"]) if scale == SCALE else np.nan
