"""What stands in the stream in the place of a document that could not be extracted."""

from __future__ import annotations

from dataclasses import dataclass

from detente.records import Document


@dataclass(frozen=True, slots=True)
class Broken:
    """A document that could not be extracted, and why."""

    document: Document
    reason: str
