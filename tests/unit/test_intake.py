"""Taking documents in: nothing twice, nothing lost, at whatever moment it is stopped."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from detente.errors import SourceError
from detente.extract.broken import Broken
from detente.intake import Reading, Taker, refresh
from detente.read import Failure, Found, Skipped
from detente.records import Document, Situation
from detente.store import shelf
from detente.store.database import writing
from detente.store.runs import start_run
from killing import MAKER, NOW, SITUATIONS, copy, counts, extract, is_whole, readings, take


def test_what_comes_back_is_what_was_put(tmp_path: Path) -> None:
    with writing(tmp_path / "w.duckdb") as database:
        assert take(database, readings(range(40))).added == 40
        assert is_whole(database)
        assert len(list(shelf.situations(database))) == 40


def test_a_document_is_added_once_but_all_its_sources_are_noted(tmp_path: Path) -> None:
    with writing(tmp_path / "w.duckdb") as database:
        take(database, readings(range(5)))
        before = counts(database)
        again = take(database, [Skipped("0.txt"), Found("other bytes", replace(copy(1).document, origin="copy.txt", outlet="Gazette"))])
        assert (again.added, again.known) == (0, 2)
        assert counts(database) == before | {"sources": 6}
        assert database.rows("SELECT outlet FROM sources WHERE digest = 'other bytes'") == [("Gazette",)]


def test_a_date_that_becomes_known_is_taken_over(tmp_path: Path) -> None:
    undated = replace(copy(2).document, published=None)
    with writing(tmp_path / "w.duckdb") as database:
        take(database, [Found("a", undated)])
        later = take(database, [Found("b", replace(undated, published=date(2026, 1, 5)))])
        assert (later.added, later.renewed) == (0, 1)
        assert database.rows("SELECT published FROM documents") == [(date(2026, 1, 5),)]
        assert counts(database)["mentions"] == len(SITUATIONS[2].mentions)


def test_failures_and_broken_documents_stop_no_other_and_are_listed(tmp_path: Path) -> None:
    def breaking(documents: Iterable[Document]) -> Iterator[Situation | Broken]:
        for document in documents:
            yield Broken(document, "it broke") if document.id == "d-000001" else next(extract([document]))

    failed = Failure("bad.txt", SourceError("empty", "bad.txt"))
    with writing(tmp_path / "w.duckdb") as database:
        run_id = start_run(database, "add", MAKER, NOW)
        intake = Taker(database, run_id).take([failed, *readings(range(3))], breaking, lambda: None)
        assert [failure.origin for failure in intake.failures] == ["bad.txt", copy(1).document.origin]
        assert database.rows("SELECT origin FROM failures ORDER BY origin") == [("bad.txt",), (copy(1).document.origin,)]
        assert "digest1" not in shelf.known_digests(database)
        assert take(database, readings([1])).added == 1


def test_a_stop_keeps_what_was_finished_and_the_next_call_goes_on(tmp_path: Path) -> None:
    def stopped() -> Iterator[Reading]:
        yield from readings(range(30))
        raise KeyboardInterrupt

    with writing(tmp_path / "w.duckdb") as database:
        with pytest.raises(KeyboardInterrupt):
            take(database, stopped())
        assert counts(database)["documents"] == 30
        assert take(database, readings(range(50))).added == 20
        assert is_whole(database)


def test_only_what_older_models_made_is_extracted_again(tmp_path: Path) -> None:
    newer = replace(MAKER, models={"model": "b"})
    with writing(tmp_path / "w.duckdb") as database:
        take(database, readings(range(3)))
        take(database, readings(range(3, 5)), newer)
        before = counts(database)
        intake = refresh(database, start_run(database, "refresh", newer, NOW), extract, lambda: None)
        assert (intake.added, intake.renewed) == (0, 3)
        assert counts(database) == before
        assert refresh(database, start_run(database, "refresh", newer, NOW), extract, lambda: None).renewed == 0


def test_a_kill_at_any_moment_leaves_whole_documents_and_the_next_call_goes_on(tmp_path: Path) -> None:
    kills, stored = _run("killing.py", tmp_path)
    assert kills == 50
    assert stored > 0


def test_a_kill_at_any_moment_of_an_import_loses_and_doubles_nothing(tmp_path: Path) -> None:
    assert _run("killing_imports.py", tmp_path) == [50, 12_000, 400]


def _run(script: str, folder: Path) -> list[int]:
    alone = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}  # a process that forks has one thread
    path = Path(__file__).parents[1] / script
    done = subprocess.run([sys.executable, "-W", "ignore", path, folder / "w.duckdb"], capture_output=True, text=True, env=alone)
    assert done.stderr == ""
    return [int(word) for word in done.stdout.split()]
