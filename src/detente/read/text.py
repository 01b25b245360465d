"""Read plain text and Markdown as they are."""

from __future__ import annotations

from detente.knowledge.page_marks import head_of
from detente.read.article import Article, Raw
from detente.read.encoding import decode


def read_text(raw: Raw) -> Article:
    """The characters of a text file; its title is the heading above the text, if there is one."""
    text, notices = decode(raw.data, raw.origin, raw.charset)
    head = head_of(text)
    return Article(text, head.title, head.outlet, notices=notices)
