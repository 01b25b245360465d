"""Articles in JSON Lines: one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from detente.errors import SourceError
from detente.read.article import Raw
from detente.read.columns import article_of, columns_of, no_text
from detente.read.failure import Failure
from detente.read.lines import lines_of
from detente.read.streams import Stream, too_large
from detente.read.terms import Terms


def is_json_lines(head: bytes) -> bool:
    """Whether the first bytes are lines of JSON objects; one object over several lines is another thing."""
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return False
    lines = head.split(b"\n")
    return any(_object(line) is not None for line in lines) or (len(lines) == 1 and head.lstrip().startswith(b'{"') and len(head) > 4096)


def json_lines(stream: Stream, terms: Terms) -> Iterator[Raw | Failure]:
    """The article of each line; SourceError where no line of the beginning has a text."""
    known = [row for line in stream.head.split(b"\n") if (row := _object(line)) is not None]
    if known and not any("text" in columns_of(_names(row), terms.columns) for row in known):
        raise no_text(f"{stream.origin}: JSON", _names(known[0]))
    for number, line in lines_of(stream.file, terms.limit):
        origin = f"{stream.origin}:{number}"
        try:
            if line is None:
                raise too_large(origin, terms.limit)
            if line.strip(b"\xef\xbb\xbf \t\r\n"):
                yield article_of(_row(line, origin), origin, terms.columns)
        except SourceError as error:
            yield Failure(origin, error)


def _row(line: bytes, origin: str) -> dict[str, Any]:
    row = _object(line)
    if row is None:
        raise SourceError("not a JSON object", origin, "each line of JSON Lines is one object")
    return row


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        row = json.loads(line.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) else None


def _names(row: dict[str, Any]) -> list[str]:
    inner = [f"{name}.{key}" for name, value in row.items() if isinstance(value, dict) for key in value]
    return [*(name for name, value in row.items() if not isinstance(value, dict)), *inner]
