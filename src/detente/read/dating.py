"""The day on which a text says that it was published."""

from __future__ import annotations

from datetime import date

from detente.knowledge.page_marks import dateline, header_date

_LINES = 8


def published_on(text: str) -> date | None:
    """The date of a header line or of a dateline with its year, near the top; None where the text tells none."""
    lines = [line.strip() for line in text[:4000].split("\n") if line.strip()][:_LINES]
    for find in (header_date, dateline):
        for line in lines:
            if (found := find(line)) and found.day:
                return found.day
    return None
