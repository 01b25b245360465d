"""What the reading of a time expression depends on: anchor, tense, and where the narrative stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from detente.extract.date_calendar import Slot, slot_of
from detente.extract.date_tense import Direction, direction
from detente.records import TimeType, When

if TYPE_CHECKING:
    from spacy.tokens import Doc

_NEAR = {"past": 300, "future": 330, "open": 200}  # days: further away a day without its year would have it
_FAR = 10  # months: further away a month without its year would have it
_CALM = 700  # characters that a narrative day stays in mind


@dataclass(frozen=True, slots=True)
class Reading:
    """Type, TIMEX3 value and days of a time expression; `slot` is the calendar unit behind them."""

    type: TimeType
    value: str
    when: When | None = None
    slot: Slot | None = None
    moves: bool = True  # whether the narrative moves there


@dataclass(slots=True)
class Scene:
    """The text around a time expression, and what was said before it."""

    text: str
    folded: str
    anchor: date | None
    doc: Doc | None
    focus: Slot | None = None  # the last unit of a day, week, month or year that the text named
    focus_at: int = 0
    told: Slot | None = None  # the last day named that lies not after the anchor
    weekdays: dict[int, Slot] = field(default_factory=dict)  # the last day that each weekday's name meant
    period: Slot | None = None  # the business quarter (or year) that figures are about

    def direction(self, start: int, end: int) -> Direction:
        """Whether the clause looks back or ahead."""
        return direction(self.folded, start, end, self.doc)

    def note(self, reading: Reading, at: int) -> None:
        """Move the narrative to a unit just named."""
        slot = reading.slot
        if reading.value in ("P9M", "P6M") and self.anchor:
            self.period = slot_of("year", self.anchor)  # figures for the year so far
        if slot is None or not reading.moves:
            return
        if slot.kind == "quarter":
            if self.period is None or self.anchor is None or slot.end < self.anchor:
                self.period = slot
        else:
            self.focus, self.focus_at = slot, at
        if slot.kind == "day" and self.anchor and slot.start <= self.anchor:
            self.told = slot

    def near_focus(self, at: int) -> Slot | None:
        """The unit named last, if that was not long before."""
        return self.focus if self.focus and at - self.focus_at <= _CALM else None

    def day(self, at: int) -> date | None:
        """The day that the narrative is at: the one named last, else the anchor."""
        focus = self.near_focus(at)
        return focus.start if focus and focus.kind == "day" else self.anchor


def named(slot: Slot, suffix: str = "", as_type: TimeType = "DATE") -> Reading:
    """A calendar unit as a reading; a suffix gives the time of day."""
    return Reading("TIME" if suffix else as_type, slot.value + suffix, slot.when, slot)


def compared(slot: Slot) -> Reading:
    """A unit that is only looked back at: the narrative stays where it is."""
    return Reading("DATE", slot.value, slot.when, slot, moves=False)


def vague(value: str) -> Reading:
    """A reading that names no days."""
    return Reading("DATE", value)


def without_year(month: int, day: int, anchor: date, way: Direction) -> Slot | None:
    """The day of a month that the clause means: in its direction if that is near, else the nearest."""
    options = [one for year in (anchor.year - 1, anchor.year, anchor.year + 1) if (one := made_day(year, month, day))]
    if not options:
        return None
    back = [one for one in options if one <= anchor]
    ahead = [one for one in options if one >= anchor]
    wanted = max(back, default=None) if way != "future" else min(ahead, default=None)
    nearest = min(options, key=lambda one: (abs((one - anchor).days), one))
    return slot_of("day", wanted if wanted and abs((wanted - anchor).days) <= _NEAR[way] else nearest)


def month_without_year(month: int, anchor: date, way: Direction) -> Slot:
    """The month that the clause means, this year's included."""
    gap = (month - anchor.month) % 12  # months ahead
    if gap >= _FAR if way == "future" else gap and (way == "past" or 12 - gap < _FAR):
        gap -= 12
    return slot_of("month", anchor.replace(day=1)).moved(gap)


def made_day(year: int, month: int, day: int) -> date | None:
    """The date, None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
