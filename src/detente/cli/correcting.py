"""`detente correct`: accept, reject or edit what was extracted, and see what the corrections say of the tool."""

from __future__ import annotations

import getpass
import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from detente.cli.options import Output, SettingsFile
from detente.cli.output import note, say, write_text
from detente.cli.storing import File, chosen

app = typer.Typer(help="Accept, reject or edit records; each correction is kept with author and reason.", no_args_is_help=True,
                  add_completion=False, rich_markup_mode=None)  # fmt: skip

Ids = Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of records, as `detente list` shows them.")]
Author = Annotated[str | None, typer.Option("--author", help="Who corrects; default: your user name.")]
Reason = Annotated[str, typer.Option("--reason", help="Why.")]


class GoldTask(StrEnum):
    """The tasks for which corrections make gold."""

    statements = "statements"
    events = "events"
    links = "links"


@app.command()
def accept(ids: Ids, author: Author = None, reason: Reason = "", workspace: File = None, settings: SettingsFile = None) -> None:
    """Say that records are right."""
    _correct("accept", ids, (), (author, reason), (workspace, settings))


@app.command()
def reject(ids: Ids, author: Author = None, reason: Reason = "", workspace: File = None, settings: SettingsFile = None) -> None:
    """Say that records are wrong; they are kept, and shown no more."""
    _correct("reject", ids, (), (author, reason), (workspace, settings))


@app.command()
def withdraw(ids: Ids, author: Author = None, reason: Reason = "", workspace: File = None, settings: SettingsFile = None) -> None:
    """Take corrections back: the records are again as they were extracted."""
    _correct("withdraw", ids, (), (author, reason), (workspace, settings))


@app.command()
def edit(
    record: Annotated[str, typer.Argument(metavar="ID", help="The id of one record.")],
    changes: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE...", help="What it should be; fields are in docs/corrections.md.")],
    author: Author = None,
    reason: Reason = "",
    workspace: File = None,
    settings: SettingsFile = None,
) -> None:
    """Change fields of one record."""
    _correct("edit", [record], changes, (author, reason), (workspace, settings))


@app.command()
def separate(
    event: Annotated[str, typer.Argument(metavar="ID", help="An event that was merged with others, extracted or imported.")],
    author: Author = None,
    reason: Reason = "",
    workspace: File = None,
    settings: SettingsFile = None,
) -> None:
    """Say that an event is not the one it was merged with."""
    chosen(settings, workspace).separate(event, (author or getpass.getuser(), reason))
    note(f"{event} is a happening of its own")


@app.command("list")
def list_corrections(workspace: File = None, settings: SettingsFile = None) -> None:
    """Print all corrections as JSON Lines, with how each fits what is extracted now."""
    for correction in chosen(settings, workspace).corrections():
        say(json.dumps(_plain(correction), ensure_ascii=False, default=str) + "\n")


@app.command()
def report(workspace: File = None, settings: SettingsFile = None) -> None:
    """Print how many of the judged records were right, by kind, with 95 % intervals."""
    found = chosen(settings, workspace).precision()
    for one in found:
        judged = one.accepted + one.edited + one.rejected
        counts = f"{judged:,} judged: {one.accepted:,} right, {one.edited:,} edited, {one.rejected:,} wrong"
        say(f"{one.kind:<10} precision {one.share:.2f} ({one.low:.2f} to {one.high:.2f})  {counts}\n")
    if not found:
        note("no records have been judged yet; detente correct accept ID and detente correct reject ID do so")


@app.command()
def gold(
    task: Annotated[GoldTask, typer.Argument(help="Which task of `detente evaluate`.")],
    output: Output = None,
    workspace: File = None,
    settings: SettingsFile = None,
) -> None:
    """Write corrections as gold for `detente evaluate`: the paragraphs of which every record has been judged."""
    rows = chosen(settings, workspace).judged(task.value)
    write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), output)
    note(f"{len(rows):,} lines of gold")


def _correct(
    action: Any, ids: list[str], changes: Sequence[str], by: tuple[str | None, str], where: tuple[Path | None, Path | None]
) -> None:
    (author, reason), (workspace, settings) = by, where
    made = chosen(settings, workspace).correct(action, ids, changes, by=(author or getpass.getuser(), reason))
    for correction in made:
        note(f"{correction.action}: {correction.record_id} ({correction.kind.removesuffix('s')}) “{_short(correction.quote)}”")


def _short(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= 60 else f"{words[:59]}…"


def _plain(correction: Any) -> Mapping[str, Any]:
    return {name: getattr(correction, name) for name in type(correction).__slots__ if name != "was"}
