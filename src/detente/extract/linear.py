"""Small linear models with named features, read from the package's weight files."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import repeat


@dataclass(frozen=True, slots=True)
class Linear:
    """A logistic model: the weight of each feature that is present, and a bias."""

    weights: Mapping[str, float]
    bias: float = 0.0

    def score(self, features: Iterable[str]) -> float:
        """The log-odds of the features together."""
        return self.bias + sum(map(self.weights.get, features, repeat(0.0)))


@dataclass(frozen=True, slots=True)
class WeightFile:
    """The models of one weight file by name, and the words that they were mined with."""

    models: Mapping[str, Linear]
    lexicon: frozenset[str]


def sigmoid(score: float) -> float:
    """The logistic function, safe at both ends."""
    return 1.0 / (1.0 + math.exp(-score)) if score > -700 else 0.0


@cache
def weight_file(name: str) -> WeightFile:
    """A weight file of the room: feature names as lines of text, weights in hundredths."""
    import numpy as np  # heavy: start-up stays lazy

    with np.load(io.BytesIO(files("detente.extract").joinpath(f"data/{name}.npz").read_bytes())) as table:
        models = {}
        for model in _lines(table["models"].tobytes()):
            names = _lines(table[f"{model}.features"].tobytes())
            values = (table[f"{model}.weights"].astype(float) / 100).tolist()
            models[model] = Linear(dict(zip(names, values, strict=True)), float(table[f"{model}.bias"]))
        return WeightFile(models, frozenset(_lines(table["lexicon"].tobytes())))


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8").split("\n") if data else []
