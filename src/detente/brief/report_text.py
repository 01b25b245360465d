"""A report as plain text of a given width, as Markdown, and as JSON."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence

from rich.cells import cell_len

from detente.brief.parts import Group, Line, Part
from detente.brief.plain import one_line, ranges, short
from detente.brief.report import Chart, Column, Listing, Report, Table
from detente.brief.to_markdown import escaped
from detente.brief.to_terminal import Page, one_line_part
from detente.brief.wording import full_day
from detente.json_form import to_data
from detente.records import SourcedEvent

_GAP, _INDENT, _MARK = 2, 2, 6
_WORDS = 320


def render_report(report: Report, form: str, *, terminal: bool, width: int) -> str:
    """The report as terminal, html, markdown or json text; colour only on a terminal where NO_COLOR is unset."""
    if form == "terminal":
        return to_terminal(report, width=width, colour=terminal and not os.environ.get("NO_COLOR"))
    if form == "html":
        from detente.brief.report_html import to_html  # heavy: jinja2

        return to_html(report)
    return to_markdown(report) if form == "markdown" else json.dumps(to_data(report.data), ensure_ascii=False, indent=1) + "\n"


def to_terminal(report: Report, *, width: int, colour: bool) -> str:
    """The report as lines no wider than `width`; charts are for pages."""
    page = Page(max(40, width), colour)
    page.wrapped([(one_line(report.title), "title")], "", "")
    page.wrapped([(one_line(report.lead), "faint")], "", "")
    for block in report.blocks:
        if isinstance(block, Chart):
            continue
        page.heading(block.heading)
        if isinstance(block, Table):
            _table(page, block)
        else:
            _groups(page, block)
        if block.key:
            page.wrapped([(one_line(block.key), "faint")], " " * _INDENT, " " * _INDENT)
    if report.events:
        page.heading("Evidence")
    for number, event in enumerate(report.events, start=1):
        page.wrapped([(told(event), "plain")], "", " " * _MARK, label=(f"[{number}]".ljust(_MARK), "number"))
    if report.remarks:
        page.blank()
    for remark in report.remarks:
        page.wrapped([(one_line(remark), "faint")], "", "")
    return "\n".join(page.lines) + "\n"


def to_markdown(report: Report) -> str:
    """The report as CommonMark with tables and footnotes."""
    blocks = [f"# {escaped(report.title)}", f"*{escaped(report.lead)}*"]
    for block in report.blocks:
        if isinstance(block, Chart):
            continue
        blocks.append(f"## {escaped(block.heading)}")
        if isinstance(block, Table):
            blocks.append(_markdown_table(block))
        else:
            blocks += [_markdown_group(group) for group in block.groups]
        blocks += [f"*{escaped(block.key)}*"] if block.key else []
    blocks += [f"*{escaped(remark)}*" for remark in report.remarks]
    if report.events:
        blocks.append("\n".join(f"[^{number}]: {escaped(told(event))}" for number, event in enumerate(report.events, start=1)))
    return "\n\n".join(blocks) + "\n"


def told(event: SourcedEvent) -> str:
    """An event as its source tells it, on one line: day, parties, words, place."""
    return f"{full_day(event.day)}, {parties(event)}: {words(event)} ({place(event)})"


def parties(event: SourcedEvent) -> str:
    """Who did it to whom."""
    return one_line(f"{event.source} → {event.target}" if event.target else event.source)


def words(event: SourcedEvent) -> str:
    """The sentence of a document in quotation marks, or what the data set says."""
    text = short(one_line(event.text), _WORDS)
    return f"“{text}”" if event.origin == "extracted" else text


def place(event: SourcedEvent) -> str:
    """Where it is told: the outlet of a document, or the data set and the address it names."""
    return one_line(event.place if event.origin == "extracted" else ", ".join(one for one in (event.origin, event.place) if one))


def _table(page: Page, table: Table) -> None:
    kept = list(range(len(table.columns)))
    widths = [max(cell_len(one_line(cell)) for cell in cells) for cells in zip(_names(table), *table.rows, strict=True)]
    while sum(widths[at] + _GAP for at in kept) - _GAP + _INDENT > page.width and any(table.columns[at].spare for at in kept):
        kept.remove(max(at for at in kept if table.columns[at].spare))
    for row, style in [(_names(table), "faint"), *((row, "plain") for row in table.rows)]:
        cells = [_aligned(one_line(row[at]), widths[at], table.columns[at]) for at in kept]
        page.painted(" " * _INDENT + (" " * _GAP).join(cells).rstrip(), style)


def _names(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.columns)


def _aligned(cell: str, width: int, column: Column) -> str:
    fill = " " * (width - cell_len(cell))
    return fill + cell if column.right else cell + fill


def _groups(page: Page, listing: Listing) -> None:
    label = max((cell_len(line.label) + 1 for group in listing.groups for line in group.lines if line.label), default=0)
    for group in listing.groups:
        margin = " " * (2 * _INDENT if group.heading else _INDENT)
        if group.heading:
            page.wrapped([(one_line(group.heading), "name")], " " * _INDENT, " " * 2 * _INDENT)
        for line in group.lines:
            found: list[tuple[str, str]] = [(one_line_part(part), part.style) for part in line.parts]
            if line.notes:
                found.append((f" [{ranges(line.notes)}]", "number"))
            page.wrapped(found, margin, margin + " " * label, label=(line.label.ljust(label), line.tone or "label"))


def _markdown_table(table: Table) -> str:
    rows = [_names(table), *table.rows]
    cells = [[escaped(cell) for cell in row] for row in rows]
    rule = ["---:" if column.right else "---" for column in table.columns]
    return "\n".join(f"| {' | '.join(row)} |" for row in [cells[0], rule, *cells[1:]])


def _markdown_group(group: Group) -> str:
    heading = [f"**{escaped(group.heading)}**", ""] if group.heading else []
    return "\n".join([*heading, *(_markdown_line(line) for line in group.lines)])


def _markdown_line(line: Line) -> str:
    label = f"*{escaped(line.label)}* " if line.label else ""
    return f"- {label}{_joined(line.parts)}" + "".join(f"[^{number}]" for number in line.notes)


def _joined(parts: Sequence[Part]) -> str:
    return "".join(
        (" " if part.text[:1].isspace() else "")
        + (f"**{escaped(part.text)}**" if part.style == "name" else escaped(part.text))
        + (" " if part.text[-1:].isspace() else "")
        for part in parts
    )
