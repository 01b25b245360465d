"""A dataclass of options is spread into single options and comes back whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer
from typer.testing import CliRunner

from detente.cli.option_groups import with_groups


@dataclass(frozen=True)
class Size:
    """Two options."""

    width: Annotated[int, typer.Option("--width")] = 3
    name: Annotated[str | None, typer.Option("--name", "-n")] = None


@with_groups
def draw(shape: Annotated[str, typer.Argument()], size: Size = Size(), loud: bool = False) -> None:
    """Draw a shape."""
    typer.echo(f"{shape} {size} {loud}")


def test_options_arrive_in_their_group() -> None:
    app = typer.Typer()
    app.command()(draw)
    assert CliRunner().invoke(app, ["box"]).output.strip() == f"box {Size()} False"
    assert CliRunner().invoke(app, ["box", "--width", "8", "-n", "a", "--loud"]).output.strip() == f"box {Size(8, 'a')} True"
    assert CliRunner().invoke(app, ["box", "--width", "wide"]).exit_code == 2
