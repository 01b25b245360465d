"""The lines of a stream with their numbers, none of them longer than memory allows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO


def lines_of(file: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Number from 1 and bytes of each line; None in the place of one that is longer than the limit."""
    number = 0
    while line := file.readline(limit + 1):
        number += 1
        if len(line) <= limit:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(limit + 1)
        yield number, None
