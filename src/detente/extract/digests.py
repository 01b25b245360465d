"""What the extraction is made of: a digest of each model, so that a stored row can tell what made it."""

from __future__ import annotations

import hashlib
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def model_digests(model: str, actors: str | None) -> dict[str, str]:
    """Name → digest of the fitted weights and word lists, the registry and the user's own actors; the language model by its version."""
    digests = {
        model: _version(model.replace("_", "-")),
        "extract": _digest(files("detente.extract").joinpath("data")),
        "knowledge": _digest(files("detente.knowledge").joinpath("data")),
    }
    if actors is not None:
        digests["actors"] = hashlib.blake2b(Path(actors).read_bytes(), digest_size=8).hexdigest()
    return digests


def _digest(folder: Traversable) -> str:
    made = hashlib.blake2b(digest_size=8)
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_file():
            made.update(entry.name.encode() + b"\0" + entry.read_bytes())
    return made.hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
