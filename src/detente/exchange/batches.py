"""What comes out of a file of other people's data, piece by piece: events in the common columns, and the rows that were refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow

_TEXTS = "list<string>"
COLUMNS: Mapping[str, str] = {
    "id": "string", "dataset": "string", "dataset_id": "string", "day": "date32", "known_on": "date32",
    "source_name": "string", "source_country": "string", "source_country_given": "string", "source_sectors": _TEXTS,
    "source_labels": _TEXTS, "source_code": "string",
    "target_name": "string", "target_country": "string", "target_country_given": "string", "target_sectors": _TEXTS,
    "target_labels": _TEXTS, "target_code": "string",
    "directed": "bool", "cameo": "string", "code_dialect": "string", "cameo_quad": "int32", "label": "string",
    "plover_type": "string", "plover_mode": "string", "plover_quad": "string", "contexts": _TEXTS,
    "score": "double", "scale": "string", "tone": "double", "is_root": "bool",
    "mentions": "int32", "sources": "int32", "articles": "int32", "fatalities": "int32", "story_id": "string",
    "place": "string", "place_type": "string", "place_country": "string", "lat": "double", "lon": "double",
    "url": "string", "publisher": "string", "language": "string", "note": "string", "revised": "timestamp[us]",
}  # fmt: skip
_RAW = 500


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot be used, with its place and the reason."""

    origin: str
    line: int
    reason: str
    raw: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Events of one piece of a file, in the common columns, and what was refused in it."""

    dataset: str
    origin: str
    first_line: int
    events: pyarrow.Table
    rejected: tuple[Rejected, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a table as text columns; `lines` and `raw` tell of each where it stands and how it was written."""

    origin: str
    columns: Mapping[str, pyarrow.Array]
    lines: Sequence[int]
    raw: Sequence[str | bytes]
    rejected: tuple[Rejected, ...] = ()
    notices: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.lines)

    def column(self, name: str) -> pyarrow.Array:
        """A column by name; a table that lacks it has no values there."""
        import pyarrow as pa  # heavy: columns

        return self.columns[name] if name in self.columns else pa.nulls(len(self), pa.string())


@cache
def schema() -> pyarrow.Schema:
    """The common columns with their types."""
    import pyarrow as pa  # heavy: columns

    types: dict[str, Any] = {
        _TEXTS: pa.list_(pa.string()),
        "timestamp[us]": pa.timestamp("us"),
        "date32": pa.date32(),
        "double": pa.float64(),
        "bool": pa.bool_(),
    }
    return pa.schema([(name, types.get(kind) or pa.type_for_alias(kind)) for name, kind in COLUMNS.items()])


def batch(dataset: str, rows: Rows, facts: Mapping[str, pyarrow.Array], checks: Mapping[str, pyarrow.Array]) -> Batch:
    """The batch of rows: `facts` are common columns; `checks` give for each reason where a row is bad."""
    import pyarrow as pa  # heavy: columns
    import pyarrow.compute as pc

    table = pa.table({field.name: _typed(facts.get(field.name), field.type, len(rows)) for field in schema()}, schema=schema())
    rejected, good = list(rows.rejected), None
    for reason, bad in checks.items():
        bad = pc.fill_null(bad, True)
        fresh = bad if good is None else pc.and_(bad, good)
        if pc.any(fresh).as_py():
            rejected += [_refused(rows, at, reason) for at in pc.indices_nonzero(fresh).to_pylist()]
            good = pc.invert(bad) if good is None else pc.and_(good, pc.invert(bad))
    kept = table if good is None else table.filter(good)
    first = min([*rows.lines[:1], *(one.line for one in rejected)], default=0)
    return Batch(dataset, rows.origin, first, kept, tuple(sorted(rejected, key=lambda one: one.line)), rows.notices)


def refused(origin: str, line: int, reason: str, raw: str | bytes) -> Rejected:
    """A refused row; of a long one the beginning is kept."""
    text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else raw
    return Rejected(origin, line, reason, text[:_RAW])


def _refused(rows: Rows, at: int, reason: str) -> Rejected:
    return refused(rows.origin, rows.lines[at], reason, rows.raw[at])


def _typed(values: pyarrow.Array | None, kind: pyarrow.DataType, number: int) -> pyarrow.Array:
    import pyarrow as pa  # heavy: columns

    if values is None:
        return pa.nulls(number, kind)
    return values if values.type == kind else values.cast(kind)
