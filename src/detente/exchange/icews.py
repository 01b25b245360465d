"""ICEWS event files: 20 columns between tabs under a header; an id is unique only with its day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from detente.errors import SourceError
from detente.exchange import values
from detente.exchange.batches import Batch, Rows, batch
from detente.exchange.separated import Names, tab_rows
from detente.knowledge.concordance import country_of
from detente.knowledge.tables import toml_table

if TYPE_CHECKING:
    import pyarrow

_NEEDED = ("event_id", "event_date", "source_name", "target_name", "cameo_code")


def read(stream: BinaryIO, origin: str) -> Iterator[Batch]:
    """The events of a file; the headers may be written in small letters with underscores."""
    for rows in tab_rows(stream, origin, lambda lines: _layout(lines, origin)):
        yield _batch(rows)


def _layout(lines: list[bytes], origin: str) -> tuple[Names, bool, int]:
    known = [_plain(name) for name in toml_table("headers", "detente.exchange")["icews"]]
    given = [_plain(name) for name in lines[0].decode("utf-8").split("\t")] if lines else []
    if "event_id" not in given:
        if len(given) == len(known) and given[0].isdigit():
            return known, False, 0
        raise SourceError("no header of ICEWS", origin, f"the first line names {', '.join(_NEEDED)} …, between tabs")
    if absent := [name for name in _NEEDED if name not in given]:
        raise SourceError(f"no column {', '.join(absent)}", origin, "the columns are in docs/exchange.md")
    return [name if name in known else "" for name in given], True, 0


def _plain(name: str) -> str:
    return name.strip().strip('"').lower().replace(" ", "_").replace(".", "_")


def _batch(rows: Rows) -> Batch:
    import pyarrow as pa  # heavy: columns
    import pyarrow.compute as pc

    number = len(rows)
    of = {name: values.known(rows.column(_plain(name))) for name in toml_table("headers", "detente.exchange")["icews"]}
    code, day, ident = of["CAMEO Code"], values.days(of["Event Date"]), of["Event ID"]
    key = pc.binary_join_element_wise(ident, day.cast(pa.string()), "@")
    kind = values.mapped(code, values.plover_type)
    facts = {
        "id": pc.binary_join_element_wise("icews", key, ":"),
        "dataset": values.same("icews", number),
        "dataset_id": key,
        "day": day,
        **_side(of, "source", "Source"),
        **_side(of, "target", "Target"),
        "directed": values.same(True, number, "bool"),
        "cameo": code,
        "code_dialect": values.same("cameo-1.1b3", number),
        "cameo_quad": values.mapped(code, values.cameo_quad, "int32"),
        "label": of["Event Text"],
        "plover_type": kind,
        "plover_mode": values.mapped(code, values.plover_mode),
        "plover_quad": values.mapped(kind, values.plover_quad),
        "score": values.numbers(of["Intensity"]),
        "scale": values.same("goldstein-icews", number),
        "story_id": of["Story ID"],
        "place": pc.coalesce(of["City"], of["District"], of["Province"], of["Country"]),
        "place_type": _place_type(of),
        "place_country": values.mapped(of["Country"], lambda text: country_of(text, "name", "iso3")),
        "lat": values.numbers(of["Latitude"]),
        "lon": values.numbers(of["Longitude"]),
        "publisher": of["Publisher"],
    }
    return batch("icews", rows, facts, {"no event id": pc.is_null(ident), "no day": pc.is_null(day), "no event code": pc.is_null(code)})


def _side(of: dict[str, pyarrow.Array], side: str, name: str) -> dict[str, pyarrow.Array]:
    labels = of[f"{name} Sectors"]
    return {
        f"{side}_name": of[f"{name} Name"],
        f"{side}_country": values.mapped(of[f"{name} Country"], lambda text: country_of(text, "name", "iso3")),
        f"{side}_country_given": of[f"{name} Country"],
        f"{side}_sectors": values.mapped(labels, lambda text: values.sectors(values.listed(text, ","), "icews"), "list"),
        f"{side}_labels": values.texts(labels, ","),
    }


def _place_type(of: dict[str, pyarrow.Array]) -> pyarrow.Array:
    import pyarrow.compute as pc  # heavy: columns

    known = {name: pc.is_valid(of[name]) for name in ("City", "District", "Province", "Country")}
    region = pc.or_(known["District"], known["Province"])
    return pc.if_else(known["City"], "city", pc.if_else(region, "region", pc.if_else(known["Country"], "country", None)))
