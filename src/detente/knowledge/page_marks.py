"""How news pages mark dates, titles, bylines, captions and notes: the patterns that reading and extraction share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice
from typing import Literal

from detente.knowledge.tables import rows, toml_table

Mark = Literal["byline", "caption", "note", "link"]

_KINDS: tuple[Mark, ...] = ("byline", "caption", "note", "link")
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: n for n, name in enumerate(_NAMES, 1)}
_HEAD = 4000
_HEAD_LINES = 8
_LONGEST_TITLE, _LONGEST_HEADING, _LONGEST_QUESTION = 22, 14, 10
_BULLET = re.compile(r"\A(?:[-*•▪◦–—]|\d{1,2}[.)])\s+\S")
_MARKDOWN = re.compile(r"\A#{1,6}\s+\S[^\n]*\Z")
_INNER_STOP = re.compile(r"[a-z]{3,}\.[\"'”’)]?\s+[\"'“‘(\[]?[A-Z]|[:,]\s+[\"“‘`]|[.!?][\"”’]\s*[–—―-]|[,!?][\"”’']\s+[a-z]")
_SAID = re.compile(r"\A[\"“‘«`].*[?!.,][\"”’»']\Z", re.DOTALL)
_CLOSED = re.compile(r"[.!…;:,–—-][\"'”’)\]]*\Z|''\Z")


@dataclass(frozen=True, slots=True)
class PageDate:
    """A date at the head of a text: where the mark ends, the day if it names one, and the missing year as None."""

    end: int
    day: date | None
    month: int | None = None
    day_of_month: int | None = None
    agency: str | None = None


def mark_of(body: str) -> Mark | None:
    """What a block of a page is besides text, heading or date; None where no pattern says so."""
    if len(body) > _HEAD:
        return None
    number = len(body.split())
    most = toml_table("page_marks")["most_words"]
    return next((kind for kind in _KINDS if number <= most[kind] and _pattern("marks", kind).search(body)), None)


def header_date(body: str) -> PageDate | None:
    """A header line or lead such as `date 2026-02-05`, `2026-02-05` or `5 February 2026` at the start of a text."""
    return _first_date("header", body)


def dateline(body: str) -> PageDate | None:
    """A dateline such as `HAVANA, Feb. 5 (Reuters) –` at the start of a text."""
    return _first_date("dateline", body)


def is_turn(body: str) -> bool:
    """Whether a block begins with the name of its speaker, as in a transcript."""
    return bool(_pattern("turn", "label").match(body))


def city_lead(body: str) -> int:
    """Where a lead such as `NEW DELHI: ` ends, which only its being a city tells from a speaker's turn; 0 where there is none."""
    match = _pattern("turn", "city").match(body)
    return match.end() if match and match.group("place") in _cities() else 0


def is_bullet(body: str) -> bool:
    """Whether a line is an item of a list."""
    return bool(_BULLET.match(body))


def is_heading(body: str, *, first: bool = False) -> bool:
    """Short, without a full stop at its end, and neither a turn, an item, a lead-in nor a piece of quoted speech."""
    if _MARKDOWN.match(body):
        return True
    if "\n" in body or len(body) > _HEAD:
        return False
    words = body.split()
    if len(words) > (_LONGEST_TITLE if first else _LONGEST_HEADING) or _CLOSED.search(body):
        return False
    if body[:1].islower() or is_turn(body) or is_bullet(body) or _INNER_STOP.search(body):
        return False
    if _SAID.search(body):
        return False
    if re.search(r"[?\"”»]['\"”’)]*\Z", body):
        return len(words) <= _LONGEST_QUESTION
    return True


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a text, and which outlet it names."""

    title: str | None
    outlet: str | None


def head_of(text: str) -> Head:
    """The heading above a text, if there is one, and the outlet that a masthead or an agency's dateline names."""
    labels: list[str] = []
    outlet = None
    for body in head_lines(text):
        if header_date(body) or mark_of(body):
            continue
        if found := dateline(body):
            outlet = outlet or found.agency
            if found.end < len(body):
                break
        elif _pattern("outlet", "masthead").match(body):
            outlet = outlet or body
        elif not is_heading(body, first=True):
            break
        elif body.isupper() and len(body.split()) <= 3:
            labels.append(body)
        else:
            labels.insert(0, body.strip("#* "))
            break
    return Head(labels[0] if labels else None, outlet)


def head_lines(text: str) -> list[str]:
    """The first lines of a text that hold anything, stripped."""
    return list(islice((line.strip() for line in text[:_HEAD].split("\n") if line.strip()), _HEAD_LINES))


def tail_line(text: str) -> str:
    """The last line of a text that holds anything, stripped."""
    return text[-200:].strip().rpartition("\n")[2].strip()


def _first_date(table: str, body: str) -> PageDate | None:
    for name in toml_table("page_marks")[table]:
        if match := _pattern(table, name).match(body):
            return _page_date(match)
    return None


def _page_date(match: re.Match[str]) -> PageDate:
    groups = match.groupdict()
    month_text = groups.get("month") or groups.get("month2") or ""
    month = int(month_text) if month_text.isdigit() else _MONTHS.get(month_text.lower()[:3])
    number = int(groups.get("dom") or groups.get("dom2") or 0) or None
    year = groups.get("year")
    if short := groups.get("short_year"):
        year = ("19" if short >= "70" else "20") + short
    agency = groups.get("agency") or groups.get("agency2")
    if agency and any(character.isdigit() for character in agency):
        agency = None
    day = _valid(int(year), month, number) if year and month and number else None
    return PageDate(match.end(), day, month, number, agency)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _cities() -> frozenset[str]:
    """The names of cities in capitals."""
    cities = (row for row in rows("cities") if row["kind"] == "city" and row["ambiguous"] != "y")
    return frozenset(name.upper() for row in cities for name in row["names"].split("|"))


@cache
def _pattern(table: str, name: str) -> re.Pattern[str]:
    """A pattern of the data file with its parts put in; a list of patterns means any of them."""
    data = toml_table("page_marks")
    value = data[table][name]
    source = value if isinstance(value, str) else "|".join(f"(?:{one})" for one in value)
    while "%" in source:
        source = re.sub(r"%([A-Z]+)%", lambda part: str(data["parts"][part.group(1)]), source)
    return re.compile(source, re.VERBOSE)
