"""Lines of a stream in blocks of bounded size, numbered, in UTF-8 whatever they came in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from detente.errors import SourceError

_BLOCK = 64 * 2**20  # about 180,000 events of GDELT: more than one row group of the store, so that a batch is written once
_LONGEST = 128 * 2**20
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Block:
    """Whole lines without their ends, in UTF-8; `first` is the number of the first, `recoded` how many came in another encoding."""

    first: int
    lines: list[bytes]
    recoded: int = 0


def blocks(stream: BinaryIO, origin: str, *, size: int = _BLOCK, returns: bool = False) -> Iterator[Block]:
    """The lines of a stream; a lone carriage return inside a line becomes a space, unless `returns` are kept as they are."""
    rest, first = b"", 1
    while data := stream.read(size):
        cut = data.rfind(b"\n") + 1
        if not cut:
            rest += data
            if len(rest) > _LONGEST:
                raise SourceError(f"line {first:,} is longer than {_LONGEST:,} bytes", origin, "is this the right kind of file?")
            continue
        made = _block(rest + data[: cut - 1], first, returns)
        yield made
        first, rest = first + len(made.lines), data[cut:]
    if rest:
        yield _block(rest, first, returns)


def _block(data: bytes, first: int, returns: bool) -> Block:
    if first == 1:
        data = data.removeprefix(_MARK)
    if not returns and b"\r" in data:
        data = data.replace(b"\r\n", b"\n").removesuffix(b"\r").replace(b"\r", b" ")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        lines = data.split(b"\n")
        wrong = [at for at, line in enumerate(lines) if not _is_utf8(line)]
        for at in wrong:
            lines[at] = _western(lines[at]).encode("utf-8")
        return Block(first, lines, len(wrong))
    return Block(first, data.split(b"\n"))


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _western(line: bytes) -> str:
    """Code page 1252, where its five empty places stand for what Latin-1 has there."""
    try:
        return line.decode("cp1252")
    except UnicodeDecodeError:
        return line.decode("latin-1")
