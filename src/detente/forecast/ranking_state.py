"""The online state of the ranking: what has happened strictly before a day, by actor, kind, country and sector."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from detente.forecast.counts import Counts
from detente.forecast.similar import Similar, similar_actors
from detente.forecast.table import Array, EventTable

SLOW, RECENT = 3, 1  # places in HALF_LIVES
SETTLING = 30  # days of history before relations are said to excite each other
PRIOR = 20.0  # pair-days that a relation must have been in the air before its excitation counts by half


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Country and sector of each actor as numbers; a country not known is -1."""

    country: Array
    sector: Array


@dataclass(frozen=True, slots=True)
class Family:
    """Counts of what the rows of a group did (by kind, or whatever the kind) to the columns of another group."""

    name: str
    row: str
    by_kind: bool
    column: str
    scales: tuple[int, ...]
    share: bool = False
    at_home: bool = False  # columns also tell the actor's own country from others
    pull: float = 0.0  # weight in the shortlist


FAMILIES = (
    Family("same act", "actor", True, "actor", (0, 1, 2, 3), share=True, pull=0.6),
    Family("same pair", "actor", False, "actor", (0, 1, 2, 3), share=True, pull=0.8),
    Family("kind's targets", "all", True, "actor", (2, 3), pull=0.3),
    Family("in the news", "all", False, "actor", (0, 1, 3), pull=0.1),
    Family("country's targets by kind", "country", True, "actor", (1, 3), share=True, pull=0.3),
    Family("country's targets", "country", False, "actor", (0, 1, 3), pull=0.4),
    Family("sector's targets by kind", "sector", True, "actor", (3,), pull=0.1),
    Family("peers' targets by kind", "peers", True, "actor", (1, 3), pull=0.3),
    Family("country to country", "country", True, "country", (3,), pull=0.1),
    Family("sector to sector", "sector", True, "sector", (3,), share=True, pull=0.2),
    Family("sector to sector at home", "sector", True, "sector", (3,), share=True, at_home=True, pull=0.3),
    Family("country to sector", "country", True, "sector", (3,)),
    Family("actor to country", "actor", False, "country", (1, 3), share=True, pull=0.2),
    Family("actor to sector", "actor", False, "sector", (3,)),
    Family("actor to country by kind", "actor", True, "country", (3,), share=True),
    Family("actor to sector by kind", "actor", True, "sector", (3,)),
)


@dataclass(slots=True, eq=False)
class RankingState:
    """Counts for every family over a table seen both ways, and what is refreshed from them at an origin."""

    events: EventTable
    groups: dict[str, Array]
    size: dict[str, int]
    counts: dict[str, Counts]
    after: Counts  # (pair, kind): what a pair has lately done
    similar: Similar
    excitation: Array  # [kind, earlier kind]
    day: int
    _followed: Array
    _exposed: Array

    def days(self, first: int, last: int) -> Iterator[tuple[int, slice]]:
        """Days with events in [first, last), each with its rows, before the state takes them in."""
        table, begun = self.events, self.day
        for day in np.unique(table.day[(table.day > begun) & (table.day < last)]).tolist():
            rows = slice(*np.searchsorted(table.day, [day, day + 1]).tolist())
            for counts in (*self.counts.values(), self.after):
                counts.fade(day - self.day - 1)
            if day >= first:
                yield day, rows
            self._take_in(day, rows)

    def refresh(self) -> None:
        """Learn from what is known now which relations excite which, and who is like whom."""
        self.excitation = (self._followed / (self._exposed + PRIOR)).astype(np.float32)
        acts = self.counts["same act"]
        from scipy.sparse import csr_matrix  # heavy: forecasts only

        asked, place = acts.entries(np.arange(acts.shape[0]))
        seen = acts.value[2, place] > 1e-3
        kinds = self.events.kinds
        deeds, column = np.unique((asked % kinds * acts.shape[1] + acts.column[place])[seen], return_inverse=True)
        shape = (self.events.actors, len(deeds))
        self.similar = similar_actors(csr_matrix((acts.value[2, place][seen], (asked[seen] // kinds, column)), shape=shape))

    def rows_of(self, family: Family, actor: Array, kind: Array) -> Array:
        """The row of each query in the counts of a family."""
        row = self.groups[family.row][actor]
        return row * self.events.kinds + kind if family.by_kind else row

    def _take_in(self, day: int, rows: slice) -> None:
        table = self.events
        if day - int(table.day[0]) > SETTLING:
            pairs = self.counts["same pair"].slot[rows]
            asked, place = self.after.entries(pairs)
            lately = np.minimum(self.after.value[RECENT], 2)
            np.add.at(self._followed, (table.kind[rows][asked], self.after.column[place]), lately[place])
            self._exposed += np.bincount(self.after.column, lately, minlength=table.kinds)
        for counts in (*self.counts.values(), self.after):
            counts.close_day(rows)
        self.day = day


def ranking_state(table: EventTable, groups: Groups, since: int) -> RankingState:
    """A state before the first day; actors without a country take that of those they dealt with most before `since`."""
    both = table.both_ways()
    country = _lived_in(both.until(since), groups.country)
    sectors = int(groups.sector.max(initial=0)) + 1
    members = {
        "actor": np.arange(table.actors),
        "country": country,
        "sector": groups.sector,
        "peers": np.unique(country * sectors + groups.sector, return_inverse=True)[1],
        "all": np.zeros(table.actors, np.int64),
    }
    size = {name: int(member.max(initial=0)) + 1 for name, member in members.items()}
    counts = {family.name: _counts(both, family, members, size) for family in FAMILIES}
    pairs = counts["same pair"]
    after = Counts(pairs.slot, both.kind, (len(pairs.column), both.kinds))
    nobody = Similar(np.zeros((table.actors, 1), np.int64), np.zeros((table.actors, 1), np.float32))
    square = np.zeros((both.kinds, both.kinds), np.float32)
    return RankingState(
        both, members, size, counts, after, nobody, square, int(both.day.min(initial=0)) - 1, square.copy(), np.zeros(both.kinds)
    )


def _counts(both: EventTable, family: Family, members: dict[str, Array], size: dict[str, int]) -> Counts:
    row = members[family.row][both.source]
    column = members[family.column][both.target]
    rows, columns = size[family.row], size[family.column]
    if family.by_kind:
        row, rows = row * both.kinds + both.kind, rows * both.kinds
    if family.at_home:
        home = members["country"][both.source] == members["country"][both.target]
        column, columns = 2 * column + home, 2 * columns
    return Counts(row, column, (rows, columns))


def _lived_in(both: EventTable, country: Array) -> Array:
    """Countries, with those of unknown actors taken from the partners they met most; who has none shares one more country."""
    from scipy.sparse import csr_matrix  # heavy: forecasts only

    countries = int(country.max(initial=-1)) + 1
    known = country[both.target] >= 0
    where = (both.source[known], country[both.target[known]])
    met = csr_matrix((np.ones(int(known.sum()), np.float32), where), shape=(both.actors, countries + 1)).toarray()
    met[:, countries] = 0.5  # less than one meeting
    return np.where(country < 0, met.argmax(1), country)
