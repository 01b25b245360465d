"""The command `relation`: how two actors get along over time."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import typer

from detente.cli.option_groups import with_groups
from detente.cli.options import Actors, Output, SettingsFile, day_of
from detente.cli.output import width, write_bytes, write_text
from detente.cli.storing import File, chosen
from detente.errors import SettingsError


class Format(StrEnum):
    """The forms of a relation."""

    terminal = "terminal"
    html = "html"
    markdown = "markdown"
    json = "json"
    svg = "svg"
    png = "png"


class By(StrEnum):
    """The periods."""

    day = "day"
    week = "week"
    month = "month"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which events count, and how."""

    by: Annotated[By, typer.Option("--by", help="Periods of the lines.")] = By.week
    since: Annotated[str | None, typer.Option("--since", metavar="DATE", help="From this day on, YYYY-MM-DD.")] = None
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help="Up to this day, YYYY-MM-DD.")] = None
    scale: Annotated[str, typer.Option("--scale", help="Of the mean score: plover, or one that imported events carry.")] = "plover"
    without: Annotated[
        list[str] | None, typer.Option("--without", metavar="OUTLET", help="Leave out an outlet, a data set, or duplicates; repeatable.")
    ] = None


@dataclass(frozen=True, slots=True)
class Where:
    """Where the events are, and where the report goes."""

    output: Output = None
    workspace: File = None
    actors: Actors = None
    settings: SettingsFile = None


@with_groups
def relation(
    one: Annotated[str, typer.Argument(metavar="A", help="A country by name or code, or any actor by name or id.")],
    other: Annotated[str, typer.Argument(metavar="B", help="Another one; both directions are told.")],
    choice: Choice = Choice(),
    form: Annotated[Format, typer.Option("--format", "-f", help="How it is printed.")] = Format.terminal,
    where: Where = Where(),
) -> None:
    """Show how two actors get along over time: cooperation and conflict both ways, shifts with their events, what is open."""
    from detente.brief.relation_chart import chart_png, chart_svg
    from detente.brief.relation_report import relation_report
    from detente.brief.report_text import render_report
    from detente.relations.relation import Asked

    output = where.output
    if form is Format.png and output is None:
        raise SettingsError("a PNG is no text", "--format png", "name a file with --output")
    without = tuple(sorted({name.casefold() for name in choice.without or ()}))
    asked = Asked(choice.by.value, day_of(choice.since, "--since"), day_of(choice.until, "--until"), choice.scale, without)
    made = chosen(where.settings, where.workspace, where.actors).relation(one, other, asked)
    if form is Format.png and output is not None:
        write_bytes(chart_png(made), output)
    elif form is Format.svg:
        write_text(chart_svg(made) + "\n", output)
    else:
        terminal = output is None and sys.stdout.isatty()
        write_text(render_report(relation_report(made, form.value), form.value, terminal=terminal, width=width()), output)
