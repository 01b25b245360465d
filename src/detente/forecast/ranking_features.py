"""Features of a day's queries (actor, kind, ?) over a shortlist of candidates, all from the state before the day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.forecast.ranking_state import FAMILIES, RECENT, SLOW, Family, RankingState
from detente.forecast.table import Array

SHORTLIST = 160
CHUNK = 32  # queries
STRETCH = 30.0  # log(1 + 30 n): an event faded to a thirtieth still weighs a fifth of a fresh one
PATHS = ("excitation, lately", "excitation", "like actors, same act", "like actors", "like targets", "third parties")
PULLS = {"like actors, same act": 0.3, "like actors": 0.2, "third parties": 0.2}


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Queries of one day: `candidates` (q, m), `features` (q, m, f), `context` (q, 3), and `shortlist` scores over all actors (q, n)."""

    candidates: Array
    features: Array
    context: Array
    shortlist: Array


def feature_names() -> tuple[str, ...]:
    """The names of the features in their order; those of counts first, then the shares, then "same country"."""
    counts = [f"{family.name}/{scale}" for family in FAMILIES for scale in family.scales]
    shares = [f"{family.name}/share" for family in FAMILIES if family.share]
    return (*counts, *PATHS, *shares, "same country")


def counted() -> int:
    """How many of the features are stretched counts: the parts of the intensity."""
    return sum(len(family.scales) for family in FAMILIES) + len(PATHS)


def stretched(count: Array) -> Array:
    """Counts on the scale of the model."""
    made: Array = np.log1p(STRETCH * count)
    return made


def batch_of(state: RankingState, actor: Array, kind: Array) -> Batch:
    """The features of distinct queries."""
    rows: dict[tuple[str, bool], tuple[Array, Array]] = {}
    for family in FAMILIES:
        if (of := (family.row, family.by_kind)) not in rows:
            rows[of] = np.unique(state.rows_of(family, actor, kind), return_inverse=True)
    blocks = [block for family in FAMILIES for block in _family_blocks(state, family, actor, *rows[family.row, family.by_kind])]
    blocks += _path_blocks(state, actor, kind)
    country = state.groups["country"]
    home = country[actor][:, None] == country[None]
    shortlist = _shortlist(blocks, home)
    size = min(SHORTLIST, shortlist.shape[1])
    candidates = np.argpartition(shortlist, -size, axis=1)[:, -size:]
    places = {name: at for at, name in enumerate(feature_names())}
    features = np.empty((len(actor), size, len(places)), np.float32)
    for first in range(0, len(actor), CHUNK):  # so few that their features stay in the cache while the blocks fill them
        some = slice(first, first + CHUNK)
        for block in blocks:
            features[some, :, places[block.name]] = block.at(candidates[some], some)
        features[some, :, -1] = np.take_along_axis(home[some], candidates[some], 1)
    return Batch(candidates, features, _context(state, actor, kind), shortlist)


def _shortlist(blocks: list[_Block], home: Array) -> Array:
    """How much each actor (q, n) is worth a look; blocks over the same rows are added up before they are spread."""
    made = home.astype(np.float32)
    sums: dict[int, tuple[Array, Array]] = {}
    for block in blocks:
        if not block.pull:
            continue
        if block.column is not None and block.column.ndim == 2:
            made += block.pull * block.table[block.row[:, None], block.column]
            continue
        table = block.pull * (block.table if block.column is None else block.table[:, block.column])
        row, before = sums.get(id(block.row), (block.row, None))
        sums[id(block.row)] = (row, table if before is None else np.add(before, table, out=before))
    for row, table in sums.values():
        made += table[row]
    return made


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
    """One feature for all candidates: a table of distinct rows by columns, and how queries and candidates find their place."""

    name: str
    table: Array
    row: Array  # (q,)
    column: Array | None  # (n,), or (q, n) where it depends on the query
    pull: float = 0.0

    def at(self, candidates: Array, some: slice) -> Array:
        """The feature of the candidates (q, m) of some queries."""
        column = candidates
        if self.column is not None:
            column = self.column[candidates] if self.column.ndim == 1 else np.take_along_axis(self.column[some], candidates, 1)
        made: Array = self.table[self.row[some, None], column]
        return made


