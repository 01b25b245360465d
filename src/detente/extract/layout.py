"""The blocks of a page: running text, and what stands around it (headings, bylines, captions, notes)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from detente.knowledge.page_marks import dateline, header_date, page_marks

BlockKind = Literal["prose", "heading", "header", "byline", "caption", "note", "link"]

_LINE = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’)\]»]*\s*$|[\"”’]\s*$|''\s*$")


@dataclass(frozen=True, slots=True)
class Block:
    """One stretch of lines that belong together; offsets without surrounding blanks."""

    start: int
    end: int
    kind: BlockKind

    @property
    def prose(self) -> bool:
        return self.kind == "prose"


def find_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text in reading order; together they cover all its visible characters."""
    blocks: list[Block] = []
    for start, end in _paragraphs(text):
        start, lead = _leading_header(text, start, end)
        blocks += lead
        if start < end:
            blocks.append(Block(start, end, _kind(text[start:end], first=not blocks)))
    return tuple(blocks)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Stripped paragraph spans; hard-wrapped lines stay together, other single line breaks divide."""
    spans = []
    for match in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text):
        lines = list(_LINE.finditer(match.group()))
        pieces = [(match.start(), match.end())] if _wrapped(lines) else [(match.start() + m.start(), match.start() + m.end()) for m in lines]
        for start, end in pieces:
            body = text[start:end]
            left = start + len(body) - len(body.lstrip())
            right = start + len(body.rstrip())
            if left < right:
                spans.append((left, right))
    return spans


def _wrapped(lines: list[re.Match[str]]) -> bool:
    """Whether the lines are one paragraph broken at a fixed width: most lines long, of like length, open-ended."""
    if len(lines) < 2:
        return True
    widths = [len(line.group().rstrip()) for line in lines[:-1]]
    open_ended = sum(not _SENTENCE_END.search(line.group()) for line in lines[:-1])
    return max(widths) <= 100 and min(widths) >= 0.6 * max(widths) and min(widths) >= 40 and 2 * open_ended >= len(widths)


def _leading_header(text: str, start: int, end: int) -> tuple[int, list[Block]]:
    """Cut a date header or a dateline off a paragraph: where the prose begins, and the header as its own block."""
    for find in (header_date, dateline):
        if found := find(text[start:end]):
            cut = start + found.end
            while cut < end and text[cut] in " \t\r\n":
                cut += 1
            return cut, [Block(start, start + len(text[start : start + found.end].rstrip()), "header")]
    return start, []


def _kind(body: str, *, first: bool) -> BlockKind:
    for kind, pattern in page_marks():
        if pattern.search(body):
            return kind
    return "heading" if _is_heading(body, first=first) else "prose"


def _is_heading(body: str, *, first: bool) -> bool:
    """Short, without a full stop at its end, and not a turn or a fragment of quoted speech."""
    words = body.split()
    if "\n" in body or len(words) > (22 if first else 14) or re.search(r"[.!…;,]['\"”’)]*$", body):
        return False
    if re.search(r"[?:]['\"”’)]*$", body):
        return len(words) <= 10
    return not re.search(r"[\"”»]$|''$", body) or len(words) <= 10
