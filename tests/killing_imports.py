"""Imports event data and kills the process that does it, again and again; prints the kills, the events kept and the refused rows.

A script of its own, because it forks: the database engine must not have run before in the process that does.
"""

from __future__ import annotations

import sys
from pathlib import Path

from detente.exchange.formats import read
from detente.store.database import Database, writing
from detente.store.imported import take
from detente.store.runs import finish_run, start_run
from killing import KILLS, MAKER, NOW, again_and_again, telling

FILES, ROWS = 400, 30  # a file is one transaction; one row of each has no day


def write(folder: Path) -> list[Path]:
    """Files of invented events; the same call writes the same."""
    made = []
    for file in range(FILES):
        rows = [f"{file}-{row},2014-{row % 12 + 1:02}-{row % 28 + 1:02},USA,CUB,042" for row in range(ROWS)]
        path = folder / f"{file:04}.csv"
        path.write_text("\n".join(["dataset_id,day,source_country,target_country,cameo", *rows, f"{file}-x,soon,USA,CUB,042"]) + "\n")
        made.append(path)
    return made


def import_all(path: Path, writer: int) -> None:
    """See that what an earlier kill left is whole, then import what is not there; tell the parent once the first files are through."""
    files = sorted(path.parent.glob("*.csv"))
    with writing(path) as database:
        check(database)
        done = number(database, "SELECT count(DISTINCT origin) FROM import_batches")
        run_id = start_run(database, "import", MAKER, NOW)
        take(database, telling(read("csv", files[max(done - 1, 0) : done + 20]), 2, writer), run_id)
        finish_run(database, run_id, NOW)


def check(database: Database) -> None:
    """Every file is there whole or not at all, and nothing twice."""
    kept = number(database, "SELECT count(*) FROM imported_events")
    batches = number(database, "SELECT count(DISTINCT origin) FROM import_batches")
    assert kept == number(database, "SELECT count(DISTINCT id) FROM imported_events") == batches * ROWS
    assert kept == number(database, "SELECT sum(added) FROM import_batches")
    assert number(database, "SELECT count(*) FROM rejected_rows") == batches


def number(database: Database, query: str) -> int:
    return int(database.rows(query)[0][0] or 0)


def main(path: Path) -> None:
    files = write(path.parent)
    list(read("csv", files[:1]))  # what it loads is loaded once, before the forks
    again_and_again(path, import_all)
    with writing(path) as database:
        check(database)
        run_id = start_run(database, "import", MAKER, NOW)
        take(database, read("csv", files), run_id)
        check(database)
        kept, refused = (number(database, f"SELECT count(*) FROM {table}") for table in ("imported_events", "rejected_rows"))
    sys.stdout.write(f"{KILLS} {kept} {refused}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
