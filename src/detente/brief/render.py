"""A brief in one of its four forms."""

from __future__ import annotations

import os

from detente.brief.parts import Brief
from detente.brief.to_json import to_json
from detente.brief.to_markdown import to_markdown
from detente.brief.to_terminal import to_terminal


def render(brief: Brief, form: str, *, terminal: bool, width: int) -> str:
    """The brief as terminal, html, markdown or json text; colour only on a terminal where NO_COLOR is unset."""
    if form == "terminal":
        return to_terminal(brief, width=width, colour=terminal and not os.environ.get("NO_COLOR"))
    if form == "html":
        from detente.brief.to_html import to_html  # heavy: jinja2

        return to_html(brief)
    if form == "markdown":
        return to_markdown(brief)
    if form == "json":
        return to_json(brief)
    raise ValueError(f"no form {form!r}: choose terminal, html, markdown or json")
