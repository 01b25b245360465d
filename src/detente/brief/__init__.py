"""From situations to what a person reads: a brief on the terminal, as a page, as Markdown or as data, and its picture as a file."""

from detente.brief.picture_file import picture_file
from detente.brief.render import render

__all__ = ["picture_file", "render"]
