"""A brief as plain text of a given width, with colour where a person watches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.cells import cell_len, chop_cells

from detente.brief.parts import Brief, Group, Line, Note, Part, Section
from detente.brief.plain import one_line, ranges, short

_QUOTE, _EVIDENCE = 240, 320
_WIDE_LABEL, _ROOM_FOR_LABELS = 14, 64
_CODES = {
    "name": "1", "faint": "2", "title": "1", "heading": "1;36", "number": "36", "cooperation": "32", "conflict": "31", "label": "33",
}  # fmt: skip

Word = tuple[str, str]


def to_terminal(brief: Brief, *, width: int, colour: bool) -> str:
    """The brief as lines no wider than `width`."""
    page = Page(max(20, width), colour)
    page.wrapped([(one_line(brief.title), "title")], "", "")
    page.wrapped([(_dated(brief), "faint")], "", "")
    for section in brief.sections:
        page.section(section)
    if brief.notes:
        page.heading("Evidence")
        for note in brief.notes:
            page.note(note, len(brief.situations))
    if brief.remarks:
        page.blank()
        for remark in brief.remarks:
            page.wrapped([(one_line(remark), "faint")], "", "")
    return "\n".join(page.lines) + "\n"


class Page:
    """Lines that grow, none wider than `width`."""

    def __init__(self, width: int, colour: bool) -> None:
        self.width = width
        self.colour = colour
        self.lines: list[str] = []
        self.label = _WIDE_LABEL if width >= _ROOM_FOR_LABELS else 0

    def blank(self) -> None:
        self.lines.append("")

    def heading(self, text: str) -> None:
        self.blank()
        self.lines.append(self._paint(text.upper() if not self.colour else text, "heading"))

    def painted(self, text: str, style: str) -> None:
        """Add a line as it is."""
        self.lines.append(self._paint(text, style))

    def section(self, section: Section) -> None:
        self.heading(section.heading)
        if not section.lines:
            self.wrapped([(section.empty, "faint")], "  ", "  ")
        labelled = any(line.label for line in section.lines)
        for group in section.groups:
            self._group(group, labelled=labelled)

    def _group(self, group: Group, *, labelled: bool) -> None:
        if group.heading:
            self.wrapped([(one_line(group.heading), "name")], "  ", "    ")
        for line in group.lines:
            self._line(line, inset=2 if group.heading else 0, labelled=labelled)

    def _line(self, line: Line, *, inset: int, labelled: bool) -> None:
        words: list[Word] = [(one_line_part(part), part.style) for part in line.parts]
        if line.notes:
            words.append((f" [{ranges(line.notes)}]", "number"))
        margin = "  " + " " * inset
        if labelled and self.label:
            room = self.label - inset
            self.wrapped(words, margin, margin + " " * room, label=(line.label.ljust(room), line.tone or "label"))
        else:
            lead = [(f"{line.label}: ", line.tone or "label")] if line.label else []
            self.wrapped([*lead, *words], margin, margin + "  ")

    def note(self, note: Note, documents: int) -> None:
        mark = f"[{note.number}]" + (f" {chr(ord('A') + note.document)}" if 1 < documents <= 26 else "")
        room = 6 if documents == 1 else 8
        self.wrapped([(short(one_line(note.quote), _EVIDENCE), "plain")], "", " " * room, label=(mark.ljust(room), "number"))

    def wrapped(self, words: Sequence[Word], first: str, rest: str, label: Word | None = None) -> None:
        """Add the words, broken at blanks to the width, later lines behind the `rest` margin."""
        line: list[Word] = [(first, ""), *([label] if label else [])]
        used, at_start = sum(cell_len(text) for text, _ in line), True
        for cluster in _clusters(words, self.width - cell_len(rest)):
            size = sum(cell_len(text) for text, _ in cluster)
            if not at_start and used + 1 + size > self.width:
                self._add(line)
                line, used, at_start = [(rest, "")], cell_len(rest), True
            if not at_start:
                # a blank inside a coloured name takes its colour, so that the name is painted once
                line.append((" ", cluster[0][1] if cluster[0][1] == line[-1][1] else ""))
            line += cluster
            used += size + (not at_start)
            at_start = False
        self._add(line)

    def _add(self, line: Iterable[Word]) -> None:
        runs = [(style, "".join(text for text, _ in run)) for style, run in groupby(line, key=lambda word: word[1])]
        self.lines.append("".join(self._paint(text, style) for style, text in runs).rstrip())

    def _paint(self, text: str, style: str) -> str:
        code = _CODES.get(style) if self.colour else None
        return f"\x1b[{code}m{text}\x1b[0m" if code and text.strip() else text


def one_line_part(part: Part) -> str:
    """A part as safe text on one line, a long quotation cut; its outer blanks stay."""
    text = one_line(part.text)
    if part.style == "quote":
        return short(text, _QUOTE)
    return (" " if part.text[:1].isspace() else "") + text + (" " if text and part.text[-1:].isspace() else "")


def _clusters(words: Iterable[Word], room: int) -> list[list[Word]]:
    """What stands between blanks, with its styles; what is wider than the room is chopped."""
    clusters: list[list[Word]] = [[]]
    for text, style in words:
        for at, word in enumerate(text.split(" ")):
            if at:
                clusters.append([])
            for piece in chop_cells(word, max(2, room)) if cell_len(word) > room else [word]:
                if clusters[-1] and sum(cell_len(t) for t, _ in clusters[-1]) + cell_len(piece) > room:
                    clusters.append([])
                clusters[-1].append((piece, style))
    return [cluster for cluster in clusters if any(text for text, _ in cluster)]


def _dated(brief: Brief) -> str:
    if brief.as_of is None:
        return brief.lead
    return f"{brief.as_of.day} {brief.as_of:%B %Y} · {brief.lead}"
