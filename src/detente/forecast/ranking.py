"""Rank who does what to whom next: fit on past days, then score each day from what is known strictly before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.forecast.challenger import fit_trees, reorder, tree_rows
from detente.forecast.choice import fit_choice
from detente.forecast.intensity import fit_intensity, log_intensity
from detente.forecast.ranking_features import Batch, batch_of, feature_names
from detente.forecast.ranking_state import RankingState
from detente.forecast.recurrency import Recurrency
from detente.forecast.table import Array

FIT_DAYS = 60
PART = 0.45  # of the queries of a fitted day
FOR_CHOICE = 2  # the linear model is fitted on every second of these; more change nothing


@dataclass(frozen=True, slots=True, eq=False)
class RankingModel:
    """A fitted ranking: weights of the intensity, of the linear score (the last for the log intensity), and trees if asked."""

    intensity: Array
    weights: Array
    trees: Any = None

    def score(self, batch: Batch) -> Array:
        """The linear score of the candidates (q, m)."""
        mixed = log_intensity(batch.features, batch.context, self.intensity)
        made: Array = batch.features @ self.weights[:-1] + self.weights[-1] * mixed
        return made

    def challenge(self, batch: Batch) -> Array:
        """The score of the trees (q, m)."""
        mixed = log_intensity(batch.features, batch.context, self.intensity)
        score = batch.features @ self.weights[:-1] + self.weights[-1] * mixed
        return reorder(self.trees, score, *tree_rows(batch.features, score, mixed, batch.context))

    def shares(self, batch: Batch) -> dict[str, Array]:
        """What each feature adds to the linear score of each candidate (q, m)."""
        mixed = log_intensity(batch.features, batch.context, self.intensity)
        added = {name: batch.features[:, :, at] * self.weights[at] for at, name in enumerate(feature_names())}
        return {**added, "intensity": mixed * self.weights[-1]}


@dataclass(frozen=True, slots=True, eq=False)
class DayQueries:
    """The events of one day as questions: `query` (e,) points into the distinct `actor`, `kind` (q,); `answer` (e,)."""

    day: int
    rows: slice
    actor: Array
    kind: Array
    query: Array
    answer: Array


def day_queries(state: RankingState, first: int, last: int) -> Iterator[DayQueries]:
    """The questions of each day in [first, last), asked before the state takes the day in."""
    table = state.events
    for day, rows in state.days(first, last):
        keys, query = np.unique(table.source[rows] * table.kinds + table.kind[rows], return_inverse=True)
        yield DayQueries(day, rows, keys // table.kinds, keys % table.kinds, query, table.target[rows])


def fit_ranking(state: RankingState, origin: int, seed: int, *, with_trees: bool = False) -> RankingModel:
    """Fit on the last days before the origin; the state then stands at the origin."""
    chance = np.random.default_rng(seed)
    features, truths, contexts = [], [], []
    refreshed = False
    for asked in day_queries(state, origin - FIT_DAYS, origin):
        if not refreshed:
            state.refresh()
            refreshed = True
        kept = np.flatnonzero(chance.random(len(asked.actor)) < PART)
        if not len(kept):
            continue
        batch = batch_of(state, asked.actor[kept], asked.kind[kept])
        features.append(batch.features)
        contexts.append(batch.context)
        truths.append(_truth(asked, batch, kept))
    state.refresh()
    return _fitted(np.concatenate(features), np.concatenate(contexts), np.concatenate(truths), seed if with_trees else None)


def _truth(asked: DayQueries, batch: Batch, kept: Array) -> Array:
    """How often each candidate was the answer (q, m)."""
    place = np.full(len(asked.actor), -1)
    place[kept] = np.arange(len(kept))
    query, answer = place[asked.query], asked.answer
    query, answer = query[query >= 0], answer[query >= 0]
    truth = np.zeros(batch.candidates.shape, np.float32)
    event, candidate = np.nonzero(batch.candidates[query] == answer[:, None])
    np.add.at(truth, (query[event], candidate), 1)
    return truth


def _fitted(features: Array, context: Array, truth: Array, seed: int | None) -> RankingModel:
    some = slice(None, None, FOR_CHOICE)
    intensity = fit_intensity(features[some], context[some], truth[some])
    mixed = log_intensity(features[some], context[some], intensity)
    weights = fit_choice(np.concatenate([features[some], mixed[..., None]], 2), truth[some])
    model = RankingModel(intensity, weights)
    if seed is None:
        return model
    mixed = log_intensity(features, context, intensity)
    score = features @ weights[:-1] + weights[-1] * mixed
    best, rows = tree_rows(features, score, mixed, context)
    return RankingModel(intensity, weights, fit_trees(rows, np.take_along_axis(truth, best, 1), seed))


def filtered_ranks(score: Array, asked: DayQueries) -> Array:
    """Rank of each answer (e,) in scores over all actors (q, n); other answers of the day are set aside, ties take the mean."""
    own = score[asked.query, asked.answer]
    others = score.copy()
    others[asked.query, asked.answer] = -np.inf
    others = others[asked.query]
    above = (others > own[:, None]).sum(1)
    level = (others == own[:, None]).sum(1)
    made: Array = 1 + above + 0.5 * level
    return made


def over_all(batch: Batch, score: Array) -> Array:
    """Scores over all actors (q, n): the candidates' own, the others below them in the order of the shortlist."""
    made: Array = batch.shortlist - (batch.shortlist.max() + 1e4)
    np.put_along_axis(made, batch.candidates, score.astype(made.dtype), 1)
    return made


def rolling_ranks(state: RankingState, model: RankingModel, origin: int, end: int) -> dict[str, Array]:
    """Ranks by model over the days [origin, end), and which pairs were `new`; the state must stand at the origin."""
    recurrency = Recurrency(state, origin)
    pairs = state.counts["same pair"]
    ranks: dict[str, list[Array]] = {"recurrency": [], "glm": [], "new": []}
    if model.trees is not None:
        ranks["trees"] = []
    for asked in day_queries(state, origin, end):
        batch = batch_of(state, asked.actor, asked.kind)
        ranks["glm"].append(filtered_ranks(over_all(batch, model.score(batch)), asked))
        ranks["recurrency"].append(filtered_ranks(recurrency.scores(asked.actor, asked.kind, asked.day), asked))
        ranks["new"].append(pairs.value[-1, pairs.slot[asked.rows]] < 0.5)
        if model.trees is not None:
            ranks["trees"].append(filtered_ranks(over_all(batch, model.challenge(batch)), asked))
        recurrency.take_in(asked.day, asked.rows)
    return {name: np.concatenate(parts) for name, parts in ranks.items() if parts}
