"""Fitted class models as a small file, and the models of any horizon between those that were fitted."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import numpy as np

from detente.errors import ForecastError
from detente.forecast.dyad_model import ClassModel, Prior
from detente.forecast.logit import Logit

HORIZONS = (1, 3, 7, 14, 30, 60, 90)
LONGEST = HORIZONS[-1]
SHIPPED = "dyad_weights.npz"
_PARTS = ("weights", "middle", "spread", "covariance")


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """Class models by (class, horizon), the names of the classes, and the digest that stands in a record."""

    models: dict[tuple[int, int], ClassModel]
    classes: tuple[str, ...]
    digest: str

    def around(self, kind: int, horizon: int) -> tuple[ClassModel, ClassModel, float]:
        """The fitted horizons on both sides, and how far from the first to the second this one lies, in logarithms (0 to 1)."""
        fitted = sorted(one for of, one in self.models if of == kind)
        if not 1 <= horizon <= fitted[-1]:
            raise ForecastError("a horizon out of range", f"{horizon} days", f"choose 1 to {fitted[-1]} days")
        below = max(one for one in fitted if one <= horizon)
        above = min(one for one in fitted if one >= horizon)
        far = 0.0 if above == below else float(np.log(horizon / below) / np.log(above / below))
        return self.models[kind, below], self.models[kind, above], far


def save_weights(path: Path, models: list[ClassModel], classes: tuple[str, ...]) -> None:
    """Write the weights in single precision; the same models give the same bytes."""
    table = {"classes": np.frombuffer("\n".join(classes).encode(), np.uint8)}
    for model in models:
        name = f"{model.kind}.{model.horizon}"
        table[f"{name}.prior"] = np.array([model.prior.rate, model.prior.strength], np.float32)
        for part in _PARTS:
            table[f"{name}.{part}"] = getattr(model.logit, part).astype(np.float32)
    np.savez_compressed(path, **table)  # type: ignore[arg-type]  # the stub takes the names for its own options


@cache
def load_weights(path: Path | None = None) -> Weights:
    """The weights of a file, read once; those that ship without one."""
    data = path.read_bytes() if path else files("detente.forecast").joinpath(f"data/{SHIPPED}").read_bytes()
    models = {}
    with np.load(BytesIO(data), allow_pickle=False) as table:
        for key in table.files:
            if key.endswith(".prior"):
                kind, horizon = (int(part) for part in key.split(".")[:2])
                logit = Logit(*(table[f"{kind}.{horizon}.{part}"].astype(float) for part in _PARTS))
                models[kind, horizon] = ClassModel(horizon, kind, Prior(*table[key].tolist()), logit)
        classes = tuple(table["classes"].tobytes().decode().split("\n"))
    return Weights(models, classes, hashlib.sha256(data).hexdigest()[:12])
