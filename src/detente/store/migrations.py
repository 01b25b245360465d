"""The schema, as numbered migrations: each is applied once, in one transaction with its record."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from detente.errors import StoreError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_NAME = re.compile(r"(\d{4})_(\w+)\.sql")


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema."""

    number: int
    name: str
    script: str


@cache
def migrations() -> tuple[Migration, ...]:
    """All steps in order; their numbers run from 1 without gaps."""
    found = []
    for entry in sorted(files("detente.store").joinpath("data").iterdir(), key=lambda entry: entry.name):
        if match := _NAME.fullmatch(entry.name):
            found.append(Migration(int(match[1]), match[2], entry.read_text(encoding="utf-8")))
    return tuple(found)


def missing(connection: DuckDBPyConnection, where: str) -> list[Migration]:
    """The steps that this file still needs; StoreError where it is no workspace, or one of a newer detente."""
    applied = _applied(connection)
    newest = migrations()[-1].number
    if applied and max(applied) > newest:
        what = f"made by a newer detente (schema {max(applied)}; this one knows {newest})"
        raise StoreError(what, where, "update detente: pip install --upgrade detente")
    if not applied and connection.execute("SELECT 1 FROM duckdb_tables()").fetchone():
        raise StoreError("a DuckDB file, but no workspace of detente", where, "name another file with --workspace")
    return [migration for migration in migrations() if migration.number not in applied]


def migrate(connection: DuckDBPyConnection, where: str) -> None:
    """Bring the file to the newest schema; each migration and its record are one transaction."""
    for migration in missing(connection, where):
        connection.execute("BEGIN")
        try:
            connection.execute("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name VARCHAR NOT NULL)")
            connection.execute(migration.script)
            connection.execute("INSERT INTO migrations VALUES (?, ?)", [migration.number, migration.name])
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise


def _applied(connection: DuckDBPyConnection) -> set[int]:
    if not connection.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'migrations'").fetchone():
        return set()
    return {row[0] for row in connection.execute("SELECT number FROM migrations").fetchall()}