def _family_blocks(state: RankingState, family: Family, actor: Array, rows: Array, row: Array) -> list[_Block]:
    """The features of one family; `rows` are the distinct rows that are asked, `row` (q,) says which of them is whose."""
    counts = state.counts[family.name]
    asked, place = counts.entries(rows)
    column: Array | None = None if family.column == "actor" else state.groups[family.column]
    if family.at_home and column is not None:
        country = state.groups["country"]
        column = 2 * column[None] + (country[actor][:, None] == country[None])
    blocks = []
    for scale in family.scales:
        table = np.zeros((len(rows), counts.shape[1]), np.float32)
        table[asked, counts.column[place]] = stretched(counts.value[scale, place])
        blocks.append(_Block(f"{family.name}/{scale}", table, row, column, family.pull if scale == SLOW else 0.0))
    if family.share:
        count = counts.value[SLOW, place]
        table = np.zeros((len(rows), counts.shape[1]), np.float32)
        table[asked, counts.column[place]] = count / (np.bincount(asked, count, minlength=len(rows))[asked] + 0.5)
        blocks.append(_Block(f"{family.name}/share", table, row, column))
    return blocks


def _path_blocks(state: RankingState, actor: Array, kind: Array) -> list[_Block]:
    """Features that need a step through other kinds or other actors: products of sparse matrices."""
    kinds, many = state.events.kinds, len(actor)
    everyone = np.arange(state.events.actors)
    asked = np.arange(many)
    actors, at = np.unique(actor, return_inverse=True)
    lately, ever = (state.counts["same act"].matrix(scale) for scale in (RECENT, SLOW))
    pairs = state.counts["same pair"].matrix(2)
    excited = _excited(state, actor, kind)
    own = pairs[actors]
    met = own.copy()
    met.data = np.log1p(met.data)
    found = {
        "excitation, lately": (3 * (excited @ lately), asked),
        "excitation": (3 * (excited @ ever), asked),
        "like actors, same act": (state.similar.spread(actor, kinds, kind) @ ever, asked),
        "like actors": (state.similar.spread(actors) @ pairs, at),
        "like targets": (own @ state.similar.spread(everyone).T, at),
        "third parties": (met @ _shares(pairs), at),
    }
    blocks = []
    for name, (product, row) in found.items():
        product.data = stretched(product.data)
        blocks.append(_Block(name, product.toarray().astype(np.float32, copy=False), row, None, PULLS.get(name, 0.0)))
    return blocks


def _excited(state: RankingState, actor: Array, kind: Array) -> Any:
    from scipy.sparse import csr_matrix  # heavy: forecasts only

    kinds = state.events.kinds
    column = actor[:, None] * kinds + np.arange(kinds)
    shape = (len(actor), state.events.actors * kinds)
    return csr_matrix((state.excitation[kind].ravel(), column.ravel(), np.arange(len(actor) + 1) * kinds), shape=shape)


def _shares(pairs: Any) -> Any:
    made = pairs.copy()
    row = np.repeat(np.arange(pairs.shape[0]), np.diff(pairs.indptr))
    total = np.maximum(np.bincount(row, pairs.data), 1)  # in order: places that are still empty must not change the rounding
    made.data = made.data / total[row].astype(np.float32)
    return made


def _context(state: RankingState, actor: Array, kind: Array) -> Array:
    """How much is known of the query at all: of the act, the actor, the kind."""
    known = []
    for family in FAMILIES[:3]:
        counts = state.counts[family.name]
        asked, place = counts.entries(state.rows_of(family, actor, kind))
        known.append(np.bincount(asked, counts.value[SLOW, place], minlength=len(actor)))
    return stretched(np.stack(known, 1)).astype(np.float32)
