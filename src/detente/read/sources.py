"""Expand what the user named into bytes: files, folders with all below them, patterns of names, standard input, URLs."""

from __future__ import annotations

import glob
import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from detente.errors import SourceError
from detente.read.article import Raw
from detente.read.failure import Failure
from detente.read.streams import stream_of
from detente.read.terms import Terms
from detente.read.unfold import may_hold_many, unfold

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def expand(sources: Iterable[str], terms: Terms) -> Iterator[Raw | Failure]:
    """The bytes of each article in each source, a folder's files in sorted order; a source that gives none comes as a `Failure`."""
    for source in sources:
        try:
            if source == "-":
                yield from unfold(stream_of("standard input", _standard_input()), terms)
            elif _SCHEME.match(source):
                yield from _address(source, terms)
            else:
                for path in _named(source):
                    yield from _folder(path, terms) if path.is_dir() else _file(path, terms)
        except SourceError as error:
            yield Failure(error.where or _shown(source), error)
        except (OSError, ValueError) as error:
            yield Failure(_shown(source), _refusal(error, _shown(source)))


def count(sources: Iterable[str]) -> int | None:
    """How many documents are to come, where all sources are files and folders of one article each; None where only reading can tell."""
    total = 0
    for source in sources:
        if source == "-" or _SCHEME.match(source):
            return None
        try:
            paths = [file for path in _named(source) for file in (_files_below(path) if path.is_dir() else [path])]
        except (SourceError, OSError, ValueError):
            return None  # told when it is read
        if any(may_hold_many(path.name) or not path.exists() for path in paths):
            return None
        total += len(paths)
    return total


def _named(source: str) -> list[Path]:
    """The path of this name; where there is none, and it is a pattern (`*`, `?`, `[…]`, `**`), the sorted paths that fit it."""
    path = Path(source)
    if not glob.has_magic(source) or path.exists():
        return [path]
    found = [Path(name) for name in sorted(glob.glob(source, recursive=True))]  # noqa: PTH207 a whole path, with its drive or root
    if not found:
        raise SourceError("no file fits this pattern", _shown(source), "check the spelling; hidden files are left out")
    return found


def _address(url: str, terms: Terms) -> Iterator[Raw | Failure]:
    from detente.read.web import fetch  # the network library is not for a reader of files

    raw = fetch(url, timeout=terms.timeout, limit=terms.limit)
    yield from unfold(stream_of(raw.origin, io.BytesIO(raw.data), raw.charset), terms)


def _folder(folder: Path, terms: Terms) -> Iterator[Raw | Failure]:
    paths = sorted(_files_below(folder))
    if not paths:
        raise SourceError("no documents in this folder", _shown(folder), "hidden files are left out")
    for path in paths:
        try:
            yield from _file(path, terms)
        except SourceError as error:
            yield Failure(_shown(path), error)


def _files_below(folder: Path) -> Iterator[Path]:
    """Ordinary files that are not hidden; links to folders are not followed, so no walk is endless."""
    for here, folders, names in folder.walk(on_error=_stop):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (here / name for name in names if not name.startswith(".") and (here / name).is_file())


def _stop(error: OSError) -> None:
    raise SourceError(f"cannot open the folder: {error.strerror}", _shown(error.filename or ""), "check its permissions") from error


def _file(path: Path, terms: Terms) -> Iterator[Raw | Failure]:
    origin = _shown(path)
    try:
        with path.open("rb") as file:
            yield from unfold(stream_of(origin, file), terms)
    except OSError as error:
        raise _refusal(error, origin) from error


def _standard_input() -> io.BufferedReader:
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise SourceError("standard input is closed", "standard input", "name a file instead")
    return stream  # type: ignore[no-any-return]


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
