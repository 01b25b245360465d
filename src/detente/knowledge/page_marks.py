"""How news pages mark dates, bylines, captions and notes: the patterns that reading and extraction share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from detente.knowledge.tables import patterns

Mark = Literal["byline", "caption", "note", "link"]

_MONTHS = {name: n for n, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}


@dataclass(frozen=True, slots=True)
class PageDate:
    """A date at the head of a text: where the mark ends, the day if it names one, and the missing year as None."""

    end: int
    day: date | None
    month: int | None = None
    day_of_month: int | None = None


@cache
def page_marks() -> tuple[tuple[Mark, re.Pattern[str]], ...]:
    """Block kinds with the pattern that recognises them, in order of precedence."""
    return tuple((kind, patterns("page_marks", kind)) for kind in ("byline", "caption", "note", "link"))


def header_date(body: str) -> PageDate | None:
    """A header line or lead such as `date 2026-02-05`, `2026-02-05` or `5 February 2026` at the start of a text."""
    for name in ("header_iso", "header_dmy", "header_mdy"):
        if match := patterns("page_marks", name).match(body):
            return PageDate(match.end(), _day(match))
    return None


def dateline(body: str) -> PageDate | None:
    """A dateline such as `HAVANA, Feb. 5 (Reuters) –` at the start of a text."""
    match = patterns("page_marks", "dateline").match(body)
    if not match:
        return None
    groups = match.groupdict()
    month = _MONTHS.get((groups["month"] or groups["month2"] or "").lower()[:3])
    number = int(groups["dom"] or groups["dom2"] or 0) or None
    if groups["year"] and month and number:
        return PageDate(match.end(), _valid(int(groups["year"]), month, number), month, number)
    return PageDate(match.end(), None, month, number)


def is_heading(body: str, *, first: bool = False) -> bool:
    """Short, without a full stop at its end, and not a turn or a fragment of quoted speech."""
    words = body.split()
    if "\n" in body or len(words) > (22 if first else 14) or re.search(r"[.!…;,]['\"’”)]*$", body):
        return False
    if re.search(r"[?:]['\"’”)]*$", body):
        return len(words) <= 10
    return not re.search(r"[\"”»]$|''$", body) or len(words) <= 10


def title_line(text: str) -> str | None:
    """The heading above a text, if there is one."""
    for line in text[:4000].split("\n"):
        body = line.strip()
        if not body or header_date(body) or any(pattern.search(body) for _, pattern in page_marks()):
            continue
        if found := dateline(body + "\n"):
            if not body[found.end :].strip():
                continue
            return None
        return body.lstrip("# ").rstrip("# ") or None if is_heading(body, first=True) else None
    return None


def _day(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    month = groups["month"]
    number = int(month) if month.isdigit() else _MONTHS[month.lower()[:3]]
    return _valid(int(groups["year"]), number, int(groups["dom"]))


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
