"""Calendar units: the day, week, month, quarter, ... that a time expression names, its TIMEX3 value and its days."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from detente.records import Precision, When

_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_PRECISION: dict[str, Precision] = {"day": "day", "weekend": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year"}


@dataclass(frozen=True, slots=True)
class Slot:
    """One calendar unit: its kind and its first day."""

    kind: str
    start: date

    @property
    def end(self) -> date:
        """The last day, inclusive."""
        if self.kind in ("day", "weekend", "week"):
            return self.start + timedelta(days={"day": 0, "weekend": 1, "week": 6}[self.kind])
        months = 3 if self.kind in _SEASONS else _MONTHS[self.kind]
        first = _plus_months(self.start, months - 1)
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])

    @property
    def value(self) -> str:
        """The TIMEX3 value."""
        year, month = self.start.year, self.start.month
        if self.kind in ("week", "weekend"):
            iso = self.start.isocalendar()
            return f"{iso.year}-W{iso.week:02d}" + ("-WE" if self.kind == "weekend" else "")
        if self.kind in _SEASONS:
            return f"{year}-{self.kind}"
        return {
            "day": self.start.isoformat(),
            "month": f"{year:04d}-{month:02d}",
            "quarter": f"{year:04d}-Q{(month + 2) // 3}",
            "half": f"{year:04d}-H{(month + 5) // 6}",
            "year": f"{year:04d}",
            "decade": f"{year // 10:03d}",
            "century": f"{year // 100:02d}",
        }[self.kind]

    @property
    def when(self) -> When | None:
        """The days; None for a winter, which lies in two years."""
        if self.kind == "WI":
            return None
        return When(self.start, self.end, _PRECISION.get(self.kind, "other"))

    def moved(self, steps: int) -> Slot:
        """The unit of the same kind so many steps later (earlier where negative)."""
        if self.kind in ("day", "week", "weekend"):
            return Slot(self.kind, self.start + timedelta(days=steps * (1 if self.kind == "day" else 7)))
        return Slot(self.kind, _plus_months(self.start, steps * _MONTHS.get(self.kind, 12)))

    def years_later(self, years: int) -> Slot:
        """The same unit of another year; a week keeps its number where that year has it."""
        if self.kind in ("week", "weekend"):
            iso = self.start.isocalendar()
            week = min(iso.week, date(iso.year + years, 12, 28).isocalendar().week)
            return Slot(self.kind, date.fromisocalendar(iso.year + years, week, iso.weekday))
        return Slot(self.kind, _plus_months(self.start, 12 * years))


def slot_of(kind: str, day: date) -> Slot:
    """The unit of a kind that the day lies in (a weekend: that of its week)."""
    monday = day - timedelta(days=day.weekday())
    if kind in ("day", "week", "weekend"):
        return Slot(kind, {"day": day, "week": monday, "weekend": monday + timedelta(days=5)}[kind])
    if kind in _SEASONS:
        return Slot(kind, date(day.year, _SEASONS[kind], 1))
    if kind in ("decade", "century"):
        size = 10 if kind == "decade" else 100
        return Slot(kind, date(max(1, day.year // size * size), 1, 1))
    size = _MONTHS[kind]
    return Slot(kind, date(day.year, (day.month - 1) // size * size + 1, 1))


def plus(day: date, kind: str, count: int) -> date:
    """A day so many units later; the last of the month where the month is too short."""
    if kind in ("day", "week"):
        return day + timedelta(days=count * (1 if kind == "day" else 7))
    return _plus_months(day, count * _MONTHS[kind])


def read_value(value: str) -> Slot | None:
    """The calendar unit of a TIMEX3 value, without its time of day; None where it names none."""
    bare = re.sub(r"^(\d{4}-(?:\d\d-\d\d|W\d\d-\d))T.*", r"\1", value)
    for pattern, kind in _shapes():
        if match := pattern.fullmatch(bare):
            try:
                return _built(kind, [int(group) for group in match.groups()])
            except ValueError:
                return None
    return None


@cache
def _shapes() -> tuple[tuple[re.Pattern[str], str], ...]:
    shapes = {
        r"(\d{4})-(\d\d)-(\d\d)": "day", r"(\d{4})-(\d\d)": "month", r"(\d{4})": "year", r"(\d{4})-W(\d\d)": "week",
        r"(\d{4})-W(\d\d)-WE": "weekend", r"(\d{4})-Q([1-4])": "quarter", r"(\d{4})-H([12])": "half", r"(\d{3})X?": "decade",
        r"(\d{2})(?:XX)?": "century",
    }  # fmt: skip
    return tuple((re.compile(shape), kind) for shape, kind in shapes.items())


def _built(kind: str, numbers: list[int]) -> Slot:
    year, *rest = numbers
    if kind == "day":
        return Slot(kind, date(year, *rest))
    if kind in ("week", "weekend"):
        return Slot(kind, date.fromisocalendar(year, rest[0], 6 if kind == "weekend" else 1))
    if kind in ("decade", "century"):
        return Slot(kind, date(year * (10 if kind == "decade" else 100), 1, 1))
    return Slot(kind, date(year, (rest[0] - 1) * _MONTHS[kind] + 1 if rest else 1, 1))


def _plus_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
