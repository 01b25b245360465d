"""The command `list`: records of documents as a table, as CSV or as JSON, filtered."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import typer

from detente.cli.option_groups import with_groups
from detente.cli.options import Actors, Output, Published, SettingsFile, day_of
from detente.cli.output import note, width, write_text
from detente.cli.run import Run
from detente.cli.storing import File, chosen


class What(StrEnum):
    """What can be listed."""

    commitments = "commitments"
    statements = "statements"
    events = "events"
    links = "links"
    actors = "actors"
    questions = "questions"


class Layout(StrEnum):
    """The forms of a list."""

    table = "table"
    csv = "csv"
    json = "json"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which records are wanted; nothing said means all."""

    status: Annotated[str | None, typer.Option("--status", help="Only this status: open, met, refused, … or happened, planned, …")] = None
    kind: Annotated[str | None, typer.Option("--kind", help="Only this kind: offer, demand, … or an event type.")] = None
    speaker: Annotated[str | None, typer.Option("--speaker", help="Only who says or does it: part of a name, or a country.")] = None
    addressee: Annotated[str | None, typer.Option("--addressee", help="Only to whom: part of a name, or a country.")] = None

    def asked(self) -> dict[str, str | None]:
        """The filters by the names of their options."""
        return {"--status": self.status, "--kind": self.kind, "--speaker": self.speaker, "--addressee": self.addressee}


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read, and as of when."""

    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="The ledger as it stood on that day, YYYY-MM-DD.")] = None
    published: Published = None
    workspace: File = None
    actors: Actors = None
    settings: SettingsFile = None


@with_groups
def listing(
    what: Annotated[What, typer.Argument(help="What to list.")],
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE...]", help="Files, folders, URLs, or -; without any, the workspace file.")
    ] = None,
    form: Annotated[Layout, typer.Option("--format", "-f", help="How the list is printed.")] = Layout.table,
    filters: Filters = Filters(),
    output: Output = None,
    reading: Reading = Reading(),
) -> None:
    """List commitments, statements, events, links, actors or questions, each with its sentence."""
    from detente.cli.sheets import as_csv, as_table, checked, sheet
    from detente.json_form import to_data

    asked = checked(what.value, filters.asked())
    day = day_of(reading.as_of, "--as-of")
    run = Run(reading.settings, reading.actors, reading.published, sources) if sources else None
    opened = run.workspace if run else chosen(reading.settings, reading.workspace, reading.actors)
    situations = list(run.situations()) if run else list(opened.stored())
    made = sheet(what.value, situations, opened.ledger(situations, day) if what is What.commitments else ())
    rows = made.filtered(asked)
    if not rows:
        note(f"no {what.value} found")
    if form is Layout.json:
        write_text(json.dumps([to_data(row.record) for row in rows], indent=1) + "\n", output)
    elif rows or form is Layout.csv:
        write_text(as_csv(made, rows) if form is Layout.csv else as_table(made, rows, width()), output)
    if run:
        run.finish()
