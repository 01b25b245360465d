"""The commands for other people's data, in and out: import, export, sql."""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.options import Output, SettingsFile
from detente.cli.output import note, say, width, write_text
from detente.cli.storing import File, chosen
from detente.errors import SettingsError
from detente.progress import Progress

if TYPE_CHECKING:
    import pyarrow

    from detente.store.imported import Imported

LEAST_WIDTH = 7  # of a column that can still be read


class Data(StrEnum):
    """The kinds of event data that can be imported."""

    gdelt = "gdelt"
    icews = "icews"
    polecat = "polecat"
    acled = "acled"
    plover = "plover"
    csv = "csv"


class Form(StrEnum):
    """The forms of an export."""

    csv = "csv"
    parquet = "parquet"
    jsonl = "jsonl"
    plover = "plover"
    json_ld = "json-ld"


class What(StrEnum):
    """What can be exported."""

    situations = "situations"
    events = "events"
    statements = "statements"
    links = "links"
    questions = "questions"
    imported = "imported"


class Layout(StrEnum):
    """The forms of an answer to SQL."""

    table = "table"
    csv = "csv"
    json = "json"


def import_(
    data: Annotated[Data, typer.Argument(metavar="FORMAT", help="gdelt, icews, polecat, acled, plover, or csv for a table of your own.")],
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files; gz and zip are read as they are.")],
    workspace: File = None,
    columns: Annotated[
        str | None,
        typer.Option("--columns", metavar="MAP", help="Of a csv: day=Date,source_name=Actor,… where its headers tell too little."),
    ] = None,
    dataset: Annotated[str, typer.Option("--dataset", metavar="NAME", help="Of a csv: the name that its rows go under.")] = "own",
    settings: SettingsFile = None,
) -> None:
    """Take other people's event data into the workspace; what is there already is left alone, so a stopped call can be repeated."""
    opened = chosen(settings, workspace)
    mapping = _mapping(columns)
    if data is not Data.csv and (mapping or dataset != "own"):
        raise SettingsError("only for csv", "--columns" if mapping else "--dataset", f"the columns of {data.value} are known")
    with Progress(sys.stderr, "batches") as progress:
        imported = opened.import_events(data.value, files, mapping, dataset, progress.step)
    _report(imported)


def export(
    form: Annotated[Form, typer.Argument(metavar="FORMAT", help="csv, parquet, jsonl, plover or json-ld.")],
    what: Annotated[
        What | None, typer.Option("--what", help="What goes out; default: situations, or events where the form is for events.")
    ] = None,
    output: Output = None,
    workspace: File = None,
    settings: SettingsFile = None,
) -> None:
    """Write the records of documents, or imported events, for other programs."""
    if output is None and form is Form.parquet:
        raise SettingsError("Parquet is no text", "export parquet", "name a file with --output")
    opened = chosen(settings, workspace)
    exported = opened.export(form.value, what.value if what else None, output, say)
    note(
        f"{exported.written:,} written"
        + (f", {exported.left_out:,} left out (PLOVER has no type or no day for them)" if exported.left_out else "")
    )


def sql(
    query: Annotated[str, typer.Argument(help="One SELECT; the tables are in docs/schema.md.")],
    form: Annotated[Layout, typer.Option("--format", "-f", help="How the answer is printed.")] = Layout.table,
    output: Output = None,
    workspace: File = None,
    settings: SettingsFile = None,
) -> None:
    """Ask the workspace file in SQL; nothing can be changed that way."""
    answer = chosen(settings, workspace).sql(query)
    if form is Layout.json:
        rows = [{name: _plain(value) for name, value in row.items()} for row in answer.to_pylist()]
        write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", output)
    elif form is Layout.csv:
        write_text(_csv(answer), output)
    else:
        write_text(_table(answer), output)


def _mapping(text: str | None) -> dict[str, str]:
    """`ours=theirs,…` as a mapping."""
    pairs = [part.partition("=") for part in (text or "").split(",") if part.strip()]
    if wrong := next((name for name, sign, _ in pairs if not sign), None):
        raise SettingsError(f"{wrong!r} is no pair", "--columns", "write it as day=Date,source_name=Actor")
    return {ours.strip(): theirs.strip() for ours, _, theirs in pairs}


def _report(imported: Imported) -> None:
    for text in dict.fromkeys(imported.notices):
        note(text)
    for one in imported.shown:
        note(f"{one.origin}, line {one.line:,}: {one.reason}")
    if imported.rejected > len(imported.shown):
        note(f"… and {imported.rejected - len(imported.shown):,} more; all are in the table rejected_rows")
    counts = {"added": imported.added, "revised": imported.revised, "known": imported.known, "rejected": imported.rejected}
    note(", ".join(f"{number:,} {what}" for what, number in counts.items() if number) or "no rows")
    if not imported.usable:
        raise SystemExit(2)


def _csv(answer: pyarrow.Table) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(answer.column_names)
    writer.writerows([["" if value is None else _plain(value) for value in row.values()] for row in answer.to_pylist()])
    return text.getvalue()


def _table(answer: pyarrow.Table) -> str:
    from rich.console import Console
    from rich.table import Table

    rows = [["" if value is None else str(_plain(value)) for value in row.values()] for row in answer.to_pylist()]
    table = Table(box=None, pad_edge=False, show_header=len(answer.column_names) * LEAST_WIDTH <= width())
    if table.show_header:
        for name in answer.column_names:
            table.add_column(name, overflow="fold")
        for row in rows:
            table.add_row(*row)
    else:  # too many columns for the page: a line a value, an empty line between rows
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        for at, row in enumerate(rows):
            for name, value in zip(answer.column_names, row, strict=True):
                table.add_row(name, value)
            table.add_row() if at + 1 < len(rows) else None
    console = Console(width=width(), file=io.StringIO(), highlight=False, markup=False)
    console.print(table)
    printed: str = console.file.getvalue()  # type: ignore[attr-defined]
    return "".join(line.rstrip() + "\n" for line in printed.splitlines())


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
