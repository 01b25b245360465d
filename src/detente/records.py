"""The frozen records that travel through the house; JSON uses the same field names.

Offsets are Unicode code points into `Document.text`, end exclusive.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Literal

Quotation = Literal["direct", "indirect", "mixed"]
Polarity = Literal["positive", "negative"]
Modality = Literal["asserted", "possible", "necessary", "conditional", "hypothetical", "doubted"]
StatementKind = Literal[
    "offer", "threat", "warning", "demand", "condition", "promise", "refusal", "accusation",
    "denial", "prediction", "assessment", "claim", "praise", "announcement",
]  # fmt: skip
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
QuadClass = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]
EventStatus = Literal["happened", "ongoing", "planned", "threatened", "hypothetical", "negated"]
LinkKind = Literal["causes", "worsens", "eases", "enables", "prevents", "condition"]
Precision = Literal["day", "week", "month", "quarter", "year", "inferred", "other"]
ActorKind = Literal["person", "country", "government", "organisation", "group", "place", "unknown"]
MentionForm = Literal["name", "nominal", "pronoun"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
CommitmentKind = Literal["offer", "demand", "threat", "condition", "promise"]
CommitmentStatus = Literal["open", "met", "refused", "withdrawn", "expired"]

LONGEST_TEXT = 1_000_000  # characters of one document; beyond it the language model's memory is no longer bounded


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document; invariant `text[start:end] == quote`."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Document:
    """One news text; `text` keeps the article's characters so that offsets hold."""

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    language: str = "en"
    origin: str = ""
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a record comes from: span, quote, the rule or model that made it, calibrated confidence in [0, 1]."""

    document_id: str
    start: int
    end: int
    quote: str
    method: str
    confidence: float


@dataclass(frozen=True, slots=True)
class When:
    """Inclusive days; None on a side is open."""

    start: date | None
    end: date | None
    precision: Precision


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: country ISO 3166 alpha-3 (or IGO), sector in PLOVER codes, role as of the document's date."""

    id: str
    name: str
    country: str | None = None
    sector: str | None = None
    role: str | None = None
    kind: ActorKind = "unknown"
    wikidata: str | None = None
    resolved: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an actor is named, described or meant by a pronoun."""

    actor_id: str
    form: MentionForm
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression with its TIMEX3 type and value, and its days where it names days."""

    id: str
    type: TimeType
    value: str
    when: When | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Ask:
    """Who must do what, inside a statement."""

    who: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what to whom: one reporting cue with its content."""

    id: str
    speaker: Actor | None
    addressee: Actor | None
    kind: StatementKind
    kinds: tuple[StatementKind, ...]
    content: tuple[Span, ...]
    quotation: Quotation
    polarity: Polarity
    modality: Modality
    asks: tuple[Ask, ...]
    conditions: tuple[Span, ...]
    deadline: TimeExpression | None
    when: When | None
    on_behalf_of: Actor | None
    source: Span | None
    cue: Span | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, when, in the PLOVER ontology; the score's scale is always named."""

    id: str
    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    source: tuple[Actor, ...]
    target: tuple[Actor, ...]
    when: When | None
    status: EventStatus
    quad: QuadClass
    score: float
    scale: str
    place: str | None
    said_in: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class LinkEnd:
    """One end of a link: its span, and the record that stands there, if any."""

    start: int
    end: int
    quote: str
    record_id: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A causal or conditional relation between two acts or states."""

    id: str
    cause: LinkEnd
    effect: LinkEnd
    kind: LinkKind
    modality: Modality
    negated: bool
    said_by: Actor | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Question:
    """What the document leaves open; `about` holds ids of actors or records."""

    id: str
    text: str
    about: tuple[str, ...]
    explicit: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Situation:
    """What one document says."""

    document: Document
    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]
    dates: tuple[TimeExpression, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    links: tuple[Link, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """One saying of a commitment: its act, conditions and deadline in the words of one document, and its sentence."""

    statement_id: str
    said: date | None
    act: Span
    conditions: tuple[Span, ...]
    deadline: TimeExpression | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class StatusChange:
    """What changed the status of a commitment, with its sentence; a proposed one is too unsure to count."""

    status: CommitmentStatus
    on: date | None
    by: Actor | None
    record_id: str | None
    proposed: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Commitment:
    """What somebody offered, demanded, threatened, promised or made a condition, and what became of it."""

    id: str
    kind: CommitmentKind
    speaker: Actor
    addressee: Actor | None
    wordings: tuple[Wording, ...]
    first_said: date | None
    last_said: date | None
    sources: int
    status: CommitmentStatus
    changes: tuple[StatusChange, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of a forecast in words: what it adds to the log odds against a typical pair, and the events behind it."""

    text: str
    added: float
    event_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """P(at least one event of a class from source to target within `horizon` days from `known_until` on), with its 80 % interval."""

    id: str
    question: str
    resolution: str
    source: str
    target: str
    event_class: str
    horizon: int
    known_until: date
    probability: float
    low: float
    high: float
    base_rate: float | None
    persistence: float | None
    model: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class SourcedEvent:
    """An event behind a reason or an outcome, in the words of its source: the sentence of a document, or what a data set says."""

    id: str
    day: date
    source: str
    target: str
    type: EventType
    text: str
    origin: str
    place: str


def record_id(prefix: str, *parts: object) -> str:
    """A stable id: the prefix and a hash of the natural key."""
    key = "\x1f".join(str(part) for part in parts)
    return f"{prefix}-{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
