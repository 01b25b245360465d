"""Other people's events in the store: each once by its data set's key, batch by batch, each batch in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from detente.store.database import Database
from detente.store.tables import insert

if TYPE_CHECKING:
    import pyarrow
    from duckdb import DuckDBPyConnection

_SHOWN = 5
_DYAD = "least(source_country, target_country) || '-' || greatest(source_country, target_country)"


class Refused(Protocol):
    """A row that could not be used."""

    @property
    def origin(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def reason(self) -> str: ...
    @property
    def raw(self) -> str: ...


class Piece(Protocol):
    """Some events of one file, in the columns of `imported_events`."""

    @property
    def dataset(self) -> str: ...
    @property
    def origin(self) -> str: ...
    @property
    def first_line(self) -> int: ...
    @property
    def events(self) -> pyarrow.Table: ...
    @property
    def rejected(self) -> Sequence[Refused]: ...
    @property
    def notices(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Counts:
    """What one batch did."""

    added: int
    known: int
    revised: int
    rejected: int


@dataclass(slots=True)
class Imported:
    """What one import did: rows that are new, were here, took the place of older ones, were refused; and the first few of these."""

    added: int = 0
    known: int = 0
    revised: int = 0
    rejected: int = 0
    shown: list[Refused] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    @property
    def usable(self) -> int:
        """How many rows were good."""
        return self.added + self.known + self.revised


def take(database: Database, pieces: Iterable[Piece], run_id: str, progress: Callable[[], None] = lambda: None) -> Imported:
    """Keep what is new; whatever stops it, whole batches are there, and a second call goes on."""
    made = Imported()
    for piece in pieces:
        with database.transaction() as connection:
            counts = _keep(connection, piece, run_id)
        for name, number in asdict(counts).items():
            setattr(made, name, getattr(made, name) + number)
        made.shown += piece.rejected[: _SHOWN - len(made.shown)]
        made.notices += [f"{piece.origin}: {notice}" for notice in piece.notices]
        progress()
    return made


def _keep(connection: DuckDBPyConnection, piece: Piece, run_id: str) -> Counts:
    connection.register("piece", piece.events)
    try:
        added, revised = _put_events(connection, run_id) if piece.events.num_rows else (0, 0)
    finally:
        connection.unregister("piece")
    known = piece.events.num_rows - added
    counts = Counts(added - revised, known, revised, len(piece.rejected))
    _put_rejected(connection, piece, run_id)
    about = {"dataset": piece.dataset, "origin": piece.origin, "first_line": piece.first_line, "run_id": run_id}
    insert(connection, "import_batches", [{**about, **asdict(counts)}])
    return counts


def _put_events(connection: DuckDBPyConnection, run_id: str) -> tuple[int, int]:
    """Rows put in, and how many of them took the place of an older form; they lie by pair and day, so that a history is near at hand."""
    revised = 0
    if _number(connection, "SELECT count(revised) FROM piece"):
        newer = "SELECT 1 FROM piece WHERE piece.id = imported_events.id AND piece.revised > imported_events.revised"
        revised = _number(connection, f"DELETE FROM imported_events WHERE EXISTS ({newer})")
    twice = _number(connection, "SELECT count(*) - count(DISTINCT id) FROM piece")
    once = "QUALIFY row_number() OVER (PARTITION BY id ORDER BY revised DESC NULLS LAST) = 1" if twice else ""
    added = _number(
        connection,
        f"""INSERT INTO imported_events BY NAME
        SELECT *, {_DYAD} AS dyad, ? AS run_id FROM piece
        WHERE NOT EXISTS (SELECT 1 FROM imported_events here WHERE here.id = piece.id) {once}
        ORDER BY dyad, day""",
        [run_id],
    )
    return added, revised


def _put_rejected(connection: DuckDBPyConnection, piece: Piece, run_id: str) -> None:
    """Refused rows, each once by its place."""
    if not piece.rejected:
        return
    lines = [one.line for one in piece.rejected]
    query = "SELECT line FROM rejected_rows WHERE origin = ? AND line BETWEEN ? AND ?"
    here = {row[0] for row in connection.execute(query, [piece.origin, min(lines), max(lines)]).fetchall()}
    rows: list[dict[str, Any]] = [
        {"dataset": piece.dataset, "origin": one.origin, "line": one.line, "reason": one.reason, "raw": one.raw, "run_id": run_id}
        for one in piece.rejected
        if one.line not in here
    ]
    insert(connection, "rejected_rows", rows)


def _number(connection: DuckDBPyConnection, query: str, parameters: list[Any] | None = None) -> int:
    row = connection.execute(query, parameters or []).fetchone()
    return int(row[0]) if row else 0
