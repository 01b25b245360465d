"""A brief as Markdown, with its evidence as footnotes."""

from __future__ import annotations

import re

from detente.brief.parts import Brief, Line, Part, Section
from detente.brief.picture_mermaid import picture_mermaid
from detente.brief.plain import one_line, short

_QUOTE, _EVIDENCE = 300, 600
_ENTITY = re.compile(r"&(?=#?\w+;)")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def to_markdown(brief: Brief) -> str:
    """The brief as CommonMark with footnotes; text of documents is escaped."""
    day = f"{brief.as_of.day} {brief.as_of:%B %Y} · " if brief.as_of else ""
    blocks = [f"# {escaped(brief.title)}", f"*{escaped(day + brief.lead)}*"]
    if brief.picture and brief.picture.arrows:
        blocks.append(f"```mermaid\n{picture_mermaid(brief.picture)}\n```")
    blocks += [_section(section) for section in brief.sections]
    blocks += [f"*{escaped(remark)}*" for remark in brief.remarks]
    letters = len(brief.situations) > 1
    notes = [
        f"[^{note.number}]: “{escaped(short(one_line(note.quote), _EVIDENCE))}”" + (f" ({_letter(note.document)})" if letters else "")
        for note in brief.notes
    ]
    if notes:
        blocks.append("\n".join(notes))
    return "\n\n".join(blocks) + "\n"


def escaped(text: str) -> str:
    """Text of a document on one line, so that nothing in it acts as markup."""
    return _ENTITY.sub("&amp;", _SPECIAL.sub(r"\\\1", one_line(text)))


def _section(section: Section) -> str:
    lines = [f"## {section.heading}", ""]
    if not section.lines:
        lines.append(section.empty)
    for group in section.groups:
        if group.heading:
            lines += [*([""] if lines[-1] else []), f"**{escaped(group.heading)}**", ""]
        lines += [_line(line) for line in group.lines]
    return "\n".join(lines)


def _line(line: Line) -> str:
    label = f"*{escaped(line.label)}* – " if line.label else ""
    return f"- {label}{''.join(_part(part) for part in line.parts)}" + "".join(f"[^{number}]" for number in line.notes)


def _part(part: Part) -> str:
    words = one_line(part.text)
    if part.style == "quote":
        return escaped(short(words, _QUOTE))
    inner = f"**{escaped(words)}**" if part.style == "name" and words else escaped(words)
    return (" " if part.text[:1].isspace() else "") + inner + (" " if words and part.text[-1:].isspace() else "")


def _letter(document: int) -> str:
    return chr(ord("A") + document) if document < 26 else str(document + 1)
