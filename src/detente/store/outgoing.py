"""What can be taken out of a workspace: situations, tables in pieces, and who made the rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from detente.records import Situation
from detente.store import shelf
from detente.store.database import Database, telling
from detente.store.rows import CORRECTABLE
from detente.store.tables import dicts

if TYPE_CHECKING:
    import pyarrow

_AT_ONCE = 20_000


class Outgoing:
    """The contents of an open workspace file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def situations(self) -> Iterator[Situation]:
        """The situations as corrected, by publication date."""
        return shelf.situations(self._database)

    def pieces(self, table: str) -> Iterator[pyarrow.RecordBatch]:
        """The rows of a table in a fixed order: `imported_events`, or the records of one kind without rejected ones."""
        if table in CORRECTABLE:
            columns = "* EXCLUDE (run_id, extracted, found, record), CAST(record AS VARCHAR) AS record"
            query = f"SELECT {columns} FROM {table} WHERE standing <> 'rejected' ORDER BY document_id, position"
        else:
            query = f"SELECT * EXCLUDE (run_id, dyad) FROM {table} ORDER BY id"
        with telling(self._database.path):
            reader: pyarrow.RecordBatchReader = self._database.connection.sql(query).to_arrow_reader(_AT_ONCE)
            yield from reader

    def makers(self) -> dict[str, dict[str, Any]]:
        """The run that made each document's records: id, version, models, time; by document."""
        query = """SELECT documents.id AS document_id, runs.id, runs.version, CAST(runs.models AS VARCHAR) AS models, runs.started
          FROM documents JOIN runs ON runs.id = documents.run_id"""
        return {row.pop("document_id"): row for row in dicts(self._database.connection, query)}
