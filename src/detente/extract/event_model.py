"""The linear type model: probabilities of the PLOVER types for a pair of actors in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

JOINED = "YIELD"  # CONCEDE and RETREAT, which the training data do not tell apart


@dataclass(frozen=True, slots=True)
class TypeModel:
    """Weights by feature name and class, weights of the dense part, and a temperature that calibrates the result."""

    classes: tuple[str, ...]
    index: Mapping[str, int]
    weights: NDArray[np.float32]
    dense: NDArray[np.float32]
    bias: NDArray[np.float32]
    temperature: float

    def probabilities(self, named: Mapping[str, float], dense: NDArray[np.float32]) -> dict[str, float]:
        """The probability of each class (15 types, CONCEDE and RETREAT joined)."""
        import numpy as np  # only when the type model is asked: start-up stays lazy

        rows = [(self.index[name], value) for name, value in named.items() if name in self.index]
        score = self.bias + dense @ self.dense
        if rows:
            at, values = zip(*rows, strict=True)
            score = score + np.asarray(values, dtype=np.float32) @ self.weights[list(at)]
        score = score / self.temperature
        shown = np.exp(score - score.max())
        shown /= shown.sum()
        return dict(zip(self.classes, map(float, shown), strict=True))


@cache
def type_model() -> TypeModel:
    """The shipped model, read once."""
    import numpy as np  # only when the type model is asked: start-up stays lazy

    with files("detente.extract").joinpath("data/event_types.npz").open("rb") as handle:
        table: Any = np.load(handle, allow_pickle=False)
        names = bytes(table["names"]).decode("utf-8").split("\n")
        scale = table["scale"].astype(np.float32)
        return TypeModel(
            classes=tuple(map(str, table["classes"])),
            index={name: i for i, name in enumerate(names)},
            weights=table["weights"].astype(np.float32) * scale,
            dense=table["dense"].astype(np.float32),
            bias=table["bias"].astype(np.float32),
            temperature=float(table["temperature"]),
        )
