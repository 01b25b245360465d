"""Small linear models with named features, read from the package's weight files."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Linear:
    """A logistic model: the weight of each feature that is present, and a bias."""

    weights: Mapping[str, float]
    bias: float = 0.0

    def score(self, features: Iterable[str]) -> float:
        """The log-odds of the features together."""
        get = self.weights.get
        return self.bias + sum([get(feature, 0.0) for feature in features])

    def probability(self, features: Iterable[str]) -> float:
        """The probability of the features together."""
        return sigmoid(self.score(features))


def sigmoid(score: float) -> float:
    """The logistic function, safe at both ends."""
    return 1.0 / (1.0 + math.exp(-score)) if score > -700 else 0.0


@cache
def weights(name: str) -> dict[str, Linear]:
    """The models of one weight file of the room, by name."""
    table = json.loads(files("detente.extract").joinpath(f"data/{name}.json").read_text(encoding="utf-8"))
    return {model: Linear(one["weights"], one["bias"]) for model, one in table["models"].items()}
