"""Read the text of a PDF, and put its broken lines together again as paragraphs."""

from __future__ import annotations

import io
import logging
import re
import warnings
from typing import TYPE_CHECKING

from detente.errors import SourceError
from detente.knowledge.page_marks import head_of
from detente.read.article import Article, Raw
from detente.read.encoding import repaired

if TYPE_CHECKING:
    from pypdf import PdfReader

_PAGE_NUMBER = re.compile(r"\s*(?:[Pp]age\s+)?[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:of|/)\s*\d{1,4})?\s*\Z")
_CLOSED = re.compile(r"[.!?:…][\"'”’)\]]*\Z")
_CUT_WORD = re.compile(r"[^\W\d_]{2,}-\Z")
_FULL = 0.8
_MOST_PAGES = 2000


def read_pdf(raw: Raw) -> Article:
    """The text layer in paragraphs; SourceError where the file is encrypted, damaged, or a picture of a text."""
    from pypdf import PdfReader  # heavy, and only for PDF

    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)  # an error here is told once, by detente
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of its own helpers, and no news to the user
            reader = PdfReader(io.BytesIO(raw.data))
            locked = reader.is_encrypted and not reader.decrypt("")
            pages = [] if locked else _pages(reader)
    except Exception as error:  # the library parses hostile input and promises no error types
        raise SourceError(f"a damaged PDF: {_reason(error)}", raw.origin, "open it in a viewer and save it anew") from error
    if locked:
        raise SourceError("an encrypted PDF", raw.origin, "save a copy without its password")
    text, notices = repaired("\n\n".join(_paragraphs([line for page in pages for line in page])))
    if not any(character.isalnum() for character in text):
        raise SourceError("a PDF without text, such as a scan", raw.origin, "run text recognition (OCR) on it first")
    head = head_of(text)
    return Article(text, head.title, head.outlet, notices=notices)


def _pages(reader: PdfReader) -> list[list[str]]:
    """The lines of each page, without the lines that only number it."""
    pages = []
    for page in reader.pages[:_MOST_PAGES]:
        lines = [line.replace("\xad", "").rstrip() for line in page.extract_text().split("\n")]
        pages.append([line for line in lines if not line.strip() or not _PAGE_NUMBER.match(line)])
    return pages


def _paragraphs(lines: list[str]) -> list[str]:
    """Lines joined where the text runs on: a short line ends a paragraph, and so does an empty one."""
    width = max((len(line.strip()) for line in lines), default=0)
    made: list[str] = []
    open_ended = False
    for line in lines:
        body = " ".join(line.split())
        if not body:
            open_ended = False
        elif open_ended and made:
            made[-1] = made[-1][:-1] + body if _CUT_WORD.search(made[-1]) and body[0].islower() else f"{made[-1]} {body}"
            open_ended = _runs_on(body, width)
        else:
            made.append(body)
            open_ended = _runs_on(body, width)
    return made


def _runs_on(body: str, width: int) -> bool:
    return len(body) >= _FULL * width or (len(body) >= 0.6 * width and not _CLOSED.search(body))


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:100] or type(error).__name__
