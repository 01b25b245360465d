"""Which column of a table of articles is the text, the title, the date, the outlet, the address; and an article out of a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from detente.errors import SettingsError, SourceError
from detente.knowledge.tables import toml_table
from detente.read.article import Raw, Told
from detente.read.dating import day_of

FIELDS = ("text", "title", "date", "outlet", "url")
_HINT = "--columns text=NAME says which column it is"


def checked(given: Mapping[str, str]) -> Mapping[str, str]:
    """The user's own names of columns; SettingsError where a field is unknown."""
    for field in given:
        if field not in FIELDS:
            raise SettingsError(f"no field is called {field!r}", "--columns", f"fields are {', '.join(FIELDS)}")
    return given


def columns_of(names: Iterable[str], given: Mapping[str, str]) -> dict[str, str]:
    """Field → column, for the fields that the names of the columns tell; what the user gave comes first."""
    present = {_plain(name): name for name in reversed(list(names))}
    found = {}
    for field in FIELDS:
        wanted = [given[field]] if field in given else toml_table("columns", "detente.read")[field]
        column = next((present[_plain(name)] for name in wanted if _plain(name) in present), None)
        if column is not None:
            found[field] = column
    return found


def article_of(row: Mapping[str, Any], origin: str, given: Mapping[str, str]) -> Raw:
    """The article of a row; SourceError where the row has no text."""
    values = _flat(row)
    columns = columns_of(values, given)
    if "text" not in columns:
        raise no_text(origin, values)
    text = values[columns["text"]]
    if not isinstance(text, str) or not text.strip():
        raise SourceError("an empty text", origin, f"its column is {columns['text']!r}; {_HINT.replace('it is', 'else')}")
    told = {field: _line(values[column]) for field, column in columns.items() if field != "text"}
    url = told.get("url")
    around = Told(told.get("title"), told.get("outlet"), day_of(told.get("date")), url, host_of(url))
    return Raw(origin, text.encode("utf-8", "surrogatepass"), "utf-8", around)


def no_text(origin: str, names: Iterable[str]) -> SourceError:
    """What is said of a table without a text."""
    shown = list(names)
    listed = ", ".join(name[:30] for name in shown[:12]) + (", …" if len(shown) > 12 else "")
    return SourceError(f"no column of text among {listed}" if listed else "no columns", origin, _HINT)


def host_of(url: str | None) -> str | None:
    """The site of an address; None where it is none of the web."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return (parts.hostname or "").removeprefix("www.") or None if parts.scheme in ("http", "https") else None


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with the fields of objects in it as `outer.inner`."""
    inner = {f"{name}.{key}": one for name, value in row.items() if isinstance(value, dict) for key, one in value.items()}
    return {**{str(name): value for name, value in row.items() if not isinstance(value, dict)}, **inner}


def _line(value: object) -> str | None:
    return " ".join(str(value).split()) or None if isinstance(value, str | int | float) and not isinstance(value, bool) else None


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]", "", name).lower()
