"""Lasting changes in a relation: where they lie, what changed, and the events that made them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np

from detente.knowledge.ontology import ontology
from detente.records import SourcedEvent, record_id
from detente.relation_records import Level, Shift, ShiftKind, Unit
from detente.relations.change_points import Change, changes
from detente.relations.history import QUADS, Counts, History
from detente.relations.periods import A_YEAR, Array

MOST_PERIODS = 2000  # the search looks at every pair of periods
_LEAST = 0.5  # probability below which a shift is not told
_WIDEST: dict[Unit, int] = {"day": 91, "week": 26, "month": 24}  # periods; a change that cannot be placed better is not told
_SURE = 1.64  # standard deviations by which the share of conflict must change to be called worse or better
_SCORED = 3  # events from which a level has a mean score
_SHOWN, _LINES = 4, 2  # events of a shift, and lines that they are taken from
_SHORTEST: dict[Unit, int] = {"day": 28, "week": 4, "month": 2}  # what is over sooner is a flare, not a shift
_TELLING = 0.25  # part of the weight of the first line from which another one explains too
_SOON = timedelta(days=6), timedelta(days=20)
_ABOUT: dict[Unit, tuple[timedelta, timedelta]] = {  # where the events that made a shift are looked for: before, after its likeliest day
    "day": _SOON,
    "week": _SOON,
    "month": (timedelta(days=31), timedelta(days=61)),
}


def sought_by(days: int) -> Unit:
    """The unit in which shifts are sought in a history of that many days: the finest that is not too many periods."""
    units: tuple[Unit, ...] = ("day", "week")
    return next((unit for unit in units if days * A_YEAR[unit] / 365 <= MOST_PERIODS), "month")


def shifts(told: History, counted: Counts, names: tuple[str, str]) -> tuple[Shift, ...]:
    """The shifts that are likelier than not, oldest first."""
    unit = counted.grid.unit
    found, borders = changes(counted.events, counted.exposure, A_YEAR[unit], min(_SHORTEST[unit], max(1, len(counted.grid) // 2)))
    return tuple(
        _shift(told, counted, names, change, (left, right))
        for change, left, right in zip(found, borders, borders[2:], strict=False)
        if change.probability >= _LEAST and change.strength > 0 and change.last - change.first < _WIDEST[unit]
        if _seen_by_one(counted, change, (left, right))
    )


def _seen_by_one(counted: Counts, change: Change, ends: tuple[int, int]) -> bool:
    """Whether origins that tell of both sides see the change, too; else it may be the border of a data set."""
    unit, told = counted.grid.unit, counted.told.sum(axis=(1, 2)) > 0
    both = [(counted.volume[:, part] > 0).sum(axis=1) >= _SHORTEST[unit] for part in (slice(ends[0], change.at), slice(change.at, ends[1]))]
    across = told & both[0] & both[1]
    if (across == told).all():
        return True
    part = slice(*ends)
    events, exposure = counted.told[across, part].sum(axis=0), counted.volume[across, part].sum(axis=0)
    if not events.sum():
        return False
    found, _ = changes(events, exposure, A_YEAR[unit], min(_SHORTEST[unit], max(1, len(events) // 2)))
    first, last = change.first - ends[0], change.last - ends[0]
    return any(one.probability >= _LEAST and one.first <= last and first <= one.last for one in found)


def _shift(told: History, counted: Counts, names: tuple[str, str], change: Change, ends: tuple[int, int]) -> Shift:
    parts = slice(ends[0], change.at), slice(change.at, ends[1])
    numbers = np.array([counted.events[part].sum(axis=0) for part in parts])
    shares = np.array([counted.exposure[part].sum() for part in parts])
    weights, rates = _weights(numbers, shares), numbers / shares[:, None]
    first, last = counted.grid.bounds(change.first)[0], counted.grid.bounds(change.last)[1]
    likeliest = counted.grid.bounds(change.at)[0]
    before, after = (_mean(counted.score_sum[part].sum(), counted.scored[part].sum()) for part in parts)
    return Shift(
        id=record_id("shift", *names, first, last),
        kind=_kind(numbers, shares),
        first=first,
        last=last,
        likeliest=likeliest,
        probability=round(change.probability, 3),
        strength=round(change.strength, 1),
        score_before=before,
        score_after=after,
        levels=tuple(_level(names, int(line), rates, weights) for line in np.argsort(-weights, kind="stable") if numbers[:, line].sum()),
        events=tuple(_sourced(told.rows[row]) for row in _made_by(told, weights, rates, (likeliest, counted.grid.unit))),
    )


def _level(names: tuple[str, str], line: int, rates: Array, weights: Array) -> Level:
    before, after = (round(float(rate), 3) for rate in rates[:, line])
    return Level(names[line // 4], names[1 - line // 4], QUADS[line % 4], before, after, round(float(weights[line]), 1))


def _weights(numbers: Array, shares: Array) -> Array:
    """What each line adds to the log likelihood by having two levels."""
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = np.where(numbers > 0, numbers * np.log(numbers / shares[:, None]), 0.0).sum(axis=0)
        whole = numbers.sum(axis=0)
        together = np.where(whole > 0, whole * np.log(whole / shares.sum()), 0.0)
    return np.asarray(apart - together)


def _kind(numbers: Array, shares: Array) -> ShiftKind:
    """Worse or better where the share of conflict changed (z-test of two proportions), else busier or quieter."""
    conflict, everything = numbers[:, [2, 3, 6, 7]].sum(axis=1), numbers.sum(axis=1)
    pooled = conflict.sum() / everything.sum()
    spread = np.sqrt(pooled * (1 - pooled) * (1 / np.maximum(everything, 1e-9)).sum())
    apart = np.diff(conflict / np.maximum(everything, 1e-9))[0] / spread if spread else 0.0
    if abs(apart) >= _SURE:
        return "worse" if apart > 0 else "better"
    rate = numbers.sum(axis=1) / shares
    return "busier" if rate[1] > rate[0] else "quieter"


def _made_by(told: History, weights: Array, rates: Array, at: tuple[date, Unit]) -> list[int]:
    """Rows of the gravest and most told events about the day: what is new on lines that rose, the last of what ended on those that fell."""
    lines = [int(line) for line in np.argsort(-weights, kind="stable") if weights[line] >= _TELLING * weights.max()][:_LINES]
    day, (lead, aftermath) = at[0], _ABOUT[at[1]]
    about = np.zeros(len(told), dtype=bool)
    for line in lines:
        start, end = (lead, aftermath) if rates[1, line] > rates[0, line] else (aftermath, lead)
        about |= (told.line == line) & (told.day >= np.datetime64(day - start)) & (told.day <= np.datetime64(day + end))
    rows = np.flatnonzero(about).tolist()
    ranked = sorted(rows, key=lambda row: (-_gravity(told.rows[row]), told.rows[row]["day"], told.rows[row]["id"]))
    chosen: list[int] = []
    for row in ranked:
        if len(chosen) < _SHOWN and not any(_alike(told.rows[row], told.rows[other]) for other in chosen):
            chosen.append(row)
    return sorted(chosen, key=lambda row: (told.rows[row]["day"], told.rows[row]["id"]))


def _gravity(row: dict[str, Any]) -> float:
    """How much an event says: how far its type is from neutral, and how widely it is told."""
    return abs(ontology().score(row["type"], row["mode"])) + 3.0 * float(np.log(row["outlets"] + row["stories"] - 1))


def _alike(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two events would tell a reader the same."""
    return bool(
        (one["day"], one["type"]) == (other["day"], other["type"]) or (one["text"], one["source"]) == (other["text"], other["source"])
    )


def _sourced(event: Mapping[str, Any]) -> SourcedEvent:
    return SourcedEvent(
        id=event["member_id"],
        day=event["day"],
        source=event["source"] or "",
        target=event["target"] or "",
        type=event["type"],
        text=" ".join(event["text"].split()),
        origin=event["origin"],
        place=event["url"] or "",
    )


def _mean(total: float, number: float) -> float | None:
    return round(float(total / number), 2) if number >= _SCORED else None


def same(one: Shift, others: Iterable[Shift], slack: timedelta) -> bool:
    """Whether a shift of the like is among others: its days overlap, and the line that tells most moves the same way."""
    first = one.levels[0]
    return any(
        (level.source, level.quad) == (first.source, first.quad) and (level.after > level.before) == (first.after > first.before)
        for other in others
        if other.first <= one.last + slack and one.first <= other.last + slack
        for level in other.levels
    )
