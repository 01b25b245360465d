"""Adds hand-made documents to a workspace and kills the process that does it, again and again; prints the kills and the documents kept.

A script of its own, because it forks: the database engine must not have run before in the process that does.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

from detente import intake
from detente.extract.broken import Broken
from detente.intake import Intake, Reading, Taker
from detente.json_form import from_data, to_data
from detente.read import Found, Skipped
from detente.records import Document, Situation
from detente.store import shelf
from detente.store.database import Database, writing
from detente.store.rows import TABLES
from detente.store.runs import Maker, finish_run, start_run
from situations import harbour, league, quiet

KILLS = 50
NOW = datetime(2026, 3, 1, 12)
MAKER = Maker("1", {}, {"model": "a"})
SITUATIONS = (harbour(), league(), quiet())


@cache
def copy(number: int) -> Situation:
    """One of the situations as if it had been found in another document of the same text."""
    situation = SITUATIONS[number % 3]
    text = json.dumps(to_data(situation)).replace(situation.document.id, f"d-{number:06}")
    return from_data(Situation, json.loads(text))


def readings(numbers: Iterable[int], known: Container[str] = ()) -> Iterator[Reading]:
    for number in numbers:
        digest = f"digest{number}"
        yield Skipped(f"{number}.txt") if digest in known else Found(digest, copy(number).document)


def extract(documents: Iterable[Document]) -> Iterator[Situation | Broken]:
    for document in documents:
        yield replace(copy(int(document.id[2:])), document=document)


def take(database: Database, stream: Iterable[Reading], maker: Maker = MAKER) -> Intake:
    run_id = start_run(database, "add", maker, NOW)
    intake = Taker(database, run_id).take(stream, extract, lambda: None)
    finish_run(database, run_id, NOW)
    return intake


def counts(database: Database) -> dict[str, int]:
    return {table: database.rows(f"SELECT count(*) FROM {table}")[0][0] for table in ("documents", "sources", "failures", *TABLES)}


def is_whole(database: Database) -> bool:
    """Whether the last documents have exactly the rows that were extracted from them, and no row is without its document."""
    last = [row[0] for row in database.rows("SELECT id FROM documents ORDER BY id DESC LIMIT 12")]
    found = {situation.document.id: situation for situation in shelf.situations(database, last)}
    loose = [
        table
        for table in (*TABLES, "sources")
        if database.rows(f"SELECT 1 FROM {table} WHERE document_id NOT IN (SELECT id FROM documents)")
    ]
    return not loose and all(situation == copy(int(name[2:])) for name, situation in found.items())


def add(path: Path, writer: int) -> None:
    """See that what an earlier kill left is whole, then add documents without end; tell the parent once the first are through."""
    with writing(path) as database:
        check(database)
        known = shelf.known_digests(database)
        take(database, telling(readings(range(100_000), known), len(known) + 8, writer))


def check(database: Database) -> None:
    """Documents are there with all that was extracted from them, and with their sources."""
    assert is_whole(database)
    found = counts(database)
    assert found["sources"] == found["documents"]


def killed(work: Callable[[Path, int], None], path: Path, chance: random.Random) -> None:
    """Start the work, and kill it at some moment: most often after its first transaction, sometimes while the file is opened."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            work(path, writer)
        except BaseException:
            traceback.print_exc()
            os.write(writer, b"!")
        os._exit(0)
    os.close(writer)
    told = os.read(reader, 1) if chance.random() < 0.8 else b""
    time.sleep(chance.uniform(0.0, 0.1 if told else 0.2))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    told += os.read(reader, 9)
    os.close(reader)
    if b"!" in told:
        sys.exit("it did not go on after a kill")


def again_and_again(path: Path, work: Callable[[Path, int], None]) -> None:
    """Kill the work fifty times; each start looks first at what the kill before it left."""
    import datasketch  # noqa: F401 all loaded once, before the forks
    import duckdb  # noqa: F401
    import pyarrow  # noqa: F401

    chance = random.Random(7)
    for _ in range(KILLS):
        killed(work, path, chance)


def telling[T](stream: Iterable[T], after: int, writer: int) -> Iterator[T]:
    """The stream, with a sign to the parent once so many have passed."""
    for number, one in enumerate(stream):
        if number == after:
            os.write(writer, b".")
        yield one


def main(path: Path) -> None:
    intake._BATCH = 4  # more transactions to be killed in
    again_and_again(path, add)
    with writing(path) as database:
        check(database)
        stored = counts(database)["documents"]
        take(database, readings(range(stored + 1), shelf.known_digests(database)))
        assert counts(database)["documents"] == stored + 1
    sys.stdout.write(f"{KILLS} {stored}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
