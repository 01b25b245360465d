"""Tables of one's own (CSV, JSON Lines, Parquet) by a mapping of columns; our own exports come back as they were."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from detente.errors import SourceError
from detente.exchange import values
from detente.exchange.batches import COLUMNS, Batch, Rejected, Rows, batch, refused, schema
from detente.exchange.lines import blocks
from detente.exchange.separated import csv_rows
from detente.knowledge.cameo import DIALECTS
from detente.knowledge.concordance import country_of
from detente.knowledge.ontology import ontology
from detente.knowledge.tables import toml_table

if TYPE_CHECKING:
    import pyarrow

_AT_ONCE = 50_000
_OURS = {"id", "dataset", "dataset_id", "day", "directed"}
_LISTS = frozenset(name for name, kind in COLUMNS.items() if kind.startswith("list"))
_HINT = "name them: --columns day=Date,source_name=Actor,… ; our columns are in docs/exchange.md"


def read(stream: BinaryIO, origin: str, columns: Mapping[str, str], dataset: str) -> Iterator[Batch]:
    """The events of a table; `columns` maps ours to its headers, `dataset` is the name that the rows go under."""
    head = stream.read(4)
    rest = _Again(head, stream)
    pieces = _parquet(rest, origin) if head == b"PAR1" else _objects(rest, origin) if head[:1] == b"{" else csv_rows(rest, origin)  # type: ignore[arg-type]
    for header, rows in pieces:
        if set(header) >= _OURS and not columns:
            yield _as_it_was(rows)
        else:
            yield _batch(rows, _chosen(header, columns, origin), dataset)


def _chosen(header: Sequence[str], columns: Mapping[str, str], origin: str) -> dict[str, str]:
    """Which header each of our columns is read from."""
    known: dict[str, list[str]] = toml_table("headers", "detente.exchange")["table"]
    if unknown := [name for name in columns if name not in known]:
        raise SourceError(f"--columns: no column {', '.join(unknown)}", origin, f"ours are {', '.join(known)}")
    if absent := [name for name in columns.values() if name not in header]:
        raise SourceError(f"--columns: the file has no column {', '.join(absent)}", origin, f"it has {', '.join(header)}")
    plain = {name.strip().lower().replace(" ", "_"): name for name in reversed(header)}
    chosen = dict(columns)
    for ours, aliases in known.items():
        if ours not in chosen and (found := next((plain[one] for one in aliases if one in plain), None)) and found not in chosen.values():
            chosen[ours] = found
    if missing := [what for what, names in _needed().items() if not names & chosen.keys()]:
        raise SourceError(f"no column for {', '.join(missing)} among {', '.join(header)}", origin, _HINT)
    return chosen


def _needed() -> dict[str, set[str]]:
    return {
        "the day": {"day"},
        "the source": {"source_name", "source_country", "source_code"},
        "the kind of event": {"plover_type", "cameo", "label"},
    }


def _batch(rows: Rows, chosen: Mapping[str, str], dataset: str) -> Batch:
    import pyarrow.compute as pc  # heavy: columns

    of = {name: values.known(rows.column(chosen.get(name, ""))) for name in toml_table("headers", "detente.exchange")["table"]}
    number, day, code = len(rows), values.days(of["day"]), of["cameo"]
    ident = of["dataset_id"] if "dataset_id" in chosen else _digests(rows)
    given = values.mapped(of["plover_type"], _kind)
    kind = pc.coalesce(given, values.mapped(code, values.plover_type))
    quad = values.mapped(kind, values.plover_quad)
    score = values.numbers(of["score"])
    label = pc.coalesce(of["label"], of["plover_type"])
    facts = {
        **{name: of[name] for name in ("story_id", "place", "url", "publisher", "note", "source_code", "target_code", "cameo")},
        "id": pc.binary_join_element_wise(values.same(dataset, number), ident, ":"),
        "dataset": values.same(dataset, number),
        "dataset_id": ident,
        "day": day,
        "known_on": values.days(of["known_on"]),
        **_side(of, "source"),
        **_side(of, "target"),
        "directed": values.same(True, number, "bool"),
        "code_dialect": values.mapped(of["code_dialect"], lambda text: text if text in DIALECTS else None),
        "cameo_quad": values.mapped(code, values.cameo_quad, "int32"),
        "label": label,
        "plover_type": kind,
        "plover_mode": pc.coalesce(of["plover_mode"], values.mapped(code, values.plover_mode)),
        "plover_quad": quad,
        "contexts": values.texts(of["contexts"]),
        "score": score,
        "scale": pc.if_else(pc.is_null(score), None, of["scale"]),
        "place_country": values.mapped(of["place_country"], _country),
        "lat": values.numbers(of["lat"]),
        "lon": values.numbers(of["lon"]),
    }
    nobody = pc.and_(pc.and_(pc.is_null(of["source_name"]), pc.is_null(of["source_country"])), pc.is_null(of["source_code"]))
    checks = {
        "no event id": pc.is_null(ident),
        "no day": pc.is_null(day),
        "no source": nobody,
        "no kind of event": pc.and_(pc.is_null(label), pc.is_null(code)),
    }
    return batch(dataset, rows, facts, checks)


def _side(of: Mapping[str, pyarrow.Array], side: str) -> dict[str, pyarrow.Array]:
    import pyarrow.compute as pc  # heavy: columns

    labels, given = values.texts(of[f"{side}_sectors"]), values.mapped(of[f"{side}_country"], _country)
    # A table that names states alone has no column of countries beside them.
    country = given if pc.any(pc.is_valid(of[f"{side}_country"])).as_py() else values.mapped(of[f"{side}_name"], _country)
    return {
        f"{side}_name": of[f"{side}_name"],
        f"{side}_country": country,
        f"{side}_country_given": of[f"{side}_country"],
        f"{side}_sectors": labels,
        f"{side}_labels": labels,
    }


def _as_it_was(rows: Rows) -> Batch:
    """Rows of our own export: each column in its own type again."""
    import pyarrow.compute as pc  # heavy: columns

    facts = {name: _restored(rows.columns[name], name) for name in COLUMNS if name in rows.columns}
    checks = {f"no {name}": pc.is_null(facts[name]) for name in sorted(_OURS)}
    return batch("export", rows, facts, checks)


def _restored(column: pyarrow.Array, name: str) -> pyarrow.Array:
    import pyarrow as pa  # heavy: columns

    kind = schema().field(name).type
    if not pa.types.is_string(column.type) or pa.types.is_string(kind):
        return column.cast(kind)
    if name in _LISTS:
        return values.mapped(column, _list_of, "list")
    if pa.types.is_date(kind):
        return values.days(column)
    if pa.types.is_boolean(kind):
        return values.mapped(column, {"true": True, "false": False, "True": True, "False": False}.get, "bool")
    return column.cast(kind) if pa.types.is_timestamp(kind) else values.numbers(column, str(kind))


def _list_of(text: str) -> list[str] | None:
    if not text.startswith("["):
        return values.listed(text)
    try:
        return [str(one) for one in json.loads(text)]
    except ValueError:
        return None


def _objects(stream: _Again, origin: str) -> Iterator[tuple[list[str], Rows]]:
    """JSON Lines: the header is made of the names of the first piece."""
    header: list[str] = []
    for block in blocks(stream, origin):  # type: ignore[arg-type]
        records: list[Mapping[str, Any]] = []
        lines: list[int] = []
        rejected: list[Rejected] = []
        for line, text in enumerate(block.lines, block.first):
            record = _object(text)
            if record is not None:
                records.append(record)
                lines.append(line)
            elif text.strip():
                rejected.append(refused(origin, line, "not a JSON object", text))
        header = header or list(dict.fromkeys(name for record in records for name in record))
        written = [json.dumps(record, ensure_ascii=False) for record in records]
        yield header, Rows(origin, {name: _texts([one.get(name) for one in records]) for name in header}, lines, written, tuple(rejected))


def _parquet(stream: _Again, origin: str) -> Iterator[tuple[list[str], Rows]]:
    import pyarrow as pa  # heavy: columns
    from pyarrow import parquet

    try:
        # a member of an archive cannot go back and forth in itself
        file = parquet.ParquetFile(stream.whole if stream.whole.seekable() else io.BytesIO(stream.read(-1)))
        first = 1
        for piece in file.iter_batches(_AT_ONCE):
            columns = {name: _column(piece.column(at)) for at, name in enumerate(piece.schema.names)}
            numbers = range(first, first + piece.num_rows)
            yield list(columns), Rows(origin, columns, numbers, [""] * piece.num_rows)
            first += piece.num_rows
    except pa.ArrowException as error:
        raise SourceError(f"damaged: {error}", origin, "get the file again") from error


def _column(column: pyarrow.Array) -> pyarrow.Array:
    """Our own export keeps its types; of other files all is text."""
    import pyarrow as pa  # heavy: columns

    return column if pa.types.is_nested(column.type) else column.cast(pa.string())


def _object(text: bytes) -> Mapping[str, Any] | None:
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _texts(found: list[Any]) -> pyarrow.Array:
    import pyarrow as pa  # heavy: columns

    written = [None if one is None else one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in found]
    return pa.array(written, pa.string())


def _digests(rows: Rows) -> pyarrow.Array:
    """Ids for rows that bring none: of their own words, so that the same row has the same id."""
    import pyarrow as pa  # heavy: columns

    named = zip(*(column.to_pylist() for column in rows.columns.values()), strict=True)
    return pa.array([hashlib.sha256(repr(row).encode()).hexdigest()[:16] for row in named], pa.string())


def _kind(text: str) -> str | None:
    return text.upper() if text.upper() in ontology().types else None


def _country(text: str) -> str | None:
    return country_of(text, "iso3", "name", "iso2")


class _Again:
    """A stream whose first bytes were looked at."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self.whole = rest
        self._head = head

    def read(self, size: int = -1) -> bytes:
        head, self._head = self._head, b""
        return head + self.whole.read(size if size < 0 else max(size - len(head), 0))
