"""The frozen records of a relation over time: directed lines, shifts with the events that made them, and what they rest on.

They stand apart from `records` only because that file is full; JSON uses the same field names.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from detente.records import Commitment, EventType, QuadClass, SourcedEvent

Unit = Literal["day", "week", "month"]
Measure = Literal["1,000 reported events", "30 days"]
ShiftKind = Literal["worse", "better", "busier", "quieter"]


@dataclass(frozen=True, slots=True)
class Period:
    """One day, week or month of a directed line: what was counted, and the smoothed curve; a gap where nothing at all was reported."""

    first: date
    last: date
    reported: int
    gap: bool
    events: int
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    scored: int
    score: float | None
    cooperation_rate: float | None
    conflict_rate: float | None
    smooth_cooperation: float | None
    smooth_conflict: float | None
    smooth_score: float | None


@dataclass(frozen=True, slots=True)
class TypeCount:
    """How many events of a type a directed line has."""

    type: EventType
    events: int


@dataclass(frozen=True, slots=True)
class Series:
    """What one side does towards the other, period by period; rates are events for each `per`."""

    source: str
    target: str
    by: Unit
    per: Measure
    scale: str
    events: int
    scored: int
    score: float | None
    kernel: str
    types: tuple[TypeCount, ...]
    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """The rate of one class of events on one directed line before and after a shift; `weight` is its part in the evidence."""

    source: str
    target: str
    quad: QuadClass
    before: float
    after: float
    weight: float


@dataclass(frozen=True, slots=True)
class Trial:
    """Whether a shift is still found when an outlet, a data set or all duplicates are left out."""

    without: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Shift:
    """A lasting change of the rates: the days between which it lies (90 %), how sure and how strong, and the events that made it.

    `likeliest` is the first day of the new level where it is placed best; `probability` is that of a change within the interval;
    `strength` is 2 ln of the Bayes factor for two levels over one.
    """

    id: str
    kind: ShiftKind
    first: date
    last: date
    likeliest: date
    probability: float
    strength: float
    score_before: float | None
    score_after: float | None
    levels: tuple[Level, ...]
    events: tuple[SourcedEvent, ...]
    trials: tuple[Trial, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """How two actors get along over time: both directed lines, shifts, those that `without` made vanish, what is open between them."""

    one: str
    other: str
    one_name: str
    other_name: str
    sought_by: Unit
    without: tuple[str, ...]
    left_out: int
    series: tuple[Series, ...]
    shifts: tuple[Shift, ...]
    vanished: tuple[Shift, ...]
    commitments: tuple[Commitment, ...]
