"""The blocks of a page: running text, and what stands around it (headings, bylines, captions, notes)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from detente.knowledge.page_marks import city_lead, dateline, header_date, is_bullet, is_heading, is_turn, mark_of

BlockKind = Literal["prose", "heading", "header", "byline", "caption", "note", "link"]

_SENTENCE_END = re.compile(r"(?:[.!?…:;][\"'”’)\]»]*|[\"”’]|'')\s*\Z")
_WIDEST_WRAP, _NARROWEST_WRAP, _SLACK = 100, 40, 3
_SENTENCE_WORDS = 5
_SHORTEST_OPEN_LINE = 20
_HEADERS = 3
_MOST_BLOCKS = 500  # beyond it a text is no article with pull quotes, and comparing all with all takes long


@dataclass(frozen=True, slots=True)
class Block:
    """One stretch of lines that belong together; offsets without surrounding blanks."""

    start: int
    end: int
    kind: BlockKind

    @property
    def prose(self) -> bool:
        return self.kind == "prose"


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    indent: int
    body: str


def find_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text in reading order; together they cover all its visible characters."""
    blocks: list[Block] = []
    paragraphs = list(_paragraphs(text))
    turns = [start for start, end in paragraphs if is_turn(text[start:end])]
    for start, end in paragraphs:
        start, lead = _headers(text, start, end)
        if turns == [start] and (cut := city_lead(text[start:end])):
            lead = [Block(start, start + len(text[start : start + cut].rstrip()), "header")]
            start += cut
        blocks += lead
        if start < end:
            told = bool(lead) and dateline(text[lead[-1].start : end]) is not None
            blocks.append(Block(start, end, "prose" if told else _kind(text[start:end], first=not blocks)))
    return tuple(_without_pull_quotes(_without_false_headings(blocks, text), text))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Stripped paragraph spans; hard-wrapped lines stay together, other single line breaks divide."""
    chunks = [_lines(match) for match in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text)]
    width = _wrap_width(chunks)
    for chunk in chunks:
        open_line: _Line | None = None
        start = 0
        for line in chunk:
            if open_line is None:
                start = line.start
            elif not _runs_on(open_line, line, width):
                yield start, open_line.end
                start = line.start
            open_line = line
        if open_line is not None:
            yield start, open_line.end


def _lines(chunk: re.Match[str]) -> list[_Line]:
    lines = []
    for match in re.finditer(r"[^\n]+", chunk.group()):
        body = match.group().strip()
        if body:
            indent = len(match.group()) - len(match.group().lstrip())
            start = chunk.start() + match.start() + indent
            lines.append(_Line(start, start + len(body), indent, body))
    return lines


def _wrap_width(chunks: list[list[_Line]]) -> int | None:
    """The width at which a text is broken into lines; None where its lines end wherever their authors ended them."""
    widths = Counter(line.indent + len(line.body) for chunk in chunks for line in chunk[:-1])
    if not widths or max(widths) > _WIDEST_WRAP or max(widths) < _NARROWEST_WRAP:
        return None
    full = sum(number for width, number in widths.items() if width >= max(widths) - 12)
    return max(widths) if full >= 3 and 2 * full >= widths.total() else None


def _runs_on(before: _Line, line: _Line, width: int | None) -> bool:
    """Whether a line continues the one before it: its first word had no room there, or it starts in mid-sentence."""
    if is_turn(line.body) or is_bullet(line.body) or mark_of(line.body) or header_date(line.body) or header_date(before.body):
        return False
    if width is not None:
        if line.indent > before.indent and _SENTENCE_END.search(before.body):
            return False
        return before.indent + len(before.body) + 1 + len(line.body.split(maxsplit=1)[0]) > width - _SLACK
    open_ended = not _SENTENCE_END.search(before.body) and not mark_of(before.body)
    return open_ended and len(before.body) >= _SHORTEST_OPEN_LINE and line.body[0].islower()


def _headers(text: str, start: int, end: int) -> tuple[int, list[Block]]:
    """Cut date headers and a dateline off a paragraph: where the rest begins, and each header as its own block."""
    headers: list[Block] = []
    while start < end and len(headers) < _HEADERS and (found := header_date(text[start:end]) or dateline(text[start:end])):
        headers.append(Block(start, start + len(text[start : start + found.end].rstrip()), "header"))
        start += found.end
        while start < end and text[start].isspace():
            start += 1
    return start, headers


def _kind(body: str, *, first: bool) -> BlockKind:
    if not any(character.isalnum() for character in body):
        return "note"  # a row of stars or dashes between parts
    return mark_of(body) or ("heading" if is_heading(body, first=first) else "prose")


def _without_false_headings(blocks: list[Block], text: str) -> list[Block]:
    """A heading stands over something: what has no text below it, or outnumbers the text, is a sentence without its stop."""
    prose = sum(block.prose for block in blocks)
    headings = [block for block in blocks if block.kind == "heading"]
    last = next((at for at in range(len(blocks) - 1, -1, -1) if blocks[at].kind in ("prose", "heading")), -1)
    all_false = len(headings) > max(prose, 2) or not prose
    return [
        replace(block, kind="prose")
        if block.kind == "heading" and (all_false or at == last) and _long_enough(text[block.start : block.end], alone=not prose)
        else block
        for at, block in enumerate(blocks)
    ]


def _long_enough(body: str, *, alone: bool) -> bool:
    return not body.startswith("#") and len(body.split()) >= (3 if alone else _SENTENCE_WORDS)


def _without_pull_quotes(blocks: list[Block], text: str) -> Iterator[Block]:
    """A paragraph that repeats, word for word, a part of another is set beside the text, not in it."""
    if len(blocks) > _MOST_BLOCKS:
        yield from blocks
        return
    bodies = [_bare(text[block.start : block.end]) if block.prose else "" for block in blocks]
    short = [at for at, body in enumerate(bodies) if body.count(" ") >= 3 and len(body) <= 300]
    repeated = {at for at in short if _repeats(at, bodies)}
    for at, block in enumerate(blocks):
        yield replace(block, kind="caption") if at in repeated else block


def _repeats(at: int, bodies: list[str]) -> bool:
    longer = any(bodies[at] in body for body in bodies if len(body) > len(bodies[at]))
    return longer or bodies[at] in bodies[:at]


def _bare(body: str) -> str:
    return " ".join(body.split()).strip("\"'“”‘’«».,")
