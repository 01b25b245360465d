"""ACLED files: CSV with a header; who acted on whom is not told, and rows change after they are published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO

from detente.errors import SourceError
from detente.exchange import values
from detente.exchange.batches import Batch, Rows, batch
from detente.exchange.separated import csv_rows
from detente.knowledge.concordance import country_of
from detente.knowledge.tables import toml_table

if TYPE_CHECKING:
    import pyarrow


def read(stream: BinaryIO, origin: str) -> Iterator[Batch]:
    """The events of a file; columns that we do not know are left out."""
    for header, rows in csv_rows(stream, origin):
        if absent := [name for name in toml_table("headers", "detente.exchange")["acled_needed"] if name not in header]:
            raise SourceError(f"no column {', '.join(absent)}", origin, "the columns are in docs/exchange.md")
        yield _batch(rows)


def _batch(rows: Rows) -> Batch:
    import pyarrow as pa  # heavy: columns
    import pyarrow.compute as pc

    number = len(rows)
    of = {name: values.known(rows.column(name)) for name in toml_table("headers", "detente.exchange")["acled"].split()}
    ident, day = of["event_id_cnty"], values.days(of["event_date"])
    revised = values.mapped(of["timestamp"], _moment, "timestamp")
    kinds = pc.binary_join_element_wise(of["event_type"], of["sub_event_type"], " / ")
    facts = {
        "id": pc.binary_join_element_wise("acled", ident, ":"),
        "dataset": values.same("acled", number),
        "dataset_id": ident,
        "day": day,
        "known_on": revised.cast(pa.date32(), safe=False),
        **_side(of, "source", "1"),
        **_side(of, "target", "2"),
        "directed": values.same(False, number, "bool"),
        "label": pc.coalesce(kinds, of["event_type"]),
        "fatalities": values.numbers(of["fatalities"], "int32"),
        "place": of["location"],
        "place_type": values.mapped(of["geo_precision"], {"1": "city", "2": "city", "3": "region"}.get),
        "place_country": pc.coalesce(
            values.mapped(of["iso"], _by_number), values.mapped(of["country"], lambda text: country_of(text, "name"))
        ),
        "lat": values.numbers(of["latitude"]),
        "lon": values.numbers(of["longitude"]),
        "publisher": of["source"],
        "note": of["notes"],
        "revised": revised,
    }
    checks = {"no event id": pc.is_null(ident), "no day": pc.is_null(day), "no event type": pc.is_null(of["event_type"])}
    return batch("acled", rows, facts, checks)


def _side(of: dict[str, pyarrow.Array], side: str, at: str) -> dict[str, pyarrow.Array]:
    """An actor with its interaction code, which comes as text or as a number; actors carry no country of their own."""
    kind = of[f"inter{at}"]
    return {
        f"{side}_name": of[f"actor{at}"],
        f"{side}_country": values.mapped(of[f"actor{at}"], _in_brackets),
        f"{side}_sectors": values.mapped(kind, lambda text: values.sectors([text.removesuffix(".0")], "acled"), "list"),
        f"{side}_labels": values.texts(kind),
    }


def _in_brackets(actor: str) -> str | None:
    """The country in brackets at the end of an actor's name, as in `Protesters (Cuba)`; some names have years there."""
    inside = actor.removesuffix(")").rpartition("(")[2] if actor.endswith(")") else ""
    return country_of(inside, "name") if inside and not inside[0].isdigit() else None


def _by_number(text: str) -> str | None:
    return country_of(text.removesuffix(".0").zfill(3), "numeric")


def _moment(text: str) -> datetime | None:
    """Unix seconds as a time in UTC."""
    try:
        return datetime.fromtimestamp(int(float(text)), UTC).replace(tzinfo=None)
    except (ValueError, OverflowError, OSError):
        return None
