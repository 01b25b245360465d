"""From situations to what a person reads: a brief on the terminal, as a page, as Markdown or as data."""

from detente.brief.render import render

__all__ = ["render"]
