"""A report as one self-contained page without scripts."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from detente.brief.plain import one_line, safe
from detente.brief.report import Report
from detente.brief.report_text import parties, place, words
from detente.brief.to_html import asset, digest


def to_html(report: Report) -> str:
    """The report as an HTML page that needs no network; all text of sources is escaped."""
    style = asset("brief.css") + asset("report.css")
    policy = f"default-src 'none'; style-src '{digest(style)}'; base-uri 'none'; form-action 'none'"
    return _template().render(report=report, policy=Markup(policy), style=Markup(style))


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
    environment.filters |= {"safe_text": safe, "one_line": one_line, "markup": Markup}
    environment.filters |= {"parties": parties, "event_words": words, "event_place": place}
    return environment.from_string(asset("report.html"))
