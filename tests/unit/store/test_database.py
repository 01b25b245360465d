"""The workspace file: migrations, one writer, snapshots, and one clear line for each kind of trouble."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from detente.errors import DetenteError, StoreError
from detente.store.database import Held, _snapshot, reading, writing
from detente.store.migrations import migrations

type Work = Callable[[], None]


def in_a_child(work: Work) -> str:
    """What a forked process says: the error of its work, or nothing."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        said = ""
        try:
            work()
        except DetenteError as error:
            said = str(error)
        except BaseException as error:
            said = f"{type(error).__name__}: {error}"
        os.write(writer, said.encode())
        os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader) as stream:
        return stream.read()


def test_migrations_are_numbered_and_applied_once(tmp_path: Path) -> None:
    assert len({one.number for one in migrations()}) == len(migrations())
    for _ in range(2):
        with writing(tmp_path / "w.duckdb") as database:
            assert database.rows("SELECT number, name FROM migrations ORDER BY number") == [(m.number, m.name) for m in migrations()]


def test_every_column_of_the_schema_is_of_a_known_type(tmp_path: Path) -> None:
    with writing(tmp_path / "w.duckdb") as database:
        tables = {row[0] for row in database.rows("SELECT table_name FROM duckdb_tables()")}
        assert {"runs", "documents", "sources", "statements", "events", "links", "questions", "mentions", "actors"} <= tables


def test_an_error_in_a_transaction_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    with writing(tmp_path / "w.duckdb") as database:
        with pytest.raises(StoreError), database.transaction() as connection:
            connection.execute("INSERT INTO failures VALUES ('a', 'b', 'r'); SELECT * FROM no_such_table")
        assert database.rows("SELECT count(*) FROM failures") == [(0,)]


def test_a_second_writer_is_told_who_holds_the_file_and_a_reader_sees_the_last_commit(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    with writing(path) as database:
        with database.transaction() as connection:
            connection.execute("INSERT INTO failures VALUES ('seen', 'b', 'r')")
        connection = database.connection
        connection.execute("BEGIN")
        connection.execute("INSERT INTO failures VALUES ('not committed', 'b', 'r')")

        script = f"""
from pathlib import Path
from detente.store.database import Held, reading, writing
path = Path({str(path)!r})
try:
    writing(path)
except Held as error:
    print(error)
with reading(path) as copy:
    print(copy.is_snapshot, copy.rows("SELECT origin FROM failures"))
"""
        held, seen = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.splitlines()
        assert f"in use by process {os.getpid()}" in held
        assert seen == "True [('seen',)]"
        connection.execute("ROLLBACK")


def test_a_snapshot_is_removed_when_it_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writing(tmp_path / "w.duckdb").close()
    copies = tmp_path / "copies"
    copies.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(copies))
    copy = _snapshot(tmp_path / "w.duckdb", Held("in use"))
    assert list(copies.iterdir())
    copy.close()
    assert list(copies.iterdir()) == []


@pytest.mark.parametrize("open_file", [reading, writing])
def test_a_file_of_a_newer_version_is_refused(tmp_path: Path, open_file: Callable[[Path], object]) -> None:
    with writing(tmp_path / "w.duckdb") as database:
        database.connection.execute("INSERT INTO migrations VALUES (999, 'later')")
    with pytest.raises(StoreError, match="made by a newer detente"):
        open_file(tmp_path / "w.duckdb")


@pytest.mark.parametrize("open_file", [reading, writing])
def test_a_damaged_file_is_named(tmp_path: Path, open_file: Callable[[Path], object]) -> None:
    path = tmp_path / "w.duckdb"
    path.write_bytes(b"not a database" * 1000)
    with pytest.raises(StoreError, match="not a workspace of detente, or damaged"):
        open_file(path)
    path.unlink()
    with writing(path) as database, database.transaction() as connection:
        connection.execute("INSERT INTO failures SELECT 'a' || range, 'b', 'r' FROM range(100000)")
    path.write_bytes(path.read_bytes()[:9000])
    with pytest.raises(StoreError, match="damaged"):
        open_file(path)


def test_another_database_is_not_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE mine (a INTEGER)")
    with pytest.raises(StoreError, match="no workspace of detente"):
        writing(path)


def test_a_missing_file_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no workspace here"):
        reading(tmp_path / "w.duckdb")
    with pytest.raises(StoreError, match="no such folder"):
        writing(tmp_path / "nowhere" / "w.duckdb")


def test_a_read_only_file_can_be_read_and_says_so_when_written(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    writing(path).close()
    for folder in (tmp_path, *tmp_path.parents[:3]):
        folder.chmod(0o755)
    path.chmod(0o444)

    def as_nobody(work: Work) -> Work:
        def run() -> None:
            if os.getuid() == 0:
                os.setuid(65534)
            work()

        return run

    assert "not allowed to write it" in in_a_child(as_nobody(lambda: writing(path).close()))
    assert in_a_child(as_nobody(lambda: reading(path).close())) == ""


def test_a_full_disk_is_one_line_and_what_was_stored_stays(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    with writing(path) as database, database.transaction() as connection:
        connection.execute("INSERT INTO failures VALUES ('kept', 'b', 'r')")

    def fill() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        limit = path.stat().st_size + 200_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        with writing(path) as database, database.transaction() as connection:
            connection.execute("INSERT INTO failures SELECT md5(range::VARCHAR), md5(range::VARCHAR), 'r' FROM range(1000000)")

    assert "no space left to write" in in_a_child(fill)
    with writing(path) as database:
        assert database.rows("SELECT origin FROM failures") == [("kept",)]
