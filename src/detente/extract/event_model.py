"""The linear type model: probabilities of the PLOVER types for a pair of actors in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from detente.extract.event_features import dense_features, named_features

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import numpy as np
    from numpy.typing import NDArray
    from spacy.tokens import Span

    from detente.extract.cast import Cast
    from detente.extract.event_act import Act

JOINED = "YIELD"  # CONCEDE and RETREAT, which the training data do not tell apart
NONE = "NONE"  # no event between the two


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
        """The probability of each type (15, CONCEDE and RETREAT joined) where it is given that there is an event."""
        whole = self.with_none(named, dense)
        whole.pop(NONE, None)
        total = sum(whole.values())
        return {name: value / total for name, value in whole.items()}

    def with_none(self, named: Mapping[str, float], dense: NDArray[np.float32]) -> dict[str, float]:
        """The probability of each type and of NONE."""
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


def type_or_none(sentence: Span, source: Span | None, target: Span | None, acts: Iterable[Act], cast: Cast) -> dict[str, float]:
    """The probability of each type and of NONE for what a source does to a target in a sentence; `acts` are the rules' candidates."""
    return type_model().with_none(named_features(sentence, source, target, acts, cast), dense_features(sentence, source, target))


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
