"""The commands over the registry of actors: list and search it, compare it with Wikidata."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from detente.cli.option_groups import with_groups
from detente.cli.options import Actors, Output, SettingsFile
from detente.cli.output import note, say, width, write_text
from detente.errors import SettingsError
from detente.settings import Settings, load_settings
from detente.workspace import Workspace

if TYPE_CHECKING:
    from detente.knowledge.actor_changes import Change


class Format(StrEnum):
    """The forms of a list of actors."""

    table = "table"
    csv = "csv"
    json = "json"


class _ListByDefault(TyperGroup):
    """Words that name no command are looked for: `detente actors Maduro` is `detente actors list Maduro`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] != "--help"):
            args = ["list", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_ListByDefault, add_completion=False, rich_markup_mode=None,
    help="List and search the actors (`detente actors NAME`), or compare them with Wikidata.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filters:
    """Which actors are wanted; nothing said means all."""

    country: Annotated[str | None, typer.Option("--country", metavar="NAME", help="Of this country: name or code.")] = None
    kind: Annotated[str | None, typer.Option("--kind", help="country, person, organisation, group, place, metonym, party, …")] = None
    sector: Annotated[str | None, typer.Option("--sector", help="PLOVER sector, for instance GOV.")] = None
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="Persons with the offices they held on this day.")] = None


@dataclass(frozen=True, slots=True)
class Asking:
    """Where and how Wikidata is asked."""

    endpoint: Annotated[str | None, typer.Option("--endpoint", metavar="URL", help="SPARQL endpoint; default: the setting.")] = None
    page_size: Annotated[int, typer.Option("--page-size", min=1, help="Rows asked for at a time.")] = 2000
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, metavar="SECONDS", help="Wait this long for one page.")] = 65.0


@app.command("list")
@with_groups
def list_actors(
    query: Annotated[list[str] | None, typer.Argument(metavar="[QUERY]...", help="A name, part of a name, or a role.")] = None,
    filters: Filters = Filters(),
    limit: Annotated[int, typer.Option("--limit", min=0, help="Actors at most; 0 for all.")] = 50,
    form: Annotated[Format, typer.Option("--format", "-f", help="How the list is printed.")] = Format.table,
    output: Output = None,
    actors: Actors = None,
    settings: SettingsFile = None,
) -> None:  # fmt: skip
    """List and search the actors of the registry and your own."""
    from detente.cli.actor_views import VIEWS
    from detente.knowledge.actor_search import Wanted

    text = " ".join(query or ())
    found = Workspace(_settings(settings, actors)).actors(Wanted(text, filters.country, filters.kind, filters.sector, _day(filters.on)))
    shown = found.entries[:limit] if limit else found.entries
    if found.guessed:
        note(f"nobody is named {text!r}; did you mean:")
    elif not shown:
        note("no such actor")
    write_text(VIEWS[form.value](shown, width()), output)
    if len(shown) < len(found.entries):
        note(f"{len(found.entries) - len(shown):,} more; --limit 0 shows all")


@app.command("update")
@with_groups
def update(
    output: Output = None,
    countries: Annotated[list[str] | None, typer.Option("--country", metavar="CODE", help="Only this country; may be repeated.")] = None,
    apply: Annotated[
        Path | None, typer.Option("--apply", metavar="CHANGES", help="Take the rows with accept = yes into your actors file; asks nobody.")
    ] = None,
    asking: Asking = Asking(),
    actors: Actors = None,
    settings: SettingsFile = None,
) -> None:
    """Compare the terms of office with Wikidata and write the changes for review; nothing is changed before --apply."""
    chosen = _settings(settings, actors if apply is None else None)
    if apply is not None:
        _apply(Workspace(chosen), apply, actors or (Path(chosen.actors) if chosen.actors else None))
        return
    asked = asking.endpoint or chosen.endpoint
    changes = _changes(Workspace(chosen), frozenset(countries or ()), (asked, asking.page_size, asking.timeout), output)
    kinds = ", ".join(f"{sum(c.change == kind for c in changes):,} {kind}" for kind in dict.fromkeys(c.change for c in changes))
    note(f"{len(changes):,} changes" + (f": {kinds}" if kinds else ""))


def _changes(workspace: Workspace, countries: frozenset[str], how: tuple[str, int, float], output: Path | None) -> tuple[Change, ...]:
    from detente.cli.actor_views import changes_as_lines
    from detente.knowledge.actor_changes import to_csv
    from detente.progress import Progress
    from detente.read.sparql import Endpoint
    from detente.read.sparql_pages import KeptPages

    url, page_size, timeout = how
    today = date.today()
    path = output.with_name(output.name + ".pages") if output else None
    kept = KeptPages(path, f"{today} {url}")
    if kept.found:
        note(f"{kept.found} pages of an earlier call today are used")
    with Progress(sys.stderr, "statements") as progress:
        changes = workspace.actor_changes(
            _known_codes(workspace, countries), Endpoint(url, sleep, timeout, page_size), kept, today, progress.step
        )  # fmt: skip
    if output is None:
        say(changes_as_lines(changes, width()))
    else:
        write_text(to_csv(changes), output)
    kept.drop()
    return changes


def _known_codes(workspace: Workspace, countries: frozenset[str]) -> frozenset[str]:
    from detente.knowledge.actor_search import country_code

    return frozenset(country_code(workspace.registry, one) for one in countries)


def _apply(workspace: Workspace, changes: Path, actors: Path | None) -> None:
    if actors is None:
        raise SettingsError("no actors file of your own is named", "--apply", "name one with --actors FILE or in the settings")
    try:
        reviewed = changes.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SettingsError(
            f"changes cannot be read: {error.strerror or error}", str(changes), "`detente actors update -o` writes them"
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError("changes are not UTF-8", str(changes), "save them as CSV in UTF-8") from error
    note(f"{workspace.accept_changes(reviewed, str(changes), actors):,} entries added to {actors}")


def _settings(path: Path | None, actors: Path | None) -> Settings:
    chosen = load_settings(path)
    return replace(chosen, actors=str(actors)) if actors else chosen


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SettingsError(f"{text!r} is not a date", "--on", "write it as YYYY-MM-DD") from None
