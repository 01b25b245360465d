"""Proposed changes of the registry as a table that a person reviews: one row a change, `accept` set to yes by hand."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import Literal, cast, get_args

from detente.errors import SettingsError
from detente.knowledge.registry import day

ChangeKind = Literal["added term", "ended term", "changed dates", "new label"]
_HINT = "`detente actors update -o` writes one"
_YES, _NO = ("yes", "y"), ("", "no", "n")


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the person by the registry's name, the term as it would be, its dates as they were, and the statement behind it."""

    change: ChangeKind
    name: str
    country: str
    office: str
    role: str
    sector: str
    start: str
    end: str
    was_start: str
    was_end: str
    gender: str
    alias: str
    wikidata: str
    source: str
    checked_on: str
    note: str
    accept: str = ""


_COLUMNS = ("accept", *(field.name for field in fields(Change) if field.name != "accept"))


def to_csv(changes: Iterable[Change]) -> str:
    """The table, `accept` first and empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(change) for change in changes)
    return text.getvalue()


def accepted(text: str, where: str) -> tuple[Change, ...]:
    """The changes of a reviewed table that say yes; SettingsError, with its line, where one cannot be understood."""
    reader = csv.DictReader(io.StringIO(text), strict=True)
    try:
        missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise SettingsError(f"no table of changes: the column {missing[0]!r} is missing", where, _HINT)
        found = [_accepted(row, f"{where}, line {reader.line_num}") for row in reader]
    except csv.Error as error:
        raise SettingsError(f"no table of changes: {error}", f"{where}, line {reader.line_num}", _HINT) from None
    return tuple(change for change in found if change)


def _accepted(row: dict[str, str], where: str) -> Change | None:
    cells = {name: (row.get(name) or "").strip() for name in _COLUMNS}
    answer = cells["accept"].lower()
    if answer in _NO:
        return None
    if answer not in _YES:
        raise SettingsError(f"accept is {cells['accept']!r}", where, "write yes, or leave it empty")
    if cells["change"] not in get_args(ChangeKind):
        raise SettingsError(f"unknown change {cells['change']!r}", where, f"one of {', '.join(get_args(ChangeKind))}")
    if not cells["name"]:
        raise SettingsError("a change without a name", where, "the name tells whose term it is")
    for column in ("start", "end"):
        try:
            day(cells[column], last=column == "end")
        except ValueError:
            raise SettingsError(f"{column} {cells[column]!r} is not a date", where, "write YYYY, YYYY-MM or YYYY-MM-DD") from None
    start, end = day(cells["start"]), day(cells["end"], last=True)
    if start and end and start > end:
        raise SettingsError("the term ends before it starts", where, "correct start or end")
    kind = cast("ChangeKind", cells.pop("change"))
    return Change(change=kind, **cells)
