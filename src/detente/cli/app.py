"""The command line: thin commands over `Workspace`, one module a group."""

from __future__ import annotations

import sys

import typer

from detente.cli import actors, correcting, documents, exchanging, forecasting, listing, relation, storing
from detente.cli.output import complain
from detente.errors import DetenteError

app = typer.Typer(
    help="Read news, see who did what to whom, who said what on which condition, and what is open. Every line names its sentence.",
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None,
)  # fmt: skip
for command in (documents.brief, documents.extract, documents.evaluate, storing.add, storing.refresh):
    app.command()(command)
app.add_typer(actors.app, name="actors")
app.add_typer(correcting.app, name="correct")
app.command("list")(listing.listing)
app.command("import")(exchanging.import_)
app.command()(exchanging.export)
app.command()(exchanging.sql)
app.command()(relation.relation)
for command in (forecasting.forecast, forecasting.record, forecasting.backtest):
    app.command()(command)


def main() -> None:
    """Run the command line; an error that the user can act on is one line and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except DetenteError as error:
        complain(error)
        raise SystemExit(2) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(0) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
