"""On what terms sources are read: the time and size that one may take, and what the columns of tables are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Terms:
    """Seconds for one address, bytes of one article, and field → name of its column where the names tell nothing."""

    timeout: float
    limit: int
    columns: Mapping[str, str] = field(default_factory=dict)
