"""The command line: thin commands over `Workspace`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.errors import DetenteError, SettingsError
from detente.settings import load_settings
from detente.workspace import Workspace

if TYPE_CHECKING:
    from detente.read import Failure
    from detente.records import Document, Situation

app = typer.Typer(
    help="Read news, see who did what to whom, who said what on which condition, and what is open. Every line names its sentence.",
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None,
)  # fmt: skip


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


Sources = Annotated[list[str], typer.Argument(metavar="SOURCE...", help="A file, a folder, a URL, or - for standard input.")]
Published = Annotated[
    str | None, typer.Option("--published", metavar="DATE", help="Publication date, YYYY-MM-DD, where the source does not tell.")
]
Actors = Annotated[Path | None, typer.Option("--actors", metavar="FILE", help="Your own actors, CSV or TOML; see docs/actors.md.")]
SettingsFile = Annotated[
    Path | None, typer.Option("--settings", metavar="FILE", help="Settings, TOML; default: detente.toml in this folder.")
]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here instead of standard output.")]


@app.command()
def brief(
    sources: Sources,
    form: Annotated[Format, typer.Option("--format", "-f", help="How the brief is printed.")] = Format.terminal,
    output: Output = None,
    published: Published = None,
    actors: Actors = None,
    settings: SettingsFile = None,
) -> None:
    """Read one or more documents and print the sourced brief: the main job."""
    from detente.brief import render

    run = _Run(settings, actors, published, sources)
    situations = list(run.situations())
    if situations:
        made = run.workspace.brief(situations)
        _write(render(made, form.value, terminal=output is None and sys.stdout.isatty(), width=_width()), output)
    run.finish()


@app.command()
def extract(
    sources: Sources, output: Output = None, published: Published = None, actors: Actors = None, settings: SettingsFile = None
) -> None:
    """Print the situations as JSON Lines, one document a line, for other programs."""
    from detente.json_form import to_line

    run = _Run(settings, actors, published, sources)
    lines = (to_line(situation) + "\n" for situation in run.situations())
    if output is None:
        for line in lines:
            _print(line)
    else:
        _write("".join(lines), output)
    run.finish()


@app.command()
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
    run = _Run(settings, actors, None, [])
    _print(run.workspace.evaluate(task.value, gold, predictions).as_text() + "\n")


def main() -> None:
    """Run the command line; an error that the user can act on is one line and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except DetenteError as error:
        _complain(error)
        raise SystemExit(2) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(0) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None


class _Run:
    """One command over a list of sources: settings, progress, and the sources that failed."""

    def __init__(self, settings: Path | None, actors: Path | None, published: str | None, sources: list[str]) -> None:
        chosen = load_settings(settings)
        self.workspace = Workspace(replace(chosen, actors=str(actors)) if actors else chosen)
        self.published = _date(published)
        self.sources = sources
        self.failures: list[Failure] = []

    def situations(self) -> Iterator[Situation]:
        for situation in self.workspace.extract(self._documents()):
            for notice in situation.document.notices:
                _note(f"{situation.document.origin}: {notice}")
            yield situation

    def _documents(self) -> Iterator[Document]:
        from detente.progress import Progress
        from detente.read import Failure

        with Progress(sys.stderr) as progress:
            for item in self.workspace.read(self.sources, self.published):
                progress.step()
                if isinstance(item, Failure):
                    self.failures.append(item)
                else:
                    yield item

    def finish(self) -> None:
        """Name what could not be read; exit code 2 if anything could not."""
        for failure in self.failures:
            _complain(failure.error)
        if self.failures:
            raise SystemExit(2)


def _date(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SettingsError(f"{text!r} is not a date", "--published", "write it as YYYY-MM-DD") from None


def _width() -> int:
    import shutil

    return min(100, max(40, shutil.get_terminal_size((80, 24)).columns))


def _write(text: str, output: Path | None) -> None:
    if output is None:
        _print(text)
        return
    part = output.with_name(output.name + ".part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(output)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise SettingsError(f"cannot write: {error.strerror or error}", str(output), "choose another file with -o") from error


def _print(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _note(text: str) -> None:
    sys.stderr.write(f"detente: note: {text}\n")


def _complain(error: DetenteError) -> None:
    sys.stderr.write(f"detente: {error}\n")
