"""What a report is made of: tables, lists of sourced lines, charts, with the events that they cite."""

from __future__ import annotations

from dataclasses import dataclass

from detente.brief.parts import Group
from detente.records import SourcedEvent


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `spare` ones are left out where there is no room, the last ones first."""

    name: str
    right: bool = True
    spare: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under their columns, with a heading and a line that says how to read it."""

    heading: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Groups of lines under a heading, with a line that says how to read them."""

    heading: str
    groups: tuple[Group, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing for pages: SVG, and how to read it."""

    heading: str
    svg: str
    key: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a person reads; the numbers of its lines lead to `events`, which are numbered from 1; `data` is all of it for programs."""

    kicker: str
    title: str
    lead: str
    blocks: tuple[Table | Listing | Chart, ...]
    data: object
    events: tuple[SourcedEvent, ...] = ()
    remarks: tuple[str, ...] = ()


def percent(chance: float | None) -> str:
    """A probability in whole per cent; the ends are never reached by rounding."""
    if chance is None:
        return "–"
    return "<1%" if 0 < chance < 0.005 else ">99%" if 0.995 <= chance < 1 else f"{chance:.0%}"


def signed(skill: float | None) -> str:
    """A skill in per cent with its sign."""
    return "–" if skill is None else f"{skill:+.1%}".replace("-", "−")
