"""The day on which a text says that it was published."""

from __future__ import annotations

from datetime import date

from detente.knowledge.page_marks import dateline, head_lines, header_date, tail_line


def published_on(text: str) -> date | None:
    """The date of a header line, of a dateline with its year, or of an agency's last line; None where the text tells none."""
    lines = head_lines(text)
    candidates = [*(header_date(line) for line in lines), *(dateline(line) for line in lines), header_date(tail_line(text))]
    return next((found.day for found in candidates if found and found.day), None)
