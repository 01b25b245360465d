"""What stands in the stream in the place of a source that could not be read."""

from __future__ import annotations

from dataclasses import dataclass

from detente.errors import SourceError


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be read, and why."""

    origin: str
    error: SourceError
