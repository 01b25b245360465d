"""A source as a stream of bytes, whose first ones are looked at before it is read."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import BinaryIO

from detente.errors import TooLong

_HEAD = 65_536
_RATIO = 200  # text packs to a fifth, tables to a twentieth; beyond this a file was made to burst its reader


@dataclass(frozen=True, slots=True)
class Stream:
    """Where bytes come from, the first of them, and a file that gives all of them once."""

    origin: str
    head: bytes
    file: BinaryIO
    charset: str | None = None

    def all(self, limit: int) -> bytes:
        """All bytes; TooLong where they are more than the limit."""
        data = self.file.read(limit + 1)
        if len(data) > limit:
            raise too_large(self.origin, limit)
        return data


def stream_of(origin: str, file: BinaryIO, charset: str | None = None) -> Stream:
    """A stream over an open file, which need not be able to go back."""
    head = file.read(_HEAD)
    if file.seekable():
        file.seek(0)
        return Stream(origin, head, file, charset)
    return Stream(origin, head, io.BufferedReader(_Again(head, file), _HEAD), charset)


def too_large(origin: str, limit: int) -> TooLong:
    """What is said of more bytes than one source may have."""
    return TooLong(f"larger than the limit of {limit:,} bytes", origin, "split it, or raise size_limit in the settings")


class Budget:
    """How many bytes may still come out of a packed file, shared by all that is in it."""

    def __init__(self, origin: str, packed: int, limit: int) -> None:
        self._origin = origin
        self._left = limit + _RATIO * packed

    def spend(self, number: int) -> None:
        """Count bytes that came out; TooLong where they are far more than any text packs to."""
        self._left -= number
        if self._left < 0:
            raise TooLong(f"unpacks to more than {_RATIO} times its size", self._origin, "unpack it first, if you trust it")


class Unpacking(io.RawIOBase):
    """A file inside a packed one, which spends its budget."""

    def __init__(self, file: BinaryIO, budget: Budget) -> None:
        self._file = file
        self._budget = budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._file.read(len(buffer))
        self._budget.spend(len(data))
        buffer[: len(data)] = data
        return len(data)


class _Again(io.RawIOBase):
    """Bytes that were taken from a file, and then the rest of it."""

    def __init__(self, head: bytes, file: BinaryIO) -> None:
        self._head = head
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._head[: len(buffer)]
        self._head = self._head[len(data) :]
        data = data or self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
