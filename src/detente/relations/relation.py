"""A relation over time: directed lines and shifts of a pair, and which shifts hold when something is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from detente.errors import SettingsError
from detente.knowledge.ontology import SCALE
from detente.knowledge.parties import Party
from detente.records import Commitment
from detente.relation_records import Relation, Shift, Trial, Unit
from detente.relations.history import History, counts, history
from detente.relations.series import directed_lines
from detente.relations.shifts import same, shifts, sought_by

if TYPE_CHECKING:
    import pyarrow

_LARGE = 0.1  # part of the pair's events from which an outlet is tried
_MOST_TRIED = 3
_SLACK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a relation is wanted: period, days, scale of the scores, and what is left out."""

    by: Unit = "week"
    since: date | None = None
    until: date | None = None
    scale: str = SCALE
    without: tuple[str, ...] = ()

    @property
    def span(self) -> tuple[date | None, date | None]:
        return self.since, self.until


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """The tables of a pair when some outlets, data sets or duplicates are left out: its events, and how much was reported at all."""

    pair: pyarrow.Table
    reported: pyarrow.Table


def check(asked: Asked, today: date) -> None:
    """SettingsError for days that cannot be."""
    for option, day in (("--since", asked.since), ("--until", asked.until)):
        if day and day > today:
            raise SettingsError(f"{day} is in the future", option, f"today is {today}")
    if asked.since and asked.until and asked.since > asked.until:
        raise SettingsError(f"{asked.since} is after --until {asked.until}", "--since", "exchange them")


def to_try(told: Told) -> tuple[str, ...]:
    """What is worth leaving out to see whether shifts hold: duplicates, and the outlets that tell most of the pair."""
    outlets = Counter(name for name in told.pair["outlet"].to_pylist() if name)
    large = [name for name, number in sorted(outlets.items(), key=lambda one: (-one[1], one[0])) if number >= _LARGE * told.pair.num_rows]
    return ("duplicates", *large[:_MOST_TRIED])


def relation(pair: tuple[Party, Party], asked: Asked, whole: Told, less: Mapping[tuple[str, ...], Told]) -> Relation:
    """The relation as told by `less[asked.without]`, or the whole; the other entries of `less` are what shifts are tried on."""
    names = (pair[0].key, pair[1].key)
    shown = less[asked.without] if asked.without else whole
    told = _history(shown, asked, pair)
    counted = counts(told, asked.by, asked.span)
    found = _shifts(told, asked, names)
    tried = {without: _shifts(_history(one, asked), asked, names) for without, one in less.items() if without != asked.without}
    kept = tuple(replace(one, trials=_trials(one, tried, asked.without)) for one in found)
    before = _shifts(_history(whole, asked), asked, names) if asked.without else ()
    return Relation(
        one=names[0],
        other=names[1],
        one_name=pair[0].name,
        other_name=pair[1].name,
        sought_by=_unit(told),
        without=asked.without,
        left_out=whole.pair.num_rows - shown.pair.num_rows,
        series=directed_lines(told, counted, names),
        shifts=kept,
        vanished=tuple(one for one in before if not same(one, found, _SLACK)),
        commitments=(),
    )


def between(commitments: Iterable[Commitment], pair: tuple[Party, Party]) -> tuple[Commitment, ...]:
    """The open commitments of either party towards the other."""

    def is_(party: Party, one: Commitment, side: str) -> bool:
        actor = getattr(one, side)
        return actor is not None and party.has(actor.id, actor.name, actor.country)

    return tuple(
        one
        for one in commitments
        if one.status == "open" and any(is_(a, one, "speaker") and is_(b, one, "addressee") for a, b in (pair, pair[::-1]))
    )


def _history(told: Told, asked: Asked, pair: tuple[Party, Party] | None = None) -> History:
    """The columns; with a pair, SettingsError where there is nothing to show."""
    made = history(told.pair, told.reported, asked.scale, asked.span)
    if pair and not len(made):
        both = f"{pair[0].name} and {pair[1].name}"
        where = " in these days" if told.pair.num_rows else " once all that is left out" if asked.without else ""
        raise SettingsError(f"no event between {both}{where}", "relation", "detente add or detente import brings events")
    if pair and np.isnan(made.score).all():
        scales = sorted({SCALE} | {row["scale"] for row in made.rows if row["scale"]})
        raise SettingsError(f"no event has a score on the scale {asked.scale!r}", "--scale", f"here are {', '.join(scales)}")
    return made


def _unit(told: History) -> Unit:
    return sought_by((told.reported_day.max() - told.reported_day.min()).item().days + 1)


def _shifts(told: History, asked: Asked, names: tuple[str, str]) -> tuple[Shift, ...]:
    return shifts(told, counts(told, _unit(told), asked.span), names) if len(told) else ()


def _trials(one: Shift, tried: Mapping[tuple[str, ...], tuple[Shift, ...]], without: tuple[str, ...]) -> tuple[Trial, ...]:
    return tuple(Trial(", ".join(sorted(set(names) - set(without))), same(one, found, _SLACK)) for names, found in tried.items())
