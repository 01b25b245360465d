"""From one stream to the articles in it: an archive, a feed or a table holds many, anything else is one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from detente.errors import SourceError
from detente.read.article import Raw
from detente.read.failure import Failure
from detente.read.packed import GZIP, ZIP, gunzip, intact, unzip
from detente.read.streams import Stream
from detente.read.terms import Terms

_DEEPEST = 2  # a packed file in a packed file; deeper ones are made to be a trap
_PACKED_NAMES = (".zip", ".gz", ".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".warc", ".xml", ".rss", ".atom", ".rdf")


def unfold(stream: Stream, terms: Terms) -> Iterator[Raw | Failure]:
    """The articles in a stream, read as they are asked for; what breaks is told in its place."""
    return intact(stream.origin, partial(_unfolded, stream, terms, 0))


def may_hold_many(name: str) -> bool:
    """Whether a file of this name often holds more than one article; only for counting ahead."""
    return name.lower().endswith(_PACKED_NAMES)


def _unfolded(stream: Stream, terms: Terms, depth: int) -> Iterator[Raw | Failure]:
    head = stream.head
    if head.startswith((*ZIP, GZIP)):
        if depth == _DEEPEST:
            raise SourceError("packed more than twice", stream.origin, "unpack it first")
        inside = partial(_unfolded, terms=terms, depth=depth + 1)
        yield from (gunzip if head.startswith(GZIP) else unzip)(stream, terms.limit, inside)
    else:
        yield from _articles(stream, terms)


def _articles(stream: Stream, terms: Terms) -> Iterator[Raw | Failure]:
    from detente.read.csv_rows import csv_rows, header_of  # each reader loads only when it is needed
    from detente.read.feed import feed_entries, is_feed
    from detente.read.json_lines import is_json_lines, json_lines
    from detente.read.warc import WARC, warc_pages

    if stream.head.startswith(WARC):
        yield from warc_pages(stream, terms.limit)
    elif is_feed(stream.head):
        yield from feed_entries(stream, terms)
    elif is_json_lines(stream.head):
        yield from json_lines(stream, terms)
    elif header := header_of(stream, terms):
        yield from csv_rows(stream, header, terms)
    else:
        yield Raw(stream.origin, stream.all(terms.limit), stream.charset)
