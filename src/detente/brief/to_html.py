"""A brief as one self-contained page: the article beside the brief, and every item leads to its sentences."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from detente.brief.parts import Brief, Note
from detente.brief.picture_svg import picture_svg
from detente.brief.plain import one_line, ranges, safe
from detente.brief.timeline import timeline_svg
from detente.records import Document

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?![ \t]*\n)[^\n]*)*")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of an article: its text, and the note that cites it."""

    text: str
    note: int | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an article, or a heading in it."""

    runs: tuple[Run, ...]
    heading: bool


def to_html(brief: Brief) -> str:
    """The brief as an HTML page that needs no network; all text of documents is escaped."""
    style, script = asset("brief.css"), asset("brief.js")
    articles = [
        (situation.document, paragraphs(situation.document, [note for note in brief.notes if note.document == at]))
        for at, situation in enumerate(brief.situations)
    ]
    policy = f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script)}'; base-uri 'none'; form-action 'none'"
    sentences = {note.number: note.quote for note in brief.notes}
    drawn = picture_svg(brief.picture, sentences, linked=True) if brief.picture and brief.picture.arrows else ""
    drawings = {"picture": Markup(drawn), "strip": Markup(timeline_svg(brief.timeline))}
    return _template().render(brief=brief, articles=articles, **drawings, policy=Markup(policy), style=Markup(style), script=Markup(script))


def paragraphs(document: Document, notes: list[Note]) -> tuple[Paragraph, ...]:
    """The paragraphs of an article with its cited sentences apart."""
    found = []
    for match in _PARAGRAPH.finditer(document.text):
        runs, at = [], match.start()
        for note in notes:
            if match.start() <= note.start and note.end <= match.end():
                runs += [Run(safe(document.text[at : note.start])), Run(safe(document.text[note.start : note.end]), note.number)]
                at = note.end
        runs.append(Run(safe(document.text[at : match.end()])))
        if match.group().strip():
            found.append(Paragraph(tuple(run for run in runs if run.text), _is_heading(match.group(), cited=len(runs) > 1)))
    return tuple(found)


def _is_heading(text: str, *, cited: bool) -> bool:
    words = text.split()
    return not cited and len(words) <= 14 and text.strip()[-1] not in ".!?:;…”\"'’)"


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
    environment.filters |= {"safe_text": safe, "one_line": one_line, "ranges": ranges}
    return environment.from_string(asset("brief.html"))


@cache
def asset(name: str) -> str:
    """The text of a file of the templates."""
    return files("detente.brief").joinpath(f"templates/{name}").read_text(encoding="utf-8")


def digest(text: str) -> str:
    """The digest of a style or script, as a content policy names it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
