"""Read a web page: its article, title, outlet and date, without what stands around them."""

from __future__ import annotations

import calendar
import logging
import re
import warnings
from datetime import date
from typing import Any

from detente.errors import SourceError
from detente.read.article import Article, Raw
from detente.read.encoding import decode, repaired

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>", re.IGNORECASE)
_LATEST = "2100-01-01"  # the library's own latest date is today's, and reading asks no clock
_HEAD = 4096


def read_html(raw: Raw) -> Article:
    """The main text in paragraphs, with the metadata of the page; SourceError where the page holds no article."""
    named = _CHARSET.search(raw.data[:_HEAD])
    charset = raw.charset or (named.group(1).decode("ascii") if named else None)
    markup, notices = decode(raw.data, raw.origin, charset)
    found = _extracted(_DECLARATION.sub("", markup))
    body = "\n\n".join(line.strip() for line in (getattr(found, "text", None) or "").split("\n") if line.strip())
    if not body:
        raise SourceError("no article text found on this page", raw.origin, "save the text of the article in a file and read that")
    text, repairs = repaired(body)
    return Article(text, _line(found.title), _line(found.sitename), _day(found.date, markup), notices + repairs)


def _extracted(markup: str) -> Any:
    """What the library makes of the page; None where it fails, whatever it stumbles over in broken markup."""
    from trafilatura import bare_extraction  # heavy, and only for pages

    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # an error here is told once, by detente
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of its own helpers, and no news to the user
            return bare_extraction(
                markup,
                include_comments=False,
                include_tables=False,
                with_metadata=True,
                date_extraction_params={"original_date": True, "extensive_search": False, "max_date": _LATEST},
            )
    except Exception:  # the library parses hostile input and promises no error types
        return None


def _line(value: str | None) -> str | None:
    return " ".join(repaired(value)[0].split()) or None if value else None


def _day(value: str | None, markup: str) -> date | None:
    """The library's date where the page itself names that day: a day that it filled in, or took for a month, is a guess."""
    try:
        day = date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None
    return day if day and _spelt(day).search(markup) else None


def _spelt(day: date) -> re.Pattern[str]:
    """The ways to write a day in full; `5/2/2026` is none, since it is two days."""
    year, month, number = str(day.year), f"0?{day.month}", f"0?{day.day}"
    name = f"{calendar.month_name[day.month][:3]}[a-z]*"
    forms = [
        rf"{year}(?P<sep>[-/.]){month}(?P=sep){number}(?!\d)",
        rf"{day:%Y%m%d}",
        rf"(?<!\d){number}(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{name}\.?,?[\s-]+{year}",
        rf"{name}\.?\s+{number}(?:st|nd|rd|th)?,?\s+{year}",
    ]
    if day.day > 12 or day.day == day.month:
        forms += [rf"(?<!\d){number}[-/.]{month}[-/.]{year}", rf"(?<!\d){month}[-/.]{number}[-/.]{year}"]
    return re.compile("|".join(forms), re.IGNORECASE)
