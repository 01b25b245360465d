"""Documents and what was extracted from them: put on the shelf in whole batches, taken down as they were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from detente.records import Document, Situation
from detente.store.corrections import Corrected, Correction, apply, corrections_of, note_fits
from detente.store.database import Database
from detente.store.rows import CORRECTABLE, TABLES, document_of, document_row, situation_of, situation_rows
from detente.store.tables import dicts, insert

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Source:
    """One place where a document was read: the digest of its bytes, and what it told of itself there."""

    digest: str
    document_id: str
    origin: str
    title: str | None
    outlet: str | None
    published: date | None


def source_of(digest: str, document: Document) -> Source:
    """Where this document was read."""
    return Source(digest, document.id, document.origin, document.title, document.outlet, document.published)


def publication_dates(database: Database) -> dict[str, date | None]:
    """The ids of all documents here, with their dates."""
    return dict(database.rows("SELECT id, published FROM documents"))


def known_digests(database: Database) -> set[str]:
    """The digests of all bytes that were read to documents that are here."""
    return {row[0] for row in database.rows("SELECT DISTINCT digest FROM sources")}


def put(connection: DuckDBPyConnection, situations: Sequence[Situation], run_id: str) -> None:
    """Keep new documents with all that was extracted from them."""
    insert(connection, "documents", [document_row(situation.document, run_id) for situation in situations])
    _put_records(connection, [Corrected(situation, {}, {}) for situation in situations], run_id)


def replace(connection: DuckDBPyConnection, situations: Sequence[Situation], run_id: str) -> None:
    """Put what is now found in documents in the place of what was found before, and apply their corrections again."""
    if not situations:
        return
    ids = [situation.document.id for situation in situations]
    for table in TABLES:
        connection.execute(f"DELETE FROM {table} WHERE document_id IN (SELECT unnest(?))", [ids])
    for situation in situations:
        document = situation.document
        changed = [document.published, list(document.notices), run_id, document.id]
        connection.execute("UPDATE documents SET published = ?, notices = ?, run_id = ? WHERE id = ?", changed)
    made: dict[str, list[Correction]] = {one: [] for one in ids}
    for correction in corrections_of(connection, ids):
        made[correction.document_id].append(correction)
    corrected = [apply(situation, made[situation.document.id]) for situation in situations]
    for one in corrected:
        note_fits(connection, one.fits)
    _put_records(connection, corrected, run_id)


def put_sources(connection: DuckDBPyConnection, sources: Iterable[Source], run_id: str) -> None:
    """Note where documents were read."""
    insert(connection, "sources", [{**asdict(source), "run_id": run_id} for source in sources])


def put_failures(connection: DuckDBPyConnection, failures: Iterable[tuple[str, str]], run_id: str) -> None:
    """Note the sources that could not be read: origin and reason."""
    insert(connection, "failures", [{"origin": origin, "reason": reason, "run_id": run_id} for origin, reason in failures])


def outdated(database: Database, run_id: str) -> list[Document]:
    """The documents that were extracted with another version or other models than this run's."""
    query = """
      SELECT documents.* FROM documents JOIN runs made ON made.id = documents.run_id JOIN runs now ON now.id = ?
      WHERE (made.version, made.models) IS DISTINCT FROM (now.version, now.models) ORDER BY published NULLS LAST, documents.id"""
    return [document_of(row) for row in dicts(database.connection, query, [run_id])]


def situations(database: Database, document_ids: Sequence[str] | None = None, *, rejected: bool = False) -> Iterator[Situation]:
    """The situations of these documents, or of all, as corrected, by publication date and id; with `rejected` records too if asked."""
    chosen = "" if document_ids is None else "WHERE id IN (SELECT unnest(?))"
    parameters = [] if document_ids is None else [list(document_ids)]
    ids = [row[0] for row in database.rows(f"SELECT id FROM documents {chosen} ORDER BY published NULLS LAST, id", parameters)]
    for at in range(0, len(ids), _AT_ONCE):
        yield from _some(database.connection, ids[at : at + _AT_ONCE], "true" if rejected else "standing <> 'rejected'", "record")


def as_extracted(connection: DuckDBPyConnection, document_id: str) -> Situation:
    """The situation of one document before any correction."""
    return next(_some(connection, [document_id], "found", "coalesce(extracted, record) AS record"))


def _put_records(connection: DuckDBPyConnection, corrected: Sequence[Corrected], run_id: str) -> None:
    rows: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
    for one in corrected:
        for table, more in situation_rows(one.situation, run_id, one.marks).items():
            rows[table] += more
    for table, listed in rows.items():
        insert(connection, table, listed)


def _some(connection: DuckDBPyConnection, ids: list[str], which: str, record: str) -> Iterator[Situation]:
    """Situations of some documents; of correctable tables the rows that are asked for, and their records as asked."""
    documents = {row["id"]: document_of(row) for row in dicts(connection, "SELECT * FROM documents WHERE id IN (SELECT unnest(?))", [ids])}
    rows: dict[str, dict[str, list[dict[str, Any]]]] = {table: {one: [] for one in ids} for table in TABLES}
    for table in TABLES:
        columns, more = (f"document_id, {record}", f"AND {which}") if table in CORRECTABLE else ("*", "")
        query = f"SELECT {columns} FROM {table} WHERE document_id IN (SELECT unnest(?)) {more} ORDER BY document_id, position"
        for row in dicts(connection, query, [ids]):
            rows[table][row["document_id"]].append(row)
    for one in ids:
        yield situation_of(documents[one], {table: rows[table][one] for table in TABLES})
