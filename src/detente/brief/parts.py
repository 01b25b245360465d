"""What a brief is made of: sections of lines, each line with its words, its status and the numbers of its sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from detente.forecast_records import Outlook
from detente.records import Commitment, Situation, When

Style = Literal["plain", "name", "quote", "faint"]
SectionKey = Literal["events", "statements", "ledger", "demands", "links", "questions", "actors", "timeline", "next", "sources"]
NodeKind = Literal["actor", "act"]
ArrowKind = Literal["does", "says", "drives"]
Tone = Literal["", "cooperation", "conflict", "neutral"]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a line in one style; a `quote` holds the article's own words, which short forms may cut."""

    text: str
    style: Style = "plain"


@dataclass(frozen=True, slots=True)
class Line:
    """One item: a label (status or kind), its words, the numbers of its sentences, and the records behind it."""

    label: str
    parts: tuple[Part, ...]
    notes: tuple[int, ...] = ()
    records: tuple[str, ...] = ()
    confidence: float | None = None
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading, or under none."""

    heading: str | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the brief; `empty` is what it says where it has no lines."""

    key: SectionKey
    heading: str
    groups: tuple[Group, ...]
    empty: str

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for group in self.groups for line in group.lines)


@dataclass(frozen=True, slots=True)
class Note:
    """One cited sentence: its number, its document (counted from 0), its offsets and its words."""

    number: int
    document: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Node:
    """An actor, or an act or pressure in the article's own words; `notes` are the numbers of its sentences."""

    id: str
    kind: NodeKind
    text: str
    notes: tuple[int, ...] = ()
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrow:
    """From node to node, with words; `firm` is false for what is planned, possible or a condition, `stops` where it ends or prevents."""

    source: str
    target: str
    kind: ArrowKind
    label: str
    notes: tuple[int, ...] = ()
    records: tuple[str, ...] = ()
    tone: Tone = ""
    firm: bool = True
    stops: bool = False
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Picture:
    """Nodes and arrows in reading order; `left_out` counts the arrows for which there was no room."""

    nodes: tuple[Node, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated event: its days, its words, the numbers of its sentences."""

    when: When
    words: str
    notes: tuple[int, ...]
    records: tuple[str, ...]
    tone: Tone
    firm: bool


@dataclass(frozen=True, slots=True)
class Brief:
    """What a person reads: sections of sourced lines, the cited sentences, remarks, the situations behind them and the ledger over them."""

    title: str
    as_of: date | None
    lead: str
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    remarks: tuple[str, ...]
    situations: tuple[Situation, ...]
    commitments: tuple[Commitment, ...] = ()
    picture: Picture | None = None
    timeline: tuple[Entry, ...] = ()
    outlooks: tuple[Outlook, ...] = ()
