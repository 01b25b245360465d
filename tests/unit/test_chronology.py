"""The chronology of US-Cuba relations in examples/: complete rows, dates in order, types and scores of the project's ontology."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from detente.knowledge.ontology import ontology

CHRONOLOGY = Path(__file__).parents[2] / "examples" / "chronology" / "us_cuba.csv"
COLUMNS = ["date", "precision", "source", "target", "type", "score", "description", "reference", "checked"]


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with CHRONOLOGY.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        assert reader.fieldnames == COLUMNS
        return list(reader)


def test_there_are_enough_events(rows: list[dict[str, str]]) -> None:
    assert len(rows) >= 120


def test_dates_are_valid_and_in_order(rows: list[dict[str, str]]) -> None:
    days = [date.fromisoformat(row["date"]) for row in rows]
    assert days == sorted(days)
    assert [row["date"] for row in rows] == [day.isoformat() for day in days]
    assert {row["precision"] for row in rows} <= {"day", "month"}
    assert all(day.day == 1 for day, row in zip(days, rows, strict=True) if row["precision"] == "month")


def test_types_and_scores_are_those_of_the_ontology(rows: list[dict[str, str]]) -> None:
    scores = {str(kind): facts.score for kind, facts in ontology().types.items()}
    wrong = [row for row in rows if row["type"] not in scores or float(row["score"]) != scores[row["type"]]]
    assert wrong == []


def test_both_directions_occur_and_no_other(rows: list[dict[str, str]]) -> None:
    assert {(row["source"], row["target"]) for row in rows} == {("USA", "CUB"), ("CUB", "USA")}


def test_no_event_stands_twice(rows: list[dict[str, str]]) -> None:
    events = [(row["date"], row["source"], row["target"], row["type"]) for row in rows]
    assert len(set(events)) == len(events)


def test_every_row_says_what_and_where_from(rows: list[dict[str, str]]) -> None:
    assert all(row["reference"].strip() and row["description"].strip() for row in rows)
    assert [row["description"] for row in rows if len(row["description"].split()) > 25] == []
    assert {row["checked"] for row in rows} <= {"unverified", "looked up"}
    assert [row for row in rows if set(row) != set(COLUMNS) or None in row.values()] == []
