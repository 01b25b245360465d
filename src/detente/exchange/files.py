"""Files of event data as streams of bytes: plain, gz, or each member of a zip."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from detente.errors import SourceError

_DAMAGED = (gzip.BadGzipFile, zipfile.BadZipFile, zlib.error, EOFError)


def streams(path: Path) -> Iterator[tuple[str, BinaryIO]]:
    """Each file in a file, with its name; what is packed is unpacked on the way."""
    with reading(path), path.open("rb") as file:
        head = file.read(4)
        file.seek(0)
        if head[:2] == b"\x1f\x8b":
            with gzip.open(file) as unpacked:
                yield str(path), cast("BinaryIO", unpacked)
        elif head == b"PK\x03\x04":
            yield from _members(path, file)
        else:
            yield str(path), file


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """What goes wrong with a file as one clear line."""
    try:
        yield
    except _DAMAGED as error:
        raise SourceError(f"damaged: {error}", str(path), "what was read before is kept; get the file again") from error
    except FileNotFoundError as error:
        raise SourceError("no such file", str(path), "check the name") from error
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror or error}", str(path), "check the name and its permissions") from error


def _members(path: Path, file: BinaryIO) -> Iterator[tuple[str, BinaryIO]]:
    with zipfile.ZipFile(file) as archive:
        for member in archive.infolist():
            if not member.is_dir() and not Path(member.filename).name.startswith((".", "__")):
                with archive.open(member) as unpacked:
                    yield f"{path}/{member.filename}", cast("BinaryIO", unpacked)
