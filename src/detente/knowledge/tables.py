"""Read the plain data files that ship with the package, once each."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def toml_table(name: str, package: str = "detente.knowledge") -> dict[str, Any]:
    """A TOML data file of a room, by its name without suffix."""
    return tomllib.loads(files(package).joinpath(f"data/{name}.toml").read_text(encoding="utf-8"))


@cache
def patterns(name: str, key: str, package: str = "detente.knowledge") -> re.Pattern[str]:
    """One pattern of a TOML data file, compiled in verbose mode (a list of patterns means any of them)."""
    value = toml_table(name, package)[key]
    source = value if isinstance(value, str) else "|".join(f"(?:{one})" for one in value)
    return re.compile(source, re.VERBOSE)


@cache
def rows(name: str, package: str = "detente.knowledge") -> tuple[dict[str, str], ...]:
    """The rows of a TSV data file as dictionaries; `#` lines are comments, the first other line names the columns."""
    text = files(package).joinpath(f"data/{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    header = lines[0].split("\t")
    return tuple([dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:]])


@cache
def words(name: str, key: str, package: str = "detente.knowledge") -> frozenset[str]:
    """A word list of a TOML data file."""
    return frozenset(toml_table(name, package)[key])
