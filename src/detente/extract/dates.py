"""Time expressions of a text with their TIMEX3 values and days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from detente.extract import date_absolute, date_business, date_relative, date_spans
from detente.extract.date_calendar import read_value
from detente.extract.date_scan import Hit, fold, scan
from detente.extract.date_scene import Reading, Scene
from detente.extract.draft import Draft
from detente.records import TimeExpression, TimeType, When, record_id

if TYPE_CHECKING:
    from spacy.tokens import Doc

_METHOD = "dates/rules 2"
_SURE, _LIKELY = 0.95, 0.85  # an absolute date; one that was counted from another


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression in plain text."""

    start: int
    end: int
    type: TimeType
    value: str
    when: When | None


def find_dates(draft: Draft) -> Draft:
    """Fill the draft's dates."""
    page = draft.page
    found = tag(page.text, page.document.published, page.doc)
    made = []
    for one in found:
        sure = _SURE if one.value[:4].isdigit() and one.value[:4] in page.text[one.start : one.end] else _LIKELY
        evidence = page.evidence(one.start, one.end, _METHOD, sure)
        made.append(TimeExpression(record_id("t", page.document.id, one.start), one.type, one.value, one.when, evidence))
    return replace(draft, dates=tuple(made))


def tag(text: str, anchor: date | None, doc: Doc | None = None) -> tuple[Timex, ...]:
    """The time expressions of a text; the parse, where there is one, tells the direction of weekdays and months."""
    folded = fold(text)
    scene = Scene(text, folded, anchor, doc)
    found = []
    for hit in scan(folded):
        reading = _read(hit, scene)
        if reading is not None:
            scene.note(reading, hit.start)
            found.append(Timex(hit.start, hit.end, reading.type, reading.value, reading.when))
    return tuple(found)


def date_of(draft: Draft, first_token: int, last_token: int) -> When | None:
    """When the tokens' clause says it is: its own date, else its sentence's, else the document's as `inferred`."""
    doc = draft.page.doc
    if first_token < len(doc):
        start, end = doc[first_token].idx, doc[min(last_token, len(doc) - 1)].idx
        sentence = doc[first_token].sent
        dated = [one for one in draft.dates if one.when and one.when.start and one.type in ("DATE", "TIME")]
        inside = [one for one in dated if start <= one.evidence.start <= end]
        around = [one for one in dated if sentence.start_char <= one.evidence.start < sentence.end_char]
        if best := min(inside or around, key=lambda one: (abs(one.evidence.start - start), one.evidence.start), default=None):
            return best.when
    published = draft.page.document.published
    return When(published, published, "inferred") if published else None


def days_of(value: str) -> tuple[str, str] | None:
    """The first and last day that a TIMEX3 value names, as ISO days; None where it names none."""
    slot = read_value(value or "")
    return (slot.start.isoformat(), slot.end.isoformat()) if slot else None


def _read(hit: Hit, scene: Scene) -> Reading | None:
    try:
        return _READERS[hit.reader](hit, scene)
    except (ValueError, OverflowError):
        return None  # the calendar has no such day


_READERS: dict[str, Callable[[Hit, Scene], Reading | None]] = {
    reader.__name__: reader
    for reader in (
        date_absolute.iso, date_absolute.slashed, date_absolute.month_day, date_absolute.month, date_absolute.year, date_absolute.spelled,
        date_absolute.decade, date_absolute.century, date_absolute.holiday, date_business.quarter, date_business.half,
        date_business.period, date_business.fiscal, date_relative.relative, date_relative.ago, date_relative.hours, date_relative.weekday,
        date_relative.near, date_relative.part, date_relative.clock, date_relative.season, date_relative.weekof, date_relative.yearend,
        date_spans.window, date_spans.each, date_spans.rate, date_spans.duration, date_spans.plural, date_spans.present,
        date_spans.past, date_spans.future,
    )
}  # fmt: skip
