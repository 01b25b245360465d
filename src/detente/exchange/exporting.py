"""Records of documents and imported events, out: CSV, Parquet, JSON Lines, PLOVER and JSON-LD."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from detente.errors import SettingsError
from detente.exchange import json_ld
from detente.exchange.plover_record import of_event, of_imported
from detente.json_form import to_line
from detente.records import Situation

if TYPE_CHECKING:
    import pyarrow

type Format = Literal["csv", "parquet", "jsonl", "plover", "json-ld"]
type What = Literal["situations", "events", "statements", "links", "questions", "imported"]

_TABLES = ("events", "statements", "links", "questions", "imported")
_FORMS: Mapping[str, tuple[str, ...]] = {
    "csv": _TABLES,
    "parquet": _TABLES,
    "jsonl": ("situations", *_TABLES),
    "plover": ("events", "imported"),
    "json-ld": ("situations", "imported"),
}  # the first is what is meant where nothing is said


class Contents(Protocol):
    """What there is to export."""

    def situations(self) -> Iterator[Situation]: ...
    def pieces(self, table: str) -> Iterator[pyarrow.RecordBatch]: ...
    def makers(self) -> dict[str, dict[str, Any]]: ...


@dataclass(slots=True)
class Exported:
    """How many rows went out, and how many could not be said in the form."""

    written: int = 0
    left_out: int = 0


def what_of(form: Format, what: What | None) -> What:
    """What a form holds if nothing is said; SettingsError where it cannot hold what is asked for."""
    possible = _FORMS[form]
    if what is not None and what not in possible:
        raise SettingsError(f"{form} does not hold {what}", "--what", f"it holds {', '.join(possible)}")
    return what or possible[0]  # type: ignore[return-value]


def export(form: Format, what: What | None, contents: Contents, output: Path) -> Exported:
    """Write a file whole or not at all."""
    chosen = what_of(form, what)
    part = output.with_name(output.name + ".part")
    made = Exported()
    try:
        if form == "parquet":
            _write_parquet(contents.pieces(_table(chosen)), part, made)
        else:
            with part.open("w", encoding="utf-8", newline="") as file:
                file.writelines(texts(form, chosen, contents, made))
        part.replace(output)
    except OSError as error:
        raise SettingsError(f"cannot write: {error.strerror or error}", str(output), "choose another file") from error
    finally:
        part.unlink(missing_ok=True)
    return made


def said(form: Format, what: What | None, contents: Contents, say: Callable[[str], None]) -> Exported:
    """Say the file piece by piece; not for Parquet."""
    made = Exported()
    for text in texts(form, what_of(form, what), contents, made):
        say(text)
    return made


def texts(form: Format, what: What, contents: Contents, made: Exported) -> Iterator[str]:
    """The file as pieces of text; `made` counts along. Not for Parquet, which is no text."""
    if form == "json-ld":
        yield from _json_ld(what, contents, made)
    elif form == "plover":
        yield from _plover(what, contents, made)
    elif what == "situations":
        for situation in contents.situations():
            made.written += 1
            yield to_line(situation) + "\n"
    else:
        for piece in contents.pieces(_table(what)):
            rows = piece.to_pylist()
            if form == "csv":
                yield _csv(piece.schema.names, rows, head=made.written == 0)
            else:
                yield "".join(_line({name: _plain(value) for name, value in row.items()}) for row in rows)
            made.written += len(rows)


def _table(what: What) -> str:
    return "imported_events" if what == "imported" else what


def _plover(what: What, contents: Contents, made: Exported) -> Iterator[str]:
    for record in _imported(contents) if what == "imported" else _found(contents):
        if record is None:
            made.left_out += 1
        else:
            made.written += 1
            yield _line(record)


def _imported(contents: Contents) -> Iterator[dict[str, Any] | None]:
    for piece in contents.pieces("imported_events"):
        yield from map(of_imported, piece.to_pylist())


def _found(contents: Contents) -> Iterator[dict[str, Any] | None]:
    makers = contents.makers()
    for situation in contents.situations():
        coder = f"detente {makers[situation.document.id]['version']}"
        for event in situation.events:
            yield of_event(event, situation.document, coder)


def _json_ld(what: What, contents: Contents, made: Exported) -> Iterator[str]:
    """One object whose graph grows node by node."""
    yield json_ld.HEAD
    between = ""
    for node in _nodes(what, contents):
        made.written += 1
        yield between + json.dumps(node, ensure_ascii=True)
        between = ",\n"
    yield json_ld.TAIL


def _nodes(what: What, contents: Contents) -> Iterator[dict[str, Any]]:
    if what == "imported":
        for piece in contents.pieces("imported_events"):
            for row in piece.to_pylist():
                yield json_ld.of_imported({name: _plain(value) for name, value in row.items() if value is not None})
        return
    makers = contents.makers()
    yield from json_ld.runs(makers.values())
    for situation in contents.situations():
        yield from json_ld.of_situation(situation, makers[situation.document.id]["id"])


def _write_parquet(pieces: Iterator[pyarrow.RecordBatch], path: Path, made: Exported) -> None:
    from pyarrow import parquet  # heavy: columns

    writer = None
    try:
        for piece in pieces:
            writer = writer or parquet.ParquetWriter(path, piece.schema, compression="zstd")
            writer.write_batch(piece)
            made.written += piece.num_rows
    finally:
        if writer:
            writer.close()
    if writer is None:
        raise SettingsError("nothing to export", "--what", "a Parquet file takes its columns from its rows")


def _csv(names: list[str], rows: list[dict[str, Any]], *, head: bool) -> str:
    """Lists are written as JSON; what is missing is an empty field."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if head:
        writer.writerow(names)
    writer.writerows([[_field(row[name]) for name in names] for row in rows])
    return text.getvalue()


def _field(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else _plain(value)


def _line(row: Mapping[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
