"""Quotation marks paired into quotations: curly, straight, ``…'', over paragraphs, nested, unbalanced."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"[“”\"„«»]|''|``")
_OPENERS = frozenset("“„«") | {"``"}
_CLOSERS = frozenset("”»") | {"''"}


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
                opened = at if sign not in _CLOSERS else None
            elif sign not in _OPENERS:
                found.append(Quote(opened, paragraph.start() + mark.end()))
                opened = None
        if opened is not None:
            found.append(Quote(opened, paragraph.end(), closed=False))
    return tuple(found)
