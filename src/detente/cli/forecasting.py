"""The commands over forecasts: forecast, record, backtest."""

from __future__ import annotations

import getpass
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from detente.cli.option_groups import with_groups
from detente.cli.options import Output, SettingsFile, day_of
from detente.cli.output import note, say, width, write_text
from detente.cli.storing import File, chosen
from detente.clock import now
from detente.errors import SettingsError, StoreError
from detente.progress import Progress
from detente.records import EventType, QuadClass

if TYPE_CHECKING:
    from detente.brief.report import Report
    from detente.store.forecasts import Sealed

First = Annotated[str, typer.Argument(metavar="A", help="A country, by name or code.")]
Second = Annotated[str, typer.Argument(metavar="B", help="Another one; both directions are told.")]
Horizon = Annotated[int, typer.Option("--horizon", metavar="DAYS", help="Days ahead, 1 to 90.")]


class Format(StrEnum):
    """The forms of a report."""

    terminal = "terminal"
    html = "html"
    markdown = "markdown"
    json = "json"


class Classes(StrEnum):
    """What is forecast."""

    quad = "quad"
    types = "types"


What = Annotated[Classes, typer.Option("--classes", help="The four classes, or the sixteen PLOVER types.")]
Form = Annotated[Format, typer.Option("--format", "-f", help="How it is printed.")]


@dataclass(frozen=True, slots=True)
class Where:
    """Where the events are, and where the report goes."""

    output: Output = None
    workspace: File = None
    settings: SettingsFile = None


@dataclass(frozen=True, slots=True)
class Question:
    """What is forecast, how far and as if on which day."""

    horizon: Horizon = 30
    known_until: Annotated[
        str | None,
        typer.Option("--known-until", metavar="DATE", help="As if on this day, unseen; default: the day after the newest event."),
    ] = None
    classes: What = Classes.quad


@dataclass(frozen=True, slots=True)
class Again:
    """What is forecast on history, how far, from when on and how often."""

    horizon: Horizon = 30
    first: Annotated[str | None, typer.Option("--first", metavar="DATE", help="The first cut-off; default: after half of the history.")] = (
        None
    )
    step: Annotated[int, typer.Option("--step", metavar="DAYS", min=1, help="Days between cut-offs.")] = 7
    classes: What = Classes.quad


@dataclass(frozen=True, slots=True)
class Keeping:
    """Whether the forecasts go into the record."""

    save: Annotated[bool, typer.Option("--save", help="Freeze the forecasts in the record, where they stay as they are.")] = False
    author: Annotated[str | None, typer.Option("--author", help="Who saves them; default: your user name.")] = None


@dataclass(frozen=True, slots=True)
class Asked:
    """Which frozen forecasts are wanted."""

    since: Annotated[str | None, typer.Option("--since", metavar="DATE", help="Only forecasts from this day on, YYYY-MM-DD.")] = None
    pair: Annotated[tuple[str, str] | None, typer.Option("--pair", metavar="A B", help="Only between these two.")] = None
    event_class: Annotated[str | None, typer.Option("--class", help="Only this class, or PLOVER type.")] = None


@with_groups
def forecast(
    first: First,
    second: Second,
    question: Question = Question(),
    form: Form = Format.terminal,
    keeping: Keeping = Keeping(),
    where: Where = Where(),
) -> None:
    """Say how likely acts between two countries are, both ways, with the reasons and the events behind them."""
    from detente.brief.outlook_report import outlook_report

    opened = chosen(where.settings, where.workspace)
    known_until = day_of(question.known_until, "--known-until")
    outlook = opened.forecast((first, second), question.horizon, known_until, question.classes.value)
    _write(outlook_report(outlook), form, where.output)
    if keeping.save:
        new = opened.freeze(outlook, keeping.author or getpass.getuser())
        known = len(outlook.forecasts) - new
        note(f"{new:,} forecasts saved" + (f", {known:,} were in the record already" if known else ""))
        if now().date() > outlook.known_until <= outlook.newest:
            note(f"the workspace holds later events, until {outlook.newest}: the record counts them as made with hindsight")


@with_groups
def record(
    asked: Asked = Asked(),
    check: Annotated[bool, typer.Option("--check", help="Only see whether the record is as it was written.")] = False,
    form: Form = Format.terminal,
    where: Where = Where(),
) -> None:
    """Show the saved forecasts, what became of them, and how good they were."""
    from detente.brief.record_report import record_report

    opened = chosen(where.settings, where.workspace)
    if check:
        _check(opened.check_record())
        return
    _write(record_report(opened.record(day_of(asked.since, "--since"), asked.pair, _class_of(asked.event_class))), form, where.output)


@with_groups
def backtest(
    pair: Annotated[list[str] | None, typer.Argument(metavar="[A B]", help="Two countries, by name or code.")] = None,
    everyone: Annotated[bool, typer.Option("--all", help="All pairs with a history, instead of one.")] = False,
    asked: Again = Again(),
    form: Form = Format.terminal,
    where: Where = Where(),
) -> None:  # fmt: skip
    """Make forecasts on history as if on the day, again and again, and show how good they would have been."""
    from detente.brief.record_report import rehearsal_report
    from detente.forecast.rehearsal import Course

    classes = get_args(EventType if asked.classes is Classes.types else QuadClass)
    names = tuple(pair or ())
    if everyone == bool(names) or len(names) not in (0, 2):
        raise SettingsError("name two countries, or --all", "backtest", "detente backtest USA CUB")
    both = (names[0], names[1]) if names else None
    opened = chosen(where.settings, where.workspace)
    with Progress(sys.stderr, "cut-offs") as progress:
        made = opened.backtest(Course(both, asked.horizon, day_of(asked.first, "--first"), asked.step, classes), progress.step)
    _write(rehearsal_report(made), form, where.output)


def _write(report: Report, form: Format, output: Path | None) -> None:
    from detente.brief.report_text import render_report

    write_text(render_report(report, form.value, terminal=output is None and sys.stdout.isatty(), width=width()), output)


def _check(sealed: Sealed) -> None:
    for trouble in sealed.troubles:
        note(trouble)
    if sealed.troubles:
        raise StoreError("the record was changed outside detente", "record", "a copy from before tells what it was")
    say(f"{sealed.forecasts:,} forecasts and {sealed.outcomes:,} outcomes, all as they were written; seal {sealed.seal or '–'}\n")


def _class_of(text: str | None) -> str | None:
    """The class or type that a text names, whatever its case."""
    known: tuple[str, ...] = (*get_args(QuadClass), *get_args(EventType))
    if text is None:
        return None
    found = next((one for one in known if one.casefold() == text.casefold()), None)
    if found is None:
        raise SettingsError(f"{text!r} is unknown", "--class", f"known are {', '.join(known)}")
    return found
