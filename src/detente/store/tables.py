"""Rows into tables in bulk, and out of them by column name; the column types are the table's own."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_structures: dict[str, str] = {}  # the newest schema is the same in every file that is open for writing


def insert(connection: DuckDBPyConnection, table: str, rows: Iterable[dict[str, Any]]) -> int:
    """Append rows, given by column name; the number of them."""
    listed = list(rows)
    if not listed:
        return 0
    # as one JSON text the engine reads a batch in C, and needs neither Arrow nor a call for each row
    text = json.dumps(listed, default=_plain)
    query = f"INSERT INTO {table} BY NAME SELECT unnest(row) FROM (SELECT unnest(from_json_strict(?, ?)) AS row)"
    if table not in _structures:
        _structures[table] = _structure(connection, table)
    connection.execute(query, [text, _structures[table]])
    return len(listed)


def dicts(connection: DuckDBPyConnection, query: str, parameters: list[Any] | None = None) -> list[dict[str, Any]]:
    """The rows of a query by column name."""
    cursor = connection.execute(query, parameters or [])
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _structure(connection: DuckDBPyConnection, table: str) -> str:
    """The shape of the rows for the JSON reader; a JSON column comes as the text it is."""
    columns = connection.execute(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index", [table]
    ).fetchall()
    return json.dumps([{name: _shape("VARCHAR" if kind == "JSON" else kind) for name, kind in columns}])


def _shape(kind: str) -> Any:
    return [_shape(kind.removesuffix("[]"))] if kind.endswith("[]") else kind


def _plain(value: object) -> str:
    if isinstance(value, date):  # a datetime is one too
        return str(value)
    raise TypeError(f"no column holds {type(value).__name__}")
