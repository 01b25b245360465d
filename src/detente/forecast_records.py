"""The frozen records of forecasts for a pair, of the record of frozen forecasts, and of how good they were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from detente.records import Forecast, SourcedEvent


@dataclass(frozen=True, slots=True)
class Outlook:
    """The forecasts for a pair of actors, both ways, and the data at hand: its newest day, the pair's main source, and a digest."""

    source: str
    target: str
    horizon: int
    known_until: date
    newest: date
    main_source: str
    data: str
    forecasts: tuple[Forecast, ...]
    events: tuple[SourcedEvent, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a frozen forecast: the first events that decided, and the day up to which the data reached."""

    happened: bool
    event_ids: tuple[str, ...]
    events: int
    data_until: date


@dataclass(frozen=True, slots=True)
class FrozenForecast:
    """A forecast as it was saved, with the digest of the data at hand; `ahead` is false where it was saved with hindsight."""

    number: int
    forecast: Forecast
    author: str
    saved: datetime
    newest: date
    main_source: str
    data: str
    ahead: bool
    digest: str
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class Score:
    """How good the resolved forecasts of one group were: Brier scores, skills (1 is perfect, 0 no better) and calibration error."""

    group: str
    forecasts: int
    came_true: int
    mean: float
    brier: float
    base_rate_brier: float | None
    persistence_brier: float | None
    skill_over_base_rate: float | None
    skill_low: float | None
    skill_high: float | None
    skill_over_persistence: float | None
    calibration_error: float


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Forecasts with probabilities in [low, high): their mean, the share that came true, and the 90 % interval of that share."""

    low: float
    high: float
    forecasts: int
    mean: float
    came_true: float
    share_low: float
    share_high: float


@dataclass(frozen=True, slots=True)
class Assessment:
    """Scores of resolved forecasts together, by class and over time, and their reliability."""

    together: tuple[Score, ...]
    by_class: tuple[Score, ...]
    over_time: tuple[Score, ...]
    reliability: tuple[ReliabilityBin, ...]


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """The frozen forecasts, the events that decided them, and how good they were: those made ahead, and apart those with hindsight."""

    newest: date | None
    ahead: Assessment
    hindsight: Assessment
    forecasts: tuple[FrozenForecast, ...]
    events: tuple[SourcedEvent, ...]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Forecasts made on history as if on the day, at cut-offs `step` days apart; without a pair, of all."""

    source: str | None
    target: str | None
    horizon: int
    first: date
    last: date
    step: int
    cut_offs: int
    pairs: int
    assessment: Assessment
