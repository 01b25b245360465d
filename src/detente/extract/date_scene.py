"""What the reading of a time expression depends on: anchor, tense, and where the narrative stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from detente.extract.date_calendar import Slot, slot_of
from detente.extract.date_tense import Direction, direction
from detente.records import TimeType, When

if TYPE_CHECKING:
    from spacy.tokens import Doc

_NEAR = 300  # days: further away a day without its year would have it
_CALM = 700  # characters that a narrative day stays in mind


@dataclass(frozen=True, slots=True)
class Reading:
    """Type, TIMEX3 value and days of a time expression; `slot` is the calendar unit behind them."""

    type: TimeType
    value: str
    when: When | None = None
    slot: Slot | None = None


@dataclass(slots=True)
class Scene:
    """The text around a time expression, and what was said before it."""

    text: str
    folded: str
    anchor: date | None
    doc: Doc | None
    focus: Slot | None = None  # the last unit of a day, week, month or year that the text named
    focus_at: int = 0
    period: Slot | None = None  # the business quarter (or year) that figures are about

    def direction(self, start: int, end: int) -> Direction:
        """Whether the clause looks back or ahead."""
        return direction(self.folded, start, end, self.doc)

    def note(self, reading: Reading, at: int) -> None:
        """Move the narrative to a unit just named."""
        slot = reading.slot
        if slot is None:
            return
        if slot.kind == "quarter":
            self.period = slot
        else:
            self.focus, self.focus_at = slot, at

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


def vague(value: str) -> Reading:
    """A reading that names no days."""
    return Reading("DATE", value)


def without_year(month: int, day: int, anchor: date, way: Direction) -> Slot | None:
    """The day of a month that the clause means: in its direction if that is near, else the nearest."""
    options = [made for year in (anchor.year - 1, anchor.year, anchor.year + 1) if (made := _made(year, month, day))]
    if not options:
        return None
    back = [one for one in options if one <= anchor]
    ahead = [one for one in options if one >= anchor]
    wanted = max(back, default=None) if way == "past" else min(ahead, default=None)
    nearest = min(options, key=lambda one: (abs((one - anchor).days), one))
    return slot_of("day", wanted if wanted and abs((wanted - anchor).days) <= _NEAR else nearest)


def month_without_year(month: int, anchor: date, way: Direction) -> Slot:
    """The month that the clause means, this year's included."""
    year = anchor.year
    if way == "past" and month > anchor.month:
        year -= 1
    if way == "future" and month < anchor.month:
        year += 1
    return slot_of("month", date(year, month, 1))


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
