"""The kinds of event data that can be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Literal

from detente.errors import SourceError
from detente.exchange import acled, gdelt, icews, plover, polecat, tables
from detente.exchange.batches import Batch
from detente.exchange.files import reading, streams

type Format = Literal["gdelt", "icews", "polecat", "acled", "plover", "csv"]

_READERS = {"gdelt": gdelt.read, "icews": icews.read, "polecat": polecat.read, "acled": acled.read, "plover": plover.read}


def read(form: Format, files: Iterable[Path], columns: Mapping[str, str] | None = None, dataset: str = "own") -> Iterator[Batch]:
    """The events of files, piece by piece; `columns` and `dataset` are for tables of one's own (`csv`)."""
    named = list(files)
    for path in named:
        if not path.is_file():
            raise SourceError("no such file", str(path), "nothing was imported; check the name")
    reader = partial(tables.read, columns=columns or {}, dataset=dataset) if form == "csv" else _READERS[form]
    for path in named:
        for origin, stream in streams(path):
            with reading(path):
                yield from reader(stream, origin)
