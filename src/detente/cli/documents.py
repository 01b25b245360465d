"""The commands over documents: brief, extract, evaluate."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from detente.cli.options import Actors, Columns, Output, Published, SettingsFile, Sources
from detente.cli.output import say, width, write_bytes, write_text
from detente.cli.run import Run
from detente.errors import SettingsError


class Format(StrEnum):
    """The forms of a brief."""

    terminal = "terminal"
    html = "html"
    markdown = "markdown"
    json = "json"


class Task(StrEnum):
    """The tasks that `evaluate` scores."""

    statements = "statements"
    relations = "relations"
    events = "events"
    actors = "actors"
    dates = "dates"
    links = "links"


def brief(
    sources: Sources,
    form: Annotated[Format, typer.Option("--format", "-f", help="How the brief is printed.")] = Format.terminal,
    output: Output = None,
    published: Published = None,
    actors: Actors = None,
    settings: SettingsFile = None,
    picture: Annotated[
        Path | None, typer.Option("--picture", metavar="FILE", help="Also draw the situation: FILE.svg or FILE.png.")
    ] = None,
) -> None:
    """Read one or more documents and print the sourced brief: the main job."""
    from detente.brief import picture_file, render

    drawing = _drawing_form(picture)
    run = Run(settings, actors, published, sources)
    situations = list(run.situations())
    if situations:
        made = run.workspace.brief(situations)
        write_text(render(made, form.value, terminal=output is None and sys.stdout.isatty(), width=width()), output)
        if picture is not None:
            write_bytes(picture_file(made, drawing), picture)
    run.finish()


def extract(
    sources: Sources,
    output: Output = None,
    published: Published = None,
    columns: Columns = None,
    actors: Actors = None,
    settings: SettingsFile = None,
) -> None:
    """Print the situations as JSON Lines, one document a line, for other programs."""
    from detente.json_form import to_line

    run = Run(settings, actors, published, sources, columns)
    lines = (to_line(situation) + "\n" for situation in run.situations())
    if output is None:
        for line in lines:
            say(line)
    else:
        write_text("".join(lines), output)
    run.finish()


def evaluate(
    task: Annotated[Task, typer.Argument(help="What to score.")],
    gold: Annotated[Path, typer.Argument(help="Gold, JSON Lines; formats in docs/evaluate.md.")],
    predictions: Annotated[
        Path | None, typer.Option("--predictions", metavar="OUT", help="Write one prediction line for each gold line.")
    ] = None,
    actors: Actors = None,
    settings: SettingsFile = None,
) -> None:
    """Score the tool on gold data and write its predictions."""
    run = Run(settings, actors, None, [])
    say(run.workspace.evaluate(task.value, gold, predictions).as_text() + "\n")


def _drawing_form(picture: Path | None) -> str:
    form = picture.suffix.removeprefix(".").lower() if picture else "svg"
    if form not in ("svg", "png"):
        raise SettingsError("the picture is drawn as .svg or .png", str(picture), "end the name of the file so")
    return form
