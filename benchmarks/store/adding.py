"""What keeping documents costs beside extracting them, as ratios in one run.

python benchmarks/store/adding.py [--documents N] [--known N]      prints JSON; exit code 1 where a limit in LIMITS is passed

`adding_to_extraction`: CPU seconds of `add` over N new files, to those of reading and extracting the same files alone. The files are the
project's own dispatches with their sentences mixed anew, a day apart. `known_to_first`: CPU seconds of adding K files that are all known,
to K times what a document cost the first time in the same run; they become known by their digests, without being extracted.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from detente.read import Failure, Found, find, read
from detente.settings import Settings
from detente.store import shelf
from detente.store.database import writing
from detente.workspace import Workspace

ROOT = Path(__file__).parents[2]
DATA = (Path("examples/dispatches"),)
LIMITS = {"adding_to_extraction": 1.15, "known_to_first": 0.05}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--known", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        shown = costs(Path(folder), options.documents, options.known)
    print(json.dumps({**shown, "limits": LIMITS}, indent=1))
    return int(any(shown[name] > limit for name, limit in LIMITS.items()))


def measure(data: Path) -> dict[str, float]:  # noqa: ARG001 the gate gives a folder
    """The two ratios."""
    with tempfile.TemporaryDirectory() as folder:
        shown = costs(Path(folder), 200, 10_000)
    return {name: shown[name] for name in LIMITS}


def costs(folder: Path, number: int, known: int) -> dict[str, Any]:
    few, many = folder / "few", folder / "many"
    texts = mixed(number + known)
    write(few, [next(texts) for _ in range(number)])
    write(many, [next(texts) for _ in range(known)])
    workspace = Workspace(Settings(workspace=str(folder / "w.duckdb")), clock)
    warm = Workspace(Settings(workspace=str(folder / "warm.duckdb")), clock)  # imports and caches count for neither side
    warm.add([str(ROOT / "examples/dispatches")])
    list(workspace.extract(workspace.read([str(ROOT / "examples/dispatches")])))
    bare, extracted = cpu(lambda: sum(1 for _ in workspace.extract(workspace.read([str(few)]))))
    first, intake = cpu(lambda: workspace.add([str(few)]))
    assert extracted == intake.added == number, "every file is one new document"
    note(folder / "w.duckdb", many)
    again, intake = cpu(lambda: workspace.add([str(many)]))
    assert intake.known == known, "every file is known"
    return {
        "documents": number,
        "extraction_seconds_each": round(bare / number, 4),
        "adding_seconds_each": round(first / number, 4),
        "adding_to_extraction": round(first / bare, 3),
        "known": known,
        "known_seconds_each": round(again / known, 6),
        "known_to_first": round((again / known) / (first / number), 4),
    }


def mixed(number: int) -> Iterator[str]:
    """Texts of the length of a dispatch, of sentences out of all of them, each with a day of its own."""
    chance = random.Random(11)
    documents = [
        one for one in read([str(ROOT / "examples/dispatches")], published=None, timeout=1.0, limit=10**7) if not isinstance(one, Failure)
    ]
    sentences = [one for document in documents for one in re.split(r"(?<=[.!?])\s+", document.text) if len(one) > 40]
    for at in range(number):
        day = date(1990, 1, 1) + timedelta(at)
        yield f"{day:%-d %B %Y}\n\n" + "\n\n".join(" ".join(chance.sample(sentences, 4)) for _ in range(5)) + "\n"


def write(folder: Path, texts: list[str]) -> None:
    folder.mkdir()
    for at, text in enumerate(texts):
        (folder / f"{at:06}.txt").write_text(text, encoding="utf-8")


def note(file: Path, folder: Path) -> None:
    """Make the files of a folder known, as if they had been added: documents and sources, without what would be extracted."""
    with writing(file) as database, database.transaction() as connection:
        found = [one for one in find([str(folder)], published=None, timeout=1.0, limit=10**7) if isinstance(one, Found)]
        made = [one.document for one in found]
        connection.execute("CREATE TEMP TABLE pattern AS SELECT * FROM documents LIMIT 1")
        connection.execute(
            "INSERT INTO documents SELECT pattern.* REPLACE (new.id AS id, new.id AS story_id, new.text AS text, "
            "new.day::DATE AS published) FROM pattern, (SELECT unnest(?) AS id, unnest(?) AS text, unnest(?) AS day) AS new",
            [[one.id for one in made], [one.text for one in made], [str(one.published) for one in made]],
        )
        shelf.put_sources(connection, [shelf.source_of(one.digest, one.document) for one in found], "r-benchmark")
    Workspace(Settings(workspace=str(file)), clock).add([str(folder / "000000.txt")])  # compares them, which is not what is measured


def clock() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def cpu[T](work: Callable[[], T]) -> tuple[float, T]:
    begin = time.process_time()
    made = work()
    return time.process_time() - begin, made


if __name__ == "__main__":
    sys.exit(main())
