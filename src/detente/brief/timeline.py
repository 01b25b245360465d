"""The dated events and promises of a brief, day by day, and a strip that shows them along time."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from detente.brief.names import Naming
from detente.brief.parts import Entry, Group, Line, Part, Section
from detente.brief.plain import one_line, safe, short
from detente.brief.sections import Material
from detente.brief.text_size import FONT, width
from detente.brief.wording import event_parts, event_tone, full_day

_WORDS = 110
_EXACT = ("day", "week", "month", "quarter", "year")
_SIZE, _WIDE, _ROW, _STEP, _LEAST, _DOT = 12.0, 620.0, 46.0, 26.0, 30.0, 5.5
_INK, _SOFT, _PAPER = "#1d2126", "#5b626b", "#ffffff"


def timeline(material: Material) -> tuple[Entry, ...]:
    """The events that have days of their own, oldest first."""
    naming = Naming(statement for statement, _ in material.statements)
    entries = []
    for event, ids in material.events:
        when = event.when
        if when and when.precision in _EXACT and (when.start or when.end):
            words = "".join(part.text for part in event_parts(replace(event, when=None), naming, None))
            notes = material.numbers.of((one.document_id, one.start, one.end) for one in event.evidence)
            entries.append(
                Entry(when, short(one_line(words), _WORDS), notes, ids, event_tone(event), event.status in ("happened", "ongoing"))
            )
    return tuple(sorted(entries, key=lambda entry: (day_of(entry), entry.notes, entry.words)))


def timeline_section(entries: tuple[Entry, ...], undated: int) -> Section:
    """The days and what happened on them; `undated` events have no day and are only counted."""
    lines = [Line(entry_label(entry), (Part(entry.words),), entry.notes, entry.records, tone=entry.tone) for entry in entries]
    if lines and undated:
        lines.append(Line("", (Part(f"{undated} without a day of {'its' if undated == 1 else 'their'} own left out.", "faint"),)))
    return Section("timeline", "Timeline", (Group(None, tuple(lines)),) if lines else (), "Nothing in the text has a day of its own.")


def timeline_svg(entries: tuple[Entry, ...]) -> str:
    """The strip: days from left to right, long gaps shortened; a dot for each event is hollow for cooperation, filled for conflict."""
    days = sorted({day_of(entry) for entry in entries})
    if len(days) < 2:
        return ""
    rows = list(_rows(days))
    tall = {day: sum(day_of(entry) == day for entry in entries) for day in days}
    height, drawn = 0.0, []
    for row in rows:
        height += max(tall[day] for day in row) * (2 * _DOT + 3) + 8
        drawn.append(_axis(row, height, [entry for entry in entries if day_of(entry) in row]))
        height += _ROW
    about = f"{len(entries)} events from {full_day(days[0])} to {full_day(days[-1])}"
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" class="picture strip" role="img" aria-labelledby="strip-title" '
        f'viewBox="0 0 {_WIDE:.0f} {height:.0f}" width="{_WIDE:.0f}" height="{height:.0f}" font-family="{FONT}" font-size="{_SIZE}">'
        f'<title id="strip-title">{escape(about)}</title>{"".join(drawn)}</svg>'
    )


def _rows(days: list[date]) -> Iterator[list[date]]:
    """The days cut into rows, each as wide as the strip."""
    row: list[date] = []
    for day in days:
        if row and _places([*row, day])[-1] > _WIDE - 50:
            yield row
            row = []
        row.append(day)
    yield row


def _places(days: list[date]) -> list[float]:
    """Where each day stands: gaps grow with the logarithm of their length, and leave room for the labels."""
    at = [50.0]
    for one, other in pairwise(days):
        room = max(_LEAST, (width(_short_day(one), _SIZE) + width(_short_day(other), _SIZE)) / 2 + 12)
        at.append(at[-1] + max(room, _STEP * math.log1p((other - one).days)))
    return at


def _axis(days: list[date], y: float, entries: list[Entry]) -> str:
    places = dict(zip(days, _places(days), strict=True))
    end = places[days[-1]] + 50
    parts = [f'<path class="way" d="M4 {y:.1f}H{min(end, _WIDE - 4):.1f}" stroke="{_SOFT}" stroke-width="1"/>']
    years: set[int] = set()
    for day, x in places.items():
        parts.append(
            f'<text class="words tag" x="{x:.1f}" y="{y + 16:.1f}" text-anchor="middle" fill="{_SOFT}">{_tick(day, entries)}</text>'
        )
        if day.year not in years:
            years.add(day.year)
            parts.append(f'<text class="words" x="{x:.1f}" y="{y + 31:.1f}" text-anchor="middle" fill="{_INK}">{day.year}</text>')
        for level, entry in enumerate(one for one in entries if day_of(one) == day):
            parts.append(_dot(entry, x, y - (2 * _DOT + 3) * (level + 0.5) - 2))
    return "".join(parts)


def _dot(entry: Entry, x: float, y: float) -> str:
    fill = _INK if entry.tone == "conflict" else _PAPER
    dash = "" if entry.firm else ' stroke-dasharray="2 2"'
    mark = f'<circle class="dot {entry.tone}" cx="{x:.1f}" cy="{y:.1f}" r="{_DOT}" fill="{fill}" stroke="{_INK}"{dash}/>'
    title = f"<title>{escape(safe(f'{entry_label(entry)}: {entry.words}'))}</title>"
    if not entry.notes:
        return f"<g>{title}{mark}</g>"
    label = quoteattr(safe(f"{entry_label(entry)}: {entry.words}"))
    return f'<a href="#s{entry.notes[0]}" aria-label={label} data-notes="{" ".join(map(str, entry.notes))}">{title}{mark}</a>'


def _tick(day: date, entries: list[Entry]) -> str:
    """The label of a day: no more exact than what happened then."""
    known = {entry.when.precision for entry in entries if day_of(entry) == day}
    return f"{day:%b}" if known == {"month"} else "" if known == {"year"} else _short_day(day)


def _short_day(day: date) -> str:
    return f"{day.day} {day:%b}"


def day_of(entry: Entry) -> date:
    """The first day that is known of an entry."""
    return entry.when.start or entry.when.end or date.min


def entry_label(entry: Entry) -> str:
    """The days in a few letters, as exact as the text is."""
    first = day_of(entry)
    form = {"month": f"{first:%b %Y}", "year": f"{first.year}"}
    open_end = "" if entry.when.end in (first, None) else " –"
    return form.get(entry.when.precision) or f"{first.day} {first:%b %Y}{open_end}"
