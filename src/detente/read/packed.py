"""What is inside zip and gzip files, as streams of their own."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

from detente.errors import SourceError
from detente.read.article import Raw
from detente.read.failure import Failure
from detente.read.streams import Budget, Stream, Unpacking, stream_of

type Unfold = Callable[[Stream], Iterator[Raw | Failure]]

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
GZIP = b"\x1f\x8b\x08"
_MOST_FILES = 200_000
_OFFICE = {"[Content_Types].xml", "mimetype", "META-INF/container.xml"}
_UNPACK = "unpack it with another program and read the folder"


def unzip(stream: Stream, limit: int, unfold: Unfold) -> Iterator[Raw | Failure]:
    """What `unfold` finds in each file of a zip archive, in sorted order; hidden files are left out."""
    packed, size = _whole(stream, limit)
    budget = Budget(stream.origin, size, limit)
    try:
        archive = zipfile.ZipFile(packed)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise SourceError(f"a damaged zip file: {error}", stream.origin, _UNPACK) from error
    with archive:
        names = archive.namelist()
        if _OFFICE.intersection(names):
            raise SourceError("an Office document or an e-book, not an archive of articles", stream.origin, "save it as text, HTML or PDF")
        shown = sorted((info for info in archive.infolist() if _is_shown(info)), key=lambda info: info.filename)
        if not shown:
            raise SourceError("no documents in this zip file", stream.origin, "hidden files are left out")
        for info in shown[:_MOST_FILES]:
            origin = f"{stream.origin}/{info.filename.encode('utf-8', 'replace').decode()}"
            yield from intact(origin, lambda info=info, origin=origin: _member(archive, info, origin, budget, unfold))  # type: ignore[misc]
        if len(shown) > _MOST_FILES:
            what = f"only the first {_MOST_FILES:,} of its {len(shown):,} files were read"
            yield Failure(stream.origin, SourceError(what, stream.origin, _UNPACK))


def gunzip(stream: Stream, limit: int, unfold: Unfold) -> Iterator[Raw | Failure]:
    """What `unfold` finds in a gzip file."""
    packed, size = _whole(stream, limit)
    budget = Budget(stream.origin, size, limit)
    yield from unfold(_unpacking(stream.origin, gzip.GzipFile(fileobj=packed), budget))


def intact(origin: str, items: Callable[[], Iterator[Raw | Failure]]) -> Iterator[Raw | Failure]:
    """The items up to the place where their source breaks, and then why."""
    try:
        yield from items()
    except SourceError as error:
        yield Failure(error.where or origin, error)
    except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile) as error:
        told = SourceError(f"a damaged compressed file: {error}", origin, "what comes before the damage was read; get a new copy")
        yield Failure(origin, told)
    except (RuntimeError, NotImplementedError) as error:  # a password, or a way of packing that the library does not know
        yield Failure(origin, SourceError(f"cannot be unpacked: {error}", origin, _UNPACK))


def _whole(stream: Stream, limit: int) -> tuple[BinaryIO, int]:
    """A packed file that can be gone to and fro in, and its size: one that comes through a pipe is kept in memory."""
    file = stream.file
    if not file.seekable():
        file = io.BytesIO(stream.all(limit))
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    return file, size


def _is_shown(info: zipfile.ZipInfo) -> bool:
    parts = info.filename.split("/")
    return not info.is_dir() and "__MACOSX" not in parts and not any(part.startswith(".") and part not in (".", "..") for part in parts)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, origin: str, budget: Budget, unfold: Unfold) -> Iterator[Raw | Failure]:
    with archive.open(info) as file:
        yield from unfold(_unpacking(origin, cast("zipfile.ZipExtFile", file), budget))


def _unpacking(origin: str, file: gzip.GzipFile | zipfile.ZipExtFile, budget: Budget) -> Stream:
    return stream_of(origin, io.BufferedReader(Unpacking(file, budget)))
