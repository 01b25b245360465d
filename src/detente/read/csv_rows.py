"""Articles in CSV, one a row, divided by comma, semicolon, tab or bar; the first row names the columns."""

from __future__ import annotations

import codecs
import csv
import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from detente.errors import SourceError
from detente.read.article import Raw
from detente.read.columns import article_of, columns_of, no_text
from detente.read.failure import Failure
from detente.read.lines import lines_of
from detente.read.streams import Stream, too_large
from detente.read.terms import Terms

_DIVIDERS = ",;\t|"
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LONGEST_NAME = 40

type Line = tuple[int, str | None]


@dataclass(frozen=True, slots=True)
class Header:
    """How the fields of a table are divided, and its columns."""

    divider: str
    names: tuple[str, ...]


def header_of(stream: Stream, terms: Terms) -> Header | None:
    """The header of a table of articles; None where the first line is none, SourceError where a `.csv` has no column of text."""
    line = _text(stream.head[: 1 << 14]).lstrip("\ufeff").split("\n", 1)[0].rstrip("\r")
    named = stream.origin.lower().removesuffix(".gz").endswith((".csv", ".tsv"))
    headers = [Header(divider, tuple(name.strip() for name in _fields(line, divider))) for divider in _DIVIDERS]
    for header in headers:
        found = columns_of(header.names, terms.columns)
        short = all(len(name) <= _LONGEST_NAME for name in header.names)
        if "text" in found and (named or (short and (len(found) > 1 or ("text" in terms.columns and len(header.names) > 1)))):
            return header
    if named:
        raise no_text(stream.origin, max(headers, key=lambda header: len(header.names)).names)
    return None


def csv_rows(stream: Stream, header: Header, terms: Terms) -> Iterator[Raw | Failure]:
    """The article of each row; a row that breaks is named by its line, and the next line begins anew."""
    csv.field_size_limit(max(csv.field_size_limit(), terms.limit))
    lines = _Lines(_decoded(stream, terms.limit))
    next(lines, None)
    while (line := next(lines, None)) is not None:
        origin = f"{stream.origin}:{line[0]}"
        try:
            if line[1] is None:
                raise too_large(origin, terms.limit)
            fields = _record(line[1], lines, header, terms.limit)
            if fields is None:
                raise SourceError(
                    f"not the {len(header.names)} columns of the first row", origin, "look for a quotation mark that is not closed"
                )
            if any(field.strip() for field in fields):
                yield article_of(dict(zip(header.names, fields, strict=True)), origin, terms.columns)
        except SourceError as error:
            yield Failure(origin, error)


class _Lines(Iterator[Line]):
    """Lines that can be put back."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._back: deque[Line] = deque()

    def __next__(self) -> Line:
        return self._back.popleft() if self._back else next(self._lines)

    def back(self, lines: list[Line]) -> None:
        self._back.extendleft(reversed(lines))


def _record(first: str, lines: _Lines, header: Header, limit: int) -> list[str] | None:
    """The fields of a record that begins with this line; None, with the other lines put back, where it is no row of the table."""
    parts, more, size = [first], list[Line](), len(first)
    open_quote = first.count('"') % 2 == 1
    while open_quote and size <= limit:
        line = next(lines, None)
        if line is None:
            break
        more.append(line)
        if line[1] is None:
            break
        parts.append(line[1])
        size += len(line[1])
        open_quote ^= line[1].count('"') % 2 == 1
    width = len(header.names)
    if not open_quote:
        fields = _fields("".join(parts).rstrip("\r\n"), header.divider)
        if len(fields) == width or (not more and not first.strip()):
            return fields + [""] * (width - len(fields))
    lines.back(more)
    if not more and not open_quote:
        return None
    try:  # a mark inside of a field, such as inches, opens nothing
        fields = next(csv.reader([first.rstrip("\r\n")], delimiter=header.divider, strict=True), [])
    except csv.Error:
        return None
    return fields if len(fields) == width else None


def _fields(text: str, divider: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=divider), [])
    except csv.Error:
        return []


def _decoded(stream: Stream, limit: int) -> Iterator[Line]:
    if stream.head.startswith(_WIDE):
        with io.TextIOWrapper(stream.file, "utf-16", "replace", newline="") as file:
            yield from enumerate(file, 1)
        return
    for number, line in lines_of(stream.file, limit):
        yield number, None if line is None else _text(line).lstrip("\ufeff") if number == 1 else _text(line)


def _text(data: bytes) -> str:
    if data.startswith(_WIDE):
        return data[: len(data) // 2 * 2].decode("utf-16", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
