"""The day on which a text says that it was published."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from detente.knowledge.page_marks import dateline, head_lines, header_date, tail_line

_ISO = re.compile(r"\s*(\d{4})([-/.]?)(\d{2})\2(\d{2})(?!\d)")
_SECONDS = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")


def published_on(text: str) -> date | None:
    """The date of a header line, of a dateline with its year, or of an agency's last line; None where the text tells none."""
    lines = head_lines(text)
    candidates = [*(header_date(line) for line in lines), *(dateline(line) for line in lines), header_date(tail_line(text))]
    return next((found.day for found in candidates if found and found.day), None)


def day_of(value: str | None) -> date | None:
    """The day of a date in a table or a feed: ISO 8601, RFC 5322, seconds since 1970, or in words; `5/2/2026` is two days, so none."""
    if not value:
        return None
    with suppress(ValueError, OverflowError, OSError):
        if match := _ISO.match(value):
            return date(int(match[1]), int(match[3]), int(match[4]))
        if _SECONDS.fullmatch(value):
            return datetime.fromtimestamp(float(value) / (1000 if len(value.split(".")[0]) > 10 else 1), UTC).date()
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        return parsedate_to_datetime(value).date()
    found = header_date(value)
    return found.day if found else None
