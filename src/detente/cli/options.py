"""The options that several commands share."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from detente.errors import SettingsError

Sources = Annotated[
    list[str], typer.Argument(metavar="SOURCE...", help="A file, a folder, a URL, a feed, an archive, or - for standard input.")
]
Published = Annotated[
    str | None, typer.Option("--published", metavar="DATE", help="Publication date, YYYY-MM-DD, where the source does not tell.")
]
Actors = Annotated[Path | None, typer.Option("--actors", metavar="FILE", help="Your own actors, CSV or TOML; see docs/actors.md.")]
Columns = Annotated[
    str | None,
    typer.Option("--columns", metavar="FIELD=NAME,…", help="Columns of tables of articles: text=body,date=day; see docs/reading.md."),
]
SettingsFile = Annotated[
    Path | None, typer.Option("--settings", metavar="FILE", help="Settings, TOML; default: detente.toml in this folder.")
]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here instead of standard output.")]


def columns_of(text: str | None) -> dict[str, str]:
    """Field → name of its column."""
    pairs = [pair.partition("=") for pair in text.split(",")] if text else []
    if any(not field.strip() or not name.strip() for field, _, name in pairs):
        raise SettingsError(f"{text!r} names no columns", "--columns", "write FIELD=NAME, with commas between: text=body,date=day")
    return {field.strip(): name.strip() for field, _, name in pairs}


def day_of(text: str | None, option: str = "--published") -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SettingsError(f"{text!r} is not a date", option, "write it as YYYY-MM-DD") from None
