"""Read a web page: its article, title, outlet and date, without what stands around them."""

from __future__ import annotations

import logging
import re
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
    return Article(text, _line(found.title), _line(found.sitename), _day(found.date), notices + repairs)


def _extracted(markup: str) -> Any:
    """What the library makes of the page; None where it fails, whatever it stumbles over in broken markup."""
    from trafilatura import bare_extraction  # heavy, and only for pages

    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # an error here is told once, by detente
    try:
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


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None
