"""Expand what the user named into bytes: files, folders with all below them, standard input, URLs."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from detente.errors import SourceError, TooLong
from detente.read.article import Raw
from detente.read.failure import Failure

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_RAISE = "split it, or raise size_limit in the settings"


def expand(sources: Iterable[str], *, timeout: float, limit: int) -> Iterator[Raw | Failure]:
    """The bytes of each source, a folder's files in sorted order; a source that gives none comes as a `Failure`."""
    for source in sources:
        try:
            if source == "-":
                yield Raw("standard input", _bounded(_standard_input(limit), "standard input", limit))
            elif _SCHEME.match(source):
                from detente.read.web import fetch  # the network library is not for a reader of files

                yield fetch(source, timeout=timeout, limit=limit)
            elif (path := Path(source)).is_dir():
                yield from _folder(path, limit)
            else:
                yield _file(path, limit)
        except SourceError as error:
            yield Failure(error.where or _shown(source), error)
        except (OSError, ValueError) as error:
            yield Failure(_shown(source), _refusal(error, _shown(source)))


def count(sources: Iterable[str]) -> int | None:
    """How many documents are to come, where all sources are files and folders; None where only reading can tell."""
    total = 0
    for source in sources:
        path = Path(source)
        if source == "-" or _SCHEME.match(source) or not path.exists():
            return None
        total += sum(1 for _ in _files_below(path)) if path.is_dir() else 1
    return total


def _folder(folder: Path, limit: int) -> Iterator[Raw | Failure]:
    paths = sorted(_files_below(folder))
    if not paths:
        raise SourceError("no documents in this folder", _shown(folder), "hidden files are left out")
    for path in paths:
        try:
            yield _file(path, limit)
        except SourceError as error:
            yield Failure(_shown(path), error)


def _files_below(folder: Path) -> Iterator[Path]:
    """Ordinary files that are not hidden; links to folders are not followed, so no walk is endless."""
    for here, folders, names in folder.walk(on_error=_stop):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (here / name for name in names if not name.startswith(".") and (here / name).is_file())


def _stop(error: OSError) -> None:
    raise SourceError(f"cannot open the folder: {error.strerror}", _shown(error.filename or ""), "check its permissions") from error


def _file(path: Path, limit: int) -> Raw:
    origin = _shown(path)
    try:
        with path.open("rb") as stream:
            status = os.fstat(stream.fileno())
            if stat.S_ISREG(status.st_mode) and status.st_size > limit:
                raise _too_large(origin, limit)
            return Raw(origin, _bounded(stream.read(limit + 1), origin, limit))
    except OSError as error:
        raise _refusal(error, origin) from error


def _standard_input(limit: int) -> bytes:
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise SourceError("standard input is closed", "standard input", "name a file instead")
    return bytes(stream.read(limit + 1))


def _bounded(data: bytes, origin: str, limit: int) -> bytes:
    if len(data) > limit:
        raise _too_large(origin, limit)
    return data


def _too_large(origin: str, limit: int) -> TooLong:
    return TooLong(f"larger than the limit of {limit:,} bytes", origin, _RAISE)


def _refusal(error: OSError | ValueError, origin: str) -> SourceError:
    if isinstance(error, FileNotFoundError):
        return SourceError("no such file or folder", origin, "check the spelling")
    if isinstance(error, PermissionError):
        return SourceError("not allowed to read it", origin, "check its permissions")
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return SourceError(f"cannot be read: {reason}", origin, "check the name")


def _shown(path: Path | str) -> str:
    """A path as text that can be printed and saved, also where its bytes are no valid UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")
