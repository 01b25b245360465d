"""One DuckDB file a workspace: one writer owns it, readers see it or a snapshot of it."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import StoreError
from detente.store.migrations import migrate, missing

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_HELD = re.compile(r"lock is held in (?P<program>.*?) \(PID (?P<pid>\d+)\)")
_HEADERS = 3 * 4096  # the main header and the two that a checkpoint switches between
_TRIES = 5


class Database:
    """An open workspace file; `connection` is DuckDB's own. Use as a context manager."""

    def __init__(self, connection: DuckDBPyConnection, path: Path, folder: Path | None = None) -> None:
        self.connection = connection
        self.path = path
        self._snapshot = folder

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    @property
    def is_snapshot(self) -> bool:
        """Whether this is a copy, because another process writes to the file."""
        return self._snapshot is not None

    def close(self) -> None:
        """Let the file go; a snapshot is removed."""
        self.connection.close()
        if self._snapshot is not None:
            shutil.rmtree(self._snapshot, ignore_errors=True)

    @contextmanager
    def transaction(self) -> Iterator[DuckDBPyConnection]:
        """All or nothing: an error, or the end of the process, leaves the file as it was."""
        with telling(self.path):
            self.connection.execute("BEGIN")
            try:
                yield self.connection
            except BaseException:
                self._roll_back()
                raise
            self.connection.execute("COMMIT")

    def rows(self, query: str, parameters: list[Any] | None = None) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with telling(self.path):
            return self.connection.execute(query, parameters or []).fetchall()

    def _roll_back(self) -> None:
        import duckdb  # heavy: the store only

        try:
            self.connection.execute("ROLLBACK")
        except duckdb.Error:
            return  # the engine has already ended the transaction


def writing(path: Path) -> Database:
    """Open for writing, make the file and bring its schema up to date; StoreError where another process owns it."""
    with telling(path):
        if not path.parent.is_dir():
            raise StoreError("no such folder", str(path.parent), "make it first, or name another file with --workspace")
        connection = _connect(path, read_only=False)
        try:
            migrate(connection, str(path))
        except BaseException:
            connection.close()
            raise
        return Database(connection, path)


def reading(path: Path) -> Database:
    """Open for reading; where another process writes, a snapshot of its last commit."""
    if not path.exists():
        raise StoreError("no workspace here", str(path), "detente add SOURCE… makes one; --workspace names another")
    with telling(path):
        try:
            database = Database(_connect(path, read_only=True), path)
        except StoreError as error:
            if not isinstance(error, Held):
                raise
            database = _snapshot(path, error)
        try:
            if missing(database.connection, str(path)):
                database.close()
                return _brought_up(path)
        except BaseException:
            database.close()
            raise
        return database


class Held(StoreError):
    """Another process owns the file."""


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """DuckDB's errors about the file as one clear line each."""
    import duckdb  # heavy: the store only

    try:
        yield
    except duckdb.Error as error:
        raise _told(error, path) from error
    except MemoryError as error:
        raise StoreError("not enough memory", str(path), "close other programs, or add fewer documents at once") from error


def _told(error: Exception, path: Path) -> StoreError:
    text = " ".join(str(error).split())
    if held := _HELD.search(text):
        return Held(f"in use by process {held['pid']} ({Path(held['program']).name})", str(path), "wait until it ends, or stop it")
    for signs, what, hint in _TROUBLES:
        if any(sign in text for sign in signs):
            return StoreError(what, str(path), hint)
    return StoreError(f"the workspace failed: {text[:300]}", str(path), "nothing was written; try again")


_TROUBLES = (
    (("No space left", "File too large", "Could not write all bytes", "max_temp_directory_size"),
     "no space left to write", "nothing of the last step was stored; free some space and call again"),
    (("Permission denied", "Read-only file system", "read-only mode"),
     "not allowed to write it", "check its permissions, or name another file with --workspace"),
    (("not a valid DuckDB database file", "Could not read enough bytes", "Corrupt", "corrupt", "checksum", "Serialization Error",
      "version number"),
     "not a workspace of detente, or damaged", "restore a copy, or name another file with --workspace"),
    (("Out of Memory",), "not enough memory", "close other programs, or work on fewer rows at once"),
)  # fmt: skip


def _connect(path: Path, *, read_only: bool) -> DuckDBPyConnection:
    import duckdb  # heavy: the store only

    with telling(path):
        connection = duckdb.connect(str(path), read_only=read_only)
        connection.execute("SET enable_progress_bar = false")
        connection.execute("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false")  # no network
        return connection


def _snapshot(path: Path, held: Held) -> Database:
    """A copy of file and log as of one moment; the writer's checkpoints show in the headers, and then it is taken again."""
    log = path.with_name(path.name + ".wal")
    for _ in range(_TRIES):
        folder = Path(tempfile.mkdtemp(prefix="detente-"))
        try:
            before = _headers(path)
            if log.exists():
                shutil.copyfile(log, folder / f"{path.name}.wal")
            shutil.copyfile(path, folder / path.name)
            if _headers(path) == before:
                connection = _connect(folder / path.name, read_only=False)  # writing: the log has to be played back
                return Database(connection, path, folder)
        except (OSError, StoreError):
            pass  # the writer moved on in the middle; again
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        shutil.rmtree(folder, ignore_errors=True)
    raise held


def _headers(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(_HEADERS)


def _brought_up(path: Path) -> Database:
    """A file of an older detente is migrated before it is read."""
    writing(path).close()
    return reading(path)
