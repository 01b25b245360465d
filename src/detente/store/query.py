"""SQL over the workspace file: reading only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.errors import StoreError
from detente.store.database import Database, telling

if TYPE_CHECKING:
    import pyarrow

_READS = ("SELECT", "EXPLAIN", "RELATION")


def query(database: Database, sql: str, parameters: list[Any] | None = None) -> pyarrow.Table:
    """The answer to one SELECT as an Arrow table; StoreError where the text is no query, or would change something."""
    import duckdb  # heavy: the store only

    try:
        statements = database.connection.extract_statements(sql)
    except duckdb.Error as error:
        raise StoreError(_plain(error), "SQL", "the tables are in docs/schema.md") from error
    if len(statements) != 1:
        raise StoreError(f"{len(statements)} statements, not one", "SQL", "write one SELECT")
    if statements[0].type.name not in _READS:
        raise StoreError(f"this would change the workspace ({statements[0].type.name})", "SQL", "only SELECT is answered")
    try:
        with telling(database.path):
            return database.connection.sql(sql, params=parameters or None).to_arrow_table()
    except StoreError as error:
        cause = error.__cause__
        if isinstance(cause, duckdb.IOException | duckdb.OutOfMemoryException) or not isinstance(cause, duckdb.Error):
            raise
        raise StoreError(_plain(cause), "SQL", "the tables are in docs/schema.md") from cause


def _plain(error: Exception) -> str:
    return str(error).split("\n\nLINE")[0].strip()
