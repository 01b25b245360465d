"""The time, for callers that pass no clock of their own."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """The time in UTC, to the second."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)
