"""Two data sets after each other: where one ends and the other begins nothing shifts; what changes within one does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from detente import Workspace
from detente.relation_records import Relation

FIRST, BORDER, LAST = date(2031, 1, 6), date(2032, 1, 5), date(2033, 1, 2)
HEAD = "id,day,source_name,source_country,target_name,target_country,type"
PAIR, OTHERS = "Norway,NOR,Chile,CHL", "Kenya,KEN,Iceland,ISL"


def broad(quarrel: date | None = None) -> Iterator[str]:
    """Everybody's news, ten events a day; Norway meets Chile every third day, or from a day on threatens it."""
    for at in range((BORDER - FIRST).days):
        day = FIRST + timedelta(at)
        yield from (f"o{at}.{one},{day},{OTHERS},CONSULT" for one in range(10))
        if at % 3 == 0:
            yield f"p{at},{day},{PAIR},{'THREATEN' if quarrel and day >= quarrel else 'CONSULT'}"


def narrow() -> Iterator[str]:
    """The articles of one who follows the two, and looks for trouble: two accusations every third day, hardly anything else."""
    for at in range((LAST - BORDER).days):
        day = BORDER + timedelta(at)
        if at % 3 == 0:
            yield from (f"n{at}.{one},{day},{PAIR},ACCUSE" for one in range(2))
        if at % 2 == 0:
            yield f"m{at},{day},{OTHERS},CONSULT"


def relation(folder: Path, **parts: Iterator[str]) -> Relation:
    made = Workspace(folder / "w.duckdb", clock=lambda: datetime(2033, 6, 1))
    for name, lines in parts.items():
        file = folder / f"{name}.csv"
        file.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
        made.import_events("csv", [file], dataset=name)
    return made.relation("NOR", "CHL")


def test_the_border_of_two_data_sets_is_no_shift(tmp_path: Path) -> None:
    assert relation(tmp_path, broad=broad(), narrow=narrow()).shifts == ()


def test_as_one_data_set_the_same_rows_shift_there(tmp_path: Path) -> None:
    (shift,) = relation(tmp_path, mixed=(line for part in (broad(), narrow()) for line in part)).shifts
    assert shift.first <= BORDER <= shift.last


def test_what_changes_within_a_data_set_is_told_though_another_begins_later(tmp_path: Path) -> None:
    quarrel = date(2031, 6, 30)
    (shift,) = relation(tmp_path, broad=broad(quarrel), narrow=narrow()).shifts
    assert shift.kind == "worse"
    assert shift.first <= quarrel <= shift.last


def test_a_change_that_a_data_set_sees_across_the_border_of_another_is_told(tmp_path: Path) -> None:
    def whole() -> Iterator[str]:
        for at in range((LAST - FIRST).days):
            day = FIRST + timedelta(at)
            yield from (f"w{at}.{one},{day},{OTHERS},CONSULT" for one in range(10))
            yield f"v{at},{day},{PAIR},{'CONSULT' if day < BORDER else 'THREATEN'}"

    shifts = relation(tmp_path, whole=whole(), narrow=narrow()).shifts
    assert [shift.kind for shift in shifts] == ["worse"]
    assert shifts[0].first <= BORDER <= shifts[0].last
