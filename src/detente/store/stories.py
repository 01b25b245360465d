"""Which documents tell the same story: their signatures, the pairs to look at, and the story that each belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from detente.store.database import Database
from detente.store.tables import insert

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Member:
    """A document of a story."""

    id: str
    day: date | None
    story_id: str


def pending(database: Database, method: str) -> list[str]:
    """The documents that were not compared yet, or on another day of publication; all of them where the method is another."""
    if database.rows("SELECT 1 FROM signatures WHERE method <> ? LIMIT 1", [method]):
        with database.transaction() as connection:
            connection.execute("DELETE FROM signatures")
            connection.execute("UPDATE documents SET story_id = id WHERE story_id <> id")
    query = """
      SELECT id FROM documents LEFT JOIN signatures ON document_id = id
      WHERE document_id IS NULL OR day IS DISTINCT FROM published ORDER BY published NULLS LAST, id"""
    return [row[0] for row in database.rows(query)]


def texts(connection: DuckDBPyConnection, ids: Iterable[str]) -> dict[str, str]:
    """The texts of documents."""
    return dict(connection.execute("SELECT id, text FROM documents WHERE id IN (SELECT unnest(?))", [list(ids)]).fetchall())


def sign(connection: DuckDBPyConnection, minima: Mapping[str, Sequence[int]], method: str, run_id: str) -> None:
    """Keep the signatures of documents, in the place of older ones."""
    ids = list(minima)
    connection.execute("DELETE FROM signatures WHERE document_id IN (SELECT unnest(?))", [ids])
    days = dict(connection.execute("SELECT id, published FROM documents WHERE id IN (SELECT unnest(?))", [ids]).fetchall())
    about = {"method": method, "run_id": run_id}
    insert(connection, "signatures", [{"document_id": one, "day": days[one], "minima": list(minima[one]), **about} for one in ids])


def members(connection: DuckDBPyConnection, ids: Iterable[str]) -> list[Member]:
    """All documents of the stories to which these documents belong."""
    query = """
      SELECT id, published, story_id FROM documents
      WHERE story_id IN (SELECT story_id FROM documents WHERE id IN (SELECT unnest(?))) ORDER BY id"""
    return [Member(*row) for row in connection.execute(query, [list(ids)]).fetchall()]


def candidates(connection: DuckDBPyConnection, ids: Iterable[str], days_apart: int) -> list[tuple[str, str]]:
    """Pairs of documents, one of these and any other, that share a band and are no more days apart, or have no day; each pair once."""
    query = """
      WITH mine AS (SELECT * FROM story_bands WHERE document_id IN (SELECT unnest($ids))),
      span AS (SELECT min(day) - $days AS first, max(day) + $days AS last, bool_or(day IS NULL) AS undated FROM mine),
      other AS (SELECT story_bands.* FROM story_bands, span WHERE day IS NULL OR undated OR day BETWEEN first AND last)
      SELECT DISTINCT least(mine.document_id, other.document_id) AS a, greatest(mine.document_id, other.document_id) AS b
      FROM mine JOIN other ON mine.band = other.band AND mine.key = other.key AND mine.document_id <> other.document_id
      WHERE mine.day IS NULL OR other.day IS NULL OR abs(date_diff('day', mine.day, other.day)) <= $days ORDER BY a, b"""
    return connection.execute(query, {"ids": list(ids), "days": days_apart}).fetchall()


def settle(connection: DuckDBPyConnection, story_of: Mapping[str, str]) -> None:
    """Give documents their stories."""
    query = """
      UPDATE documents SET story_id = settled.story
      FROM (SELECT unnest(?) AS document, unnest(?) AS story) AS settled WHERE id = settled.document AND story_id <> settled.story"""
    connection.execute(query, [list(story_of), list(story_of.values())])
