"""The commands over the workspace file: add, refresh, sql."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.options import Actors, Columns, Published, SettingsFile, Sources, columns_of, day_of
from detente.cli.output import complain, note
from detente.progress import Progress
from detente.settings import load_settings
from detente.workspace import Workspace

if TYPE_CHECKING:
    from detente.intake import Intake

File = Annotated[Path | None, typer.Option("--workspace", "-w", metavar="FILE", help="The workspace file; default: detente.duckdb here.")]
Jobs = Annotated[int | None, typer.Option("--jobs", "-j", min=1, max=64, help="Processes that extract; each needs about 500 MB.")]


def add(
    sources: Sources,
    workspace: File = None,
    jobs: Jobs = None,
    published: Published = None,
    columns: Columns = None,
    actors: Actors = None,
    settings: SettingsFile = None,
) -> None:
    """Read and extract documents into the workspace; what is there already is left alone, so a stopped call can be repeated."""
    opened = chosen(settings, workspace, actors, jobs)
    day, named = day_of(published), columns_of(columns)
    with Progress(sys.stderr, total=opened.count(sources)) as progress:
        intake = opened.add(sources, day, progress.step, named)
    _report(intake)


def refresh(workspace: File = None, jobs: Jobs = None, actors: Actors = None, settings: SettingsFile = None) -> None:
    """Extract again what an older version of detente, or other models, had extracted; corrections are kept."""
    opened = chosen(settings, workspace, actors, jobs)
    with Progress(sys.stderr) as progress:
        intake = opened.refresh(progress=progress.step)
    _report(intake)


def chosen(settings: Path | None, workspace: Path | None, actors: Path | None = None, jobs: int | None = None) -> Workspace:
    """The workspace that the settings and the options name; options win."""
    made = load_settings(settings)
    if workspace is not None:
        made = replace(made, workspace=str(workspace))
    if actors is not None:
        made = replace(made, actors=str(actors))
    return Workspace(made if jobs is None else replace(made, jobs=jobs))


def _report(intake: Intake) -> None:
    for failure in intake.failures:
        complain(failure.error)
    counts = {"added": intake.added, "extracted again": intake.renewed, "known": intake.known, "failed": len(intake.failures)}
    note(", ".join(f"{number:,} {what}" for what, number in counts.items() if number) or "nothing to do")
    if intake.failures:
        raise SystemExit(2)
