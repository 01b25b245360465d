"""The learned reading of causal sentences: whether a text is causal, and which pairs of ends are cause and effect."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.extract.linear import Linear, sigmoid, weight_file
from detente.extract.link_candidates import Candidate, candidates_of, edge_features, edges_of, features
from detente.extract.link_found import Found
from detente.extract.link_signals import links_in
from detente.extract.link_spans import End
from detente.extract.tree import Tree
from detente.records import LinkKind

_FILE = "link_weights"
_CAUSAL, _GATE, _PAIR, _MOST = 0.4, 0.3, 0.19, 3  # chosen by cross-validation, see training/links_card.md
_LOOKED_AT = 0.03  # probability below which a candidate is not weighed any further
_VECTOR = 3.0  # how much the direction of a text's word vector counts beside single words


@dataclass(frozen=True, slots=True)
class Pair:
    """A cause and its effect; the signal's tokens (first, last) where a known one stands."""

    cause: End
    effect: End
    signal: tuple[int, int] | None
    kind: LinkKind


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate pair with its probability."""

    candidate: Candidate
    probability: float


type Odds = list[tuple[Candidate, float, float]]


def shipped() -> Mapping[str, Linear]:
    """The fitted models of the package."""
    return weight_file(_FILE).models


def read_causes(tree: Tree, vector: Sequence[float], models: Mapping[str, Linear]) -> tuple[bool, tuple[Pair, ...]]:
    """Whether the text is causal, and its pairs: those that a signal marks first, then those that the models add."""
    found, names = scored_pairs(tree, models)
    row = text_row(names | text_features(tree), vector, found)
    causal = sigmoid(_weighed(models["label"], row))
    marked = [Pair(one.cause, one.effect, one.signal or (one.pivot, one.pivot), one.kind) for one in _by_signal(tree)]
    again = rescored(tree, found, causal, models["choice"]) if causal >= _GATE else []
    added = [Pair(one.candidate.cause, one.candidate.effect, None, "causes") for one in chosen(tree, again, _PAIR, _MOST)]
    kept: list[Pair] = []
    for pair in (*marked, *added):
        if len(kept) < _MOST and not any(_clash(tree, other, pair) for other in kept):
            kept.append(pair)
    return causal >= _CAUSAL or bool(marked), tuple(kept)


def _by_signal(tree: Tree) -> list[Found]:
    return [one for first, last in zip(tree.sent_start, tree.sent_end, strict=True) for one in links_in(tree, first, last)]


def scored_pairs(tree: Tree, models: Mapping[str, Linear]) -> tuple[Odds, set[str]]:
    """Every candidate with the log-odds of the pair and of its place, and the features of all places."""
    found: Odds = []
    names: set[str] = set()
    for edge in edges_of(tree, 0, len(tree)):
        own = edge_features(tree, edge)
        names |= set(own)
        place = {way: models["edge"].score({f"{'F' if way else 'B'}|{name}" for name in own}) for way in (True, False)}
        found += [(one, models["pair"].score(set(features(tree, one))), place[one.forward]) for one in candidates_of(tree, edge)]
    return found, names


def text_features(tree: Tree) -> set[str]:
    """The words, lemmas, pairs and triples of words of a text."""
    kept = [i for i in range(len(tree)) if not tree.text[tree.start[i] : tree.end[i]].isspace()]
    low = [tree.lower[i] for i in kept]
    found = {f"1={word}" for word in low} | {f"L={tree.lemma[i]}" for i in kept}
    found |= {f"2={a} {b}" for a, b in itertools.pairwise(low)}
    return found | {f"3={a} {b} {c}" for a, b, c in zip(low, low[1:], low[2:], strict=False)}


def text_row(names: set[str], vector: Sequence[float], found: Odds) -> dict[str, float]:
    """What decides whether a text is causal: its features, the direction of its word vector, its best pair."""
    length = math.sqrt(sum(one * one for one in vector)) + 1e-9
    row = dict.fromkeys(names, 1.0) | {f"v={at}": one * _VECTOR / length for at, one in enumerate(vector)}
    return row | {"best": bounded(max((pair for _, pair, _ in found), default=-6.9), 6.9) * 0.7}


def _weighed(model: Linear, row: Mapping[str, float]) -> float:
    return model.bias + sum(model.weights.get(name, 0.0) * value for name, value in row.items())


def bounded(score: float, limit: float = 9.2) -> float:
    """A log-odds within limits."""
    return max(min(score, limit), -limit)


def rescored(tree: Tree, found: Odds, causal: float, model: Linear) -> list[Scored]:
    """The candidates with the probability that the whole sentence gives them, the likeliest first."""
    rows = choice_features(tree, found, causal)
    kept = [Scored(found[at][0], sigmoid(_weighed(model, row))) for at, row in rows]
    return sorted(kept, key=lambda one: -one.probability)


def choice_features(tree: Tree, found: Odds, causal: float) -> list[tuple[int, dict[str, float]]]:
    """For each candidate worth a look: how it stands among all of its sentence."""
    if not found:
        return []
    odds = [bounded(pair) for _, pair, _ in found]
    top, total = max(odds), math.log(sum(sigmoid(one) for one in odds) + 0.01)
    best: dict[tuple[object, bool], float] = {}
    for (one, _, _), score in zip(found, odds, strict=True):
        best[one.edge, one.forward] = max(best.get((one.edge, one.forward), -99.0), score)
    strong = sorted(range(len(found)), key=lambda at: -odds[at])[:12]
    rows = []
    for at, (one, _, place) in enumerate(found):
        if sigmoid(odds[at]) <= _LOOKED_AT:
            continue
        support = sum(sigmoid(odds[k]) for k in strong if k != at and alike(tree, found[k][0], one) >= 0.5)
        row = {
            "pair": odds[at],
            "edge": bounded(place),
            "text": bounded(math.log(causal / (1 - causal + 1e-9) + 1e-9)),
            "gap": odds[at] - top,
        }
        row |= {"own": odds[at] - best[one.edge, one.forward], "size": math.log(len(tree)), "support": support}
        rows.append((at, row | {"supported": math.log1p(support), "total": total}))
    return rows


def chosen(tree: Tree, scored: Sequence[Scored], least: float, most: int) -> list[Scored]:
    """The likeliest pairs that do not repeat or reverse each other."""
    kept: list[Scored] = []
    for one in scored:
        if one.probability < least or len(kept) >= most:
            break
        if not any(other.candidate.edge == one.candidate.edge or _clash(tree, other.candidate, one.candidate) for other in kept):
            kept.append(one)
    return kept


def _clash(tree: Tree, one: Candidate | Pair, other: Candidate | Pair) -> bool:
    crossed = min(overlap(tree, one.cause, other.effect), overlap(tree, one.effect, other.cause))
    return alike(tree, one, other) > 0.25 or crossed > 0.3


def alike(tree: Tree, one: Candidate | Pair, other: Candidate | Pair) -> float:
    """The smaller of the overlaps of causes and of effects."""
    return min(overlap(tree, one.cause, other.cause), overlap(tree, one.effect, other.effect))


def overlap(tree: Tree, one: End, other: End) -> float:
    """Shared words over all words of two ends."""
    shared = sum(tree.word[max(one.first, other.first) : min(one.last, other.last) + 1])
    return shared / max(sum(tree.word[one.first : one.last + 1]) + sum(tree.word[other.first : other.last + 1]) - shared, 1)
