"""Choose a reader by what the bytes are; a file's name decides nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from detente.errors import SourceError
from detente.knowledge.tables import toml_table
from detente.read.article import Article, Raw

Reader = Callable[[Raw], Article]

_PAGE = re.compile(
    rb"\A(?:\s|<!--.*?-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|body|meta|title|article|main|section|header|div|p|h[1-6]|table|script)\b",
    re.IGNORECASE | re.DOTALL,
)
_TREE = re.compile(rb"\A\s*(?:<\?xml|<!doctype|<(?:rss|feed|rdf:RDF|nitf|newsml)\b)", re.IGNORECASE)
_HEAD = 4096


def reader_for(raw: Raw) -> Reader:
    """The reader for these bytes; SourceError where they are no article at all."""
    if not raw.data.strip(b"\0 \t\r\n\f\v\xef\xbb\xbf\xfe\xff"):
        raise SourceError("empty", raw.origin, "there is nothing to read")
    if b"%PDF-" in raw.data[:1024]:
        return _pdf
    _refuse_known_kinds(raw)
    head = _plain_head(raw.data)
    if _PAGE.search(head):
        return _html
    if _TREE.search(head):
        raise SourceError("an XML file or a feed, not an article", raw.origin, "give the address or the file of one article")
    return _text


def _refuse_known_kinds(raw: Raw) -> None:
    for kind in toml_table("kinds", "detente.read")["kind"]:
        at = int(kind.get("at", 0))
        if raw.data[at:].startswith(tuple(bytes.fromhex(start) for start in kind["starts"])):
            raise SourceError(f"{kind['name']}, not a text", raw.origin, kind["hint"])
    if raw.data.lstrip()[:1] in (b"{", b"["):
        try:
            value = json.loads(raw.data)
        except (ValueError, RecursionError):
            return
        if isinstance(value, dict | list):
            raise SourceError("JSON data, not an article", raw.origin, "save the text of the article in a file of its own")


def _plain_head(data: bytes) -> bytes:
    """The first bytes as if ASCII, whatever the width of their characters."""
    head = data[:_HEAD]
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"")


def _text(raw: Raw) -> Article:
    from detente.read.text import read_text  # each reader loads only when its bytes come

    return read_text(raw)


def _html(raw: Raw) -> Article:
    from detente.read.html import read_html  # heavy: trafilatura and lxml

    return read_html(raw)


def _pdf(raw: Raw) -> Article:
    from detente.read.pdf import read_pdf  # heavy: pypdf

    return read_pdf(raw)
