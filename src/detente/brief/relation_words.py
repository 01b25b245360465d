"""How a relation is put: names, days, strength of evidence, sparklines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import ceil

from detente.brief.plain import one_line
from detente.relation_records import Relation

_BLOCKS, _GAP, _RULE = "▁▂▃▄▅▆▇█", "·", "─"
_STRENGTHS = ((10.0, "very strong"), (6.0, "strong"), (2.0, "positive"))  # of 2 ln of the Bayes factor: Kass and Raftery, JASA 90 (1995)


def party_name(relation: Relation, key: str) -> str:
    """The name of one of the two parties."""
    return one_line(relation.one_name if key == relation.one else relation.other_name)


def day_range(first: date, last: date) -> str:
    """Days in words, as short as they can be: `24 February – 2 March 2014`."""
    if first == last:
        return f"{first.day} {first:%B %Y}"
    start = f"{first.day}" if (first.year, first.month) == (last.year, last.month) else f"{first.day} {first:%B}"
    return f"{start}{f' {first.year}' if first.year != last.year else ''} – {last.day} {last:%B %Y}"


def strength_words(strength: float) -> str:
    """How strong the evidence is, in the words of Kass and Raftery."""
    return next((words for least, words in _STRENGTHS if strength >= least), "weak")


def number(value: float) -> str:
    """A rate or score with two or three figures."""
    return f"{value:.{0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2}f}".replace("-", "−")


def sparkline(values: Sequence[float | None], low: float, high: float) -> str:
    """A block a value between low and high, the lowest for `low` alone; a point where there is no value."""
    span = (high - low) or 1.0
    return "".join(_GAP if value is None else _BLOCKS[min(7, max(0, ceil((value - low) / span * 7)))] for value in values)


def ruler(days: Sequence[date]) -> str:
    """A line as long as the days that says where each year begins; in a short history, each month."""
    months = (days[-1] - days[0]).days <= 400
    marks = [f"{day:%b}" if months else f"{day:%Y}" for day in days]
    line: list[str] = []
    for at, mark in enumerate(marks):
        begins = at == 0 or mark != marks[at - 1]
        if begins and at >= len(line) and at + len(mark) <= len(days) and (at == 0 or at > len("".join(line).rstrip(_RULE))):
            line += list(mark)
        elif at >= len(line):
            line.append(_RULE)
    return "".join(line)
