"""The options that several commands share."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from detente.errors import SettingsError

Sources = Annotated[list[str], typer.Argument(metavar="SOURCE...", help="A file, a folder, a URL, or - for standard input.")]
Published = Annotated[
    str | None, typer.Option("--published", metavar="DATE", help="Publication date, YYYY-MM-DD, where the source does not tell.")
]
Actors = Annotated[Path | None, typer.Option("--actors", metavar="FILE", help="Your own actors, CSV or TOML; see docs/actors.md.")]
SettingsFile = Annotated[
    Path | None, typer.Option("--settings", metavar="FILE", help="Settings, TOML; default: detente.toml in this folder.")
]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here instead of standard output.")]


def day_of(text: str | None, option: str = "--published") -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SettingsError(f"{text!r} is not a date", option, "write it as YYYY-MM-DD") from None
