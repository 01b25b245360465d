"""Tables as text: lines between tabs without quoting, and CSV with it; rows of a wrong width are refused with their line."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from detente.errors import SourceError
from detente.exchange.batches import Rejected, Rows, refused
from detente.exchange.lines import Block, blocks

type Names = Sequence[str]
_AT_ONCE = 50_000  # records of a CSV file


def tab_rows(stream: BinaryIO, origin: str, layout: Callable[[list[bytes]], tuple[Names, bool, int]]) -> Iterator[Rows]:
    """The rows of a file of lines between tabs.

    `layout` is asked with the first lines: the names of the columns ("" for one to skip), whether the first line is a header,
    and how many tabs more than that a line may end with.
    """
    names: Names | None = None
    for block in blocks(stream, origin):
        skip = 0
        if names is None:
            names, header, spare = layout(block.lines[:200])
            skip = int(header)
        yield _tab_rows(block, skip, origin, names, spare)


def csv_rows(stream: BinaryIO, origin: str, *, separator: str | None = None) -> Iterator[tuple[Names, Rows]]:
    """The header of a CSV file and its rows, piece by piece; columns go by the header's own names."""
    text = (line.decode("utf-8") + "\n" for block in blocks(stream, origin, returns=True) for line in block.lines)
    first = next(text, None)
    if first is None:
        raise SourceError("empty", origin, "is this the right file?")
    delimiter = separator or max((",", "\t", ";"), key=first.count)
    reader = csv.reader(_chained(first, text), delimiter=delimiter)
    try:
        header = [name.strip() for name in next(reader)]
        yield from ((header, rows) for rows in _csv_rows(reader, header, origin))
    except csv.Error as error:
        raise SourceError(f"line {reader.line_num}: {error}", origin, "is this the right kind of file?") from error


def _tab_rows(block: Block, skip: int, origin: str, names: Names, spare: int) -> Rows:
    """The rows of a block; `skip` lines at its beginning are no rows."""
    import pyarrow as pa  # heavy: columns
    import pyarrow.csv as reader

    width = len(names) - 1
    tabs = [line.count(b"\t") for line in block.lines]
    good: list[int] = []
    rejected: list[Rejected] = []
    lines = block.lines
    for at in range(skip, len(lines)):
        if tabs[at] == width:
            good.append(at)
        elif width < tabs[at] <= width + spare and not lines[at].split(b"\t", width + 1)[-1].strip():
            lines[at] = b"\t".join(lines[at].split(b"\t")[: width + 1])
            good.append(at)
        elif lines[at].strip():
            rejected.append(refused(origin, block.first + at, f"{tabs[at] + 1} fields, not {width + 1}", lines[at]))
    kept = lines if len(good) == len(lines) else [lines[at] for at in good]
    read = [name or f"_{at}" for at, name in enumerate(names)]
    wanted = [name for name in names if name]
    table = reader.read_csv(
        pa.BufferReader(b"\n".join(kept) + b"\n"),
        reader.ReadOptions(column_names=read, block_size=4 * 2**20),
        reader.ParseOptions(delimiter="\t", quote_char=False, ignore_empty_lines=False),
        reader.ConvertOptions(
            column_types=dict.fromkeys(wanted, pa.string()), include_columns=wanted, strings_can_be_null=True, null_values=[""]
        ),
    ) if kept else pa.table({name: pa.array([], pa.string()) for name in wanted})  # fmt: skip
    columns = {name: table[name].combine_chunks() for name in wanted}
    numbers = range(block.first, block.first + len(lines)) if len(good) == len(lines) else [block.first + at for at in good]
    notices = (f"{block.recoded:,} lines are not UTF-8 and were read as code page 1252",) if block.recoded else ()
    return Rows(origin, columns, numbers, kept, tuple(rejected), notices)


def _csv_rows(reader: Iterator[list[str]], header: Names, origin: str) -> Iterator[Rows]:
    import pyarrow as pa  # heavy: columns

    records: list[list[str]] = []
    lines: list[int] = []
    rejected: list[Rejected] = []

    def made() -> Rows:
        columns = {
            name: pa.array([record[at] or None for record in records], pa.string()) for at, name in enumerate(header) if name
        }  # fmt: skip
        return Rows(origin, columns, list(lines), [_written(record) for record in records], tuple(rejected))

    before = reader.line_num  # type: ignore[attr-defined]
    for record in reader:
        line, before = before + 1, reader.line_num  # type: ignore[attr-defined]
        if len(record) == len(header):
            records.append(record)
            lines.append(line)
        elif any(field.strip() for field in record):
            rejected.append(refused(origin, line, f"{len(record)} fields, not {len(header)}", _written(record)))
        if len(records) + len(rejected) >= _AT_ONCE:
            yield made()
            records, lines, rejected = [], [], []
    yield made()


def _written(record: list[str]) -> str:
    made = io.StringIO()
    csv.writer(made, lineterminator="").writerow(record)
    return made.getvalue()


def _chained(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest
