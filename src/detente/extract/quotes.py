"""Quotation marks paired into quotations: curly, straight, ``…'', nested, over paragraphs, unbalanced."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"[“”\"„«»]|''(?!')|``")
_OPENERS = frozenset("“„«") | {"``"}
_CLOSERS = frozenset("”»")


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation with its marks; `closed` is false where the text never closes it."""

    start: int
    end: int
    closed: bool = True


def find_quotes(text: str) -> tuple[Quote, ...]:
    """The outermost double quotations of a text, in reading order; an unclosed one ends with its paragraph."""
    found: list[Quote] = []
    for paragraph in re.finditer(r"[^\n]+", text):
        opened: int | None = None
        for mark in _MARK.finditer(paragraph.group()):
            sign, at = mark.group(), paragraph.start() + mark.start()
            if opened is None:
                opened = at if _opens(sign, paragraph.group(), mark.end()) else None
            elif sign not in _OPENERS and not _reopens(sign, paragraph.group(), mark):
                found.append(Quote(opened, paragraph.start() + mark.end()))
                opened = None
        if opened is not None:
            found.append(Quote(opened, paragraph.end(), closed=False))
    return tuple(found)


def _opens(sign: str, line: str, after: int) -> bool:
    """Whether a mark can open: a closing sign cannot, two apostrophes only right before a word."""
    if sign in _CLOSERS:
        return False
    return sign != "''" or (after < len(line) and not line[after].isspace())


def _reopens(sign: str, line: str, mark: re.Match[str]) -> bool:
    """Whether two apostrophes inside a quotation stand where only an opening mark can: a quotation within it."""
    return sign == "''" and mark.start() > 0 and line[mark.start() - 1].isspace() and line[mark.end() : mark.end() + 1].isalnum()
