"""Entries of RSS and Atom feeds: the whole article where the feed carries it, else the page that the entry links to."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from detente.errors import SourceError
from detente.read.article import Raw, Told
from detente.read.dating import day_of
from detente.read.failure import Failure
from detente.read.streams import Stream
from detente.read.terms import Terms

_FEED = re.compile(rb"\A(?:\s|<!--.*?-->|<\?.*?\?>|<!doctype[^>]*>)*<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_WHOLE = 1200  # characters of text; shorter ones are mostly the lead
_MOST_ENTRIES = 10_000


def is_feed(head: bytes) -> bool:
    """Whether the first bytes are those of an RSS or Atom feed."""
    return bool(_FEED.match(head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")))


def feed_entries(stream: Stream, terms: Terms) -> Iterator[Raw | Failure]:
    """Each entry once; SourceError where the feed has none."""
    import feedparser  # heavy, and only for feeds

    base = {"content-location": stream.origin} if "://" in stream.origin else {}
    feed = feedparser.parse(io.BytesIO(stream.all(terms.limit)), response_headers=base)  # a file object: the library may fetch nothing
    if not feed.entries:
        raise SourceError("a feed without entries", stream.origin, "is it whole?")
    site = _line(feed.feed.get("title"))
    seen: set[str] = set()
    for number, entry in enumerate(feed.entries[:_MOST_ENTRIES], 1):
        made = _entry(entry, f"{stream.origin}:{number}", site, terms)
        if isinstance(made, Failure) or made.origin not in seen:
            seen.add(made.origin)
            yield made


def _entry(entry: Any, origin: str, site: str | None, terms: Terms) -> Raw | Failure:
    link = entry.get("link") or ""
    link = link if link.lower().startswith(("http://", "https://")) else ""
    content = max((one.get("value") or "" for one in entry.get("content") or [{}]), key=len)
    own = content or entry.get("summary") or ""
    if not link and not own.strip():
        return Failure(origin, SourceError("an entry without link and text", origin, "the others are read"))
    day = day_of(entry.get("published") or entry.get("updated"))
    told = Told(_line(entry.get("title")), None, day, link or None, site)
    raw = Raw(link or origin, _page(own) if own.strip() else b"", "utf-8", told)
    if not link or len(_TAG.sub("", content)) >= _WHOLE:
        return raw
    return replace(raw, whole=partial(_fetched, link, terms))


def _fetched(link: str, terms: Terms) -> Raw:
    from detente.read.web import fetch  # the network library is not for a reader of files

    return fetch(link, timeout=terms.timeout, limit=terms.limit)


def _page(markup: str) -> bytes:
    """What a feed carries is a piece of a page, or plain text."""
    page = f"<html><body><article>{markup}</article></body></html>" if _TAG.search(markup) else markup
    return page.encode("utf-8", "surrogatepass")


def _line(value: str | None) -> str | None:
    return " ".join(_TAG.sub("", value).split()) or None if value else None
