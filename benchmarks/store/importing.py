"""One million rows in GDELT's form imported, beside DuckDB's bare read of the same file; a pair's history out of ten million.

python benchmarks/store/importing.py [--rows N] [--folder DIR]
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import multiprocessing
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from detente.workspace import Workspace

DATA: tuple[Path, ...] = ()  # the rows are invented here, by a seed
_ROWS = 1_000_000
_COPIES = 10
_HISTORY = """SELECT day, id, source_name, source_country, target_name, target_country, cameo, code_dialect, plover_type, score, scale
FROM imported_events WHERE dyad = ? ORDER BY day, id"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=_ROWS)
    parser.add_argument("--folder", type=Path, help="where the files go; default: a temporary folder (4 GB)")
    chosen = parser.parse_args()
    print(json.dumps(measure(Path(), chosen.rows, chosen.folder), indent=1))


def measure(data: Path, number: int = _ROWS, folder: Path | None = None) -> dict[str, float]:  # noqa: ARG001 the gate gives a folder
    """Seconds, ratio and memory of the import; seconds of a history, warm and as the first question of a process."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        events, store = Path(name) / "events.export.CSV", Path(name) / "events.duckdb"
        _generator().write(events, number)
        bare = _alone(_bare, events)
        taken = _alone(_import, events, store)
        again = _alone(_import, events, store)
        figures = {
            "bare read seconds": bare["seconds"],
            "import seconds": taken["seconds"],
            "import CPU seconds": taken["cpu"],
            "import to bare read": taken["seconds"] / bare["seconds"],
            "import CPU to bare read CPU": taken["cpu"] / bare["cpu"],
            "import peak GB": taken["peak"],
            "import again seconds": again["seconds"],
            "rows added": taken["added"],
            "rows added again": again["added"],
        }
        _alone(_multiply, store, number)
        return figures | _alone(_history, store)


def _generator() -> Any:
    spec = importlib.util.spec_from_file_location("gdelt_rows", Path(__file__).with_name("gdelt_rows.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _alone(work: Callable[..., dict[str, float]], *given: Any) -> dict[str, float]:
    """Work in a process of its own, so that its memory is its own."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(work, given)


def _timed(work: Callable[[], Any]) -> tuple[Any, dict[str, float]]:
    wall, cpu = time.perf_counter(), time.process_time()
    made = work()
    seconds, spent = time.perf_counter() - wall, time.process_time() - cpu
    return made, {"seconds": seconds, "cpu": spent, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6}


def _bare(events: Path) -> dict[str, float]:
    """DuckDB reads all columns of all rows as text into memory."""
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    query = f"CREATE TABLE bare AS SELECT * FROM read_csv('{events}', delim = '\t', header = false, quote = '', all_varchar = true)"
    return _timed(lambda: connection.execute(query))[1]


def _import(events: Path, store: Path) -> dict[str, float]:
    workspace = Workspace(store)
    imported, spent = _timed(lambda: workspace.import_events("gdelt", [events]))
    return {**spent, "added": float(imported.added)}


def _multiply(store: Path, number: int) -> dict[str, float]:
    """Ten times the rows, each copy in the order in which the import laid them down, under ids of its own."""
    import duckdb

    with duckdb.connect(str(store)) as connection:
        connection.execute("SET enable_progress_bar = false")
        for at in range(1, _COPIES):
            ident = f"CAST(CAST(dataset_id AS BIGINT) + {at * number} AS VARCHAR)"
            chosen = f"SELECT * REPLACE ('gdelt:' || {ident} AS id, {ident} AS dataset_id) FROM imported_events"
            connection.execute(f"INSERT INTO imported_events BY NAME {chosen} WHERE rowid < {number}")
    return {}


def _history(store: Path) -> dict[str, float]:
    """The histories of pairs: the first question of a process, and the median of the next."""
    from detente.store.database import reading

    with reading(store) as database:
        pairs = [row[0] for row in database.rows("SELECT dyad FROM imported_events USING SAMPLE 40 ROWS (reservoir, 7)")]
    with reading(store) as database:
        count, first = _timed(lambda: database.rows(_HISTORY, ["CUB-USA"]))
        others = [_timed(lambda one=pair: database.rows(_HISTORY, [one]))[1]["seconds"] for pair in pairs[:20] if pair]
        total = database.rows("SELECT count(*) FROM imported_events")[0][0]
    return {
        "history rows": float(len(count)),
        "history of events": float(total),
        "history seconds": statistics.median(others),
        "history first seconds": first["seconds"],
    }


if __name__ == "__main__":
    main()
