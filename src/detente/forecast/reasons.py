"""The additive contributions of a forecast in words, each with the events behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from detente.forecast.dyad_model import feature_names
from detente.forecast.own_fit import OwnFit
from detente.forecast.table import Array
from detente.forecast.tables import CLASSES, QUADS, EventRows
from detente.records import Reason

SHOWN = 5
LEAST_ADDED = 0.02  # of log odds: what adds less is no reason
NAMED = 5  # latest events behind a reason
LATELY = 90  # days: three times the half-life that "lately" has in the model
THIN = 10  # events between the two, either way; below it a forecast leans on other pairs
SHORT = 180  # days of history


@dataclass(frozen=True, slots=True)
class Way:
    """One direction between two actors, with the events before the cut-off."""

    rows: EventRows
    source: str
    target: str
    known_until: date
    epoch_day: int  # the cut-off in the days of the table

    def back(self) -> Way:
        """The other direction."""
        return Way(self.rows, self.target, self.source, self.known_until, self.epoch_day)

    def events(self, kinds: Sequence[int]) -> Array:
        """Rows of the table of these classes in this direction, newest first."""
        table, actors = self.rows.table, self.rows.actors
        ours = (table.source == actors.get(self.source, -1)) & (table.target == actors.get(self.target, -1))
        found: Array = np.flatnonzero(ours & np.isin(table.kind, kinds))[::-1]
        return found

    def lately(self, found: Array) -> Array:
        """Those of the last three months."""
        kept: Array = found[self.rows.table.day[found] >= self.epoch_day - LATELY]
        return kept

    def day(self, row: int) -> str:
        """The day of a row in words."""
        day = self.known_until + timedelta(int(self.rows.table.day[row]) - self.epoch_day)
        return f"{day.day} {day:%B %Y}"

    def named(self, found: Array) -> tuple[str, ...]:
        """The ids of the newest of these rows, each once."""
        return tuple(dict.fromkeys(self.rows.ids[found].tolist()))[:NAMED]

    def toward_others(self, kind: int, *, sent: bool) -> int:
        """How many such acts of the last three months the source did to others, or the target met from others."""
        table, actors = self.rows.table, self.rows.actors
        ours, theirs = (table.source, table.target) if sent else (table.target, table.source)
        here, there = (self.source, self.target) if sent else (self.target, self.source)
        new = (table.kind == kind) & (table.day >= self.epoch_day - LATELY)
        return int((new & (ours == actors.get(here, -1)) & (theirs != actors.get(there, -1))).sum())


@dataclass(frozen=True, slots=True, eq=False)
class Explained:
    """What a forecast of one class was made of: the fit nearest in horizon, the pair's features (f,), its past windows."""

    fit: OwnFit
    features: Array
    hits: int  # past windows of the asked horizon with such an act
    windows: int
    horizon: int


def reasons(way: Way, made: Explained) -> tuple[Reason, ...]:
    """The largest contributions to the log odds against a typical pair of the fitted data; a thin history is told first."""
    kind, logit = made.fit.model.kind, made.fit.model.logit
    added = (logit.standard(made.features[None])[0] * logit.weights)[:-1]
    parts: dict[str, float] = {}
    for name, value in zip(feature_names(len(CLASSES), kind), added.tolist(), strict=True):
        group = _GROUPS.get(name.split(",")[0], name.split(",")[0])
        parts[group] = parts.get(group, 0.0) + value
    parts["level"] = made.fit.moved
    best = sorted((group for group in parts if abs(parts[group]) >= LEAST_ADDED), key=lambda group: (-abs(parts[group]), group))
    told = [Reason(text, parts[group], events) for group in best[:SHOWN] for text, events in [_words(way, made, group)]]
    return (*_thin(way), *told)


_GROUPS = {"recent": "base", "change": "own"}


def _words(way: Way, made: Explained, group: str) -> tuple[str, tuple[str, ...]]:
    kind = made.fit.model.kind
    if group == "base":
        return _share(made), way.named(way.events([kind])) if made.hits else ()
    if group in ("own", "returned"):
        return _acts(way if group == "own" else way.back(), kind)
    if group in ("other", "other returned"):
        return _other_acts(way if group == "other" else way.back(), kind)
    if group in ("source", "target"):
        many = way.toward_others(kind, sent=group == "source")
        doing = f"{way.source} towards others" if group == "source" else f"others towards {way.target}"
        return f"{doing}: {_count(many, 'such act')} in the last {LATELY} days", ()
    if group == "dealings":
        both = np.concatenate([one.events(_every()) for one in (way, way.back())])
        newest = both[np.argsort(-way.rows.table.day[both], kind="stable")]
        return f"{_count(len(both), 'act')} of any kind between the two in all the history", way.named(newest)
    more = "more" if made.fit.moved > 0 else "less"
    asked = f"{_count(made.fit.came, 'time')} in {made.fit.windows} past windows of {made.fit.model.horizon} days"
    return f"the level of these events: such acts came {asked}, {more} often than the model alone says", ()


def _share(made: Explained) -> str:
    days = "day" if made.horizon == 1 else f"{made.horizon} days"
    if not made.windows:
        return f"the history holds no whole window of {days} yet: what is usual between other pairs"
    return f"such an act in {made.hits} of {made.windows} past windows of {days} ({made.hits / made.windows:.0%})"


def _acts(way: Way, kind: int) -> tuple[str, tuple[str, ...]]:
    found = way.events([kind])
    new = way.lately(found)
    who = f"{way.source} towards {way.target}"
    if not len(found):
        return f"{who}: no such act in all the history", ()
    latest = f"the latest on {way.day(int(found[0]))}"
    many = _count(len(new), "such act") if len(new) else "no such act"
    return f"{who}: {many} in the last {LATELY} days, {latest}", way.named(new if len(new) else found[:1])


def _other_acts(way: Way, kind: int) -> tuple[str, tuple[str, ...]]:
    others = [other for other in range(len(QUADS)) if other != kind]
    new = way.lately(way.events(others))
    many = np.bincount(way.rows.table.kind[new], minlength=len(QUADS))
    said = ", ".join(f"{many[other]} of {CLASSES[other]}" for other in others if many[other])
    who = f"{way.source} towards {way.target}, other acts" if kind < len(QUADS) else f"{way.source} towards {way.target}, all acts"
    return f"{who} in the last {LATELY} days: {said or 'none'}", way.named(new)


def _thin(way: Way) -> tuple[Reason, ...]:
    """One line where the history is too thin to speak for the pair."""
    both = np.concatenate([one.events(_every()) for one in (way, way.back())])
    past = way.epoch_day - int(way.rows.table.day[0])
    if len(both) >= THIN and past >= SHORT:
        return ()
    text = f"thin history: {_count(len(both), 'event')} between the two, {past} days of events in all; the forecast leans on other pairs"
    return (Reason(text, 0.0, way.named(both)),)


def _every() -> range:
    return range(len(QUADS))  # each event stands once under its quad


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
