"""A source as a stream of bytes, whose first ones are looked at before it is read."""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from gzip import GzipFile
from io import BufferedReader
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipExtFile

from detente.errors import SourceError, TooLong

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
    if file.seekable():
        head = file.read(_HEAD)
        file.seek(0)
        return Stream(origin, head, file, charset)
    buffered: BufferedReader[Any] = file if isinstance(file, BufferedReader) else BufferedReader(file)
    head, trouble = _begun(buffered)
    return Stream(origin, head, BufferedReader(_Again(head, buffered, trouble), _HEAD), charset)


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

    def __init__(self, file: GzipFile | ZipExtFile, budget: Budget) -> None:
        self._file = file
        self._budget = budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._file.read1(len(buffer))  # what there is: all of it may not come, where the file is damaged
        self._budget.spend(len(data))
        buffer[: len(data)] = data
        return len(data)


def _begun(file: BufferedReader[Any]) -> tuple[bytes, Exception | None]:
    """The first bytes, and what broke the file within them: what comes before the damage is read."""
    head = b""
    try:
        while len(head) < _HEAD and (more := file.read1(_HEAD - len(head))):
            head += more
    except (OSError, EOFError, SourceError, zlib.error, BadZipFile) as error:
        return head, error
    return head, None


class _Again(io.RawIOBase):
    """Bytes that were taken from a file, and then the rest of it, or what broke it."""

    def __init__(self, head: bytes, file: BufferedReader[Any], trouble: Exception | None) -> None:
        self._head = head
        self._file = file
        self._trouble = trouble

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._head[: len(buffer)]
        self._head = self._head[len(data) :]
        if not data and self._trouble is not None:
            raise self._trouble
        data = data or self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
