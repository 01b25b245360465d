"""POLECAT event files: 40 columns between tabs; the header may name more columns than there are, and lines may end with empty ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from detente.errors import SourceError
from detente.exchange import values
from detente.exchange.batches import Batch, Rows, batch
from detente.exchange.separated import Names, tab_rows
from detente.knowledge.concordance import country_of
from detente.knowledge.ontology import ontology
from detente.knowledge.tables import toml_table

if TYPE_CHECKING:
    import pyarrow

_SPARE = 20


def read(stream: BinaryIO, origin: str) -> Iterator[Batch]:
    """The events of a file."""
    for rows in tab_rows(stream, origin, lambda lines: _layout(lines, origin)):
        yield _batch(rows)


def _layout(lines: list[bytes], origin: str) -> tuple[Names, bool, int]:
    """The forty names; a header is believed only where the lines below have as many fields."""
    known: list[str] = toml_table("headers", "detente.exchange")["polecat"]
    given = (
        [name.strip().strip('"').replace("Event Intensity", "Intensity") for name in lines[0].decode("utf-8").split("\t")] if lines else []
    )
    header = "Event ID" in given
    widths = Counter(len(line.rstrip(b"\t").split(b"\t")) for line in lines[1:] if line.strip())
    usual = widths.most_common(1)[0][0] if widths else len(known)
    if header and usual == len(given) > len(known) and set(known) <= set(given):
        return [name if name in known else "" for name in given], True, _SPARE
    if not header and len(given) < len(known):
        raise SourceError(f"{len(given)} columns; POLECAT has {len(known)}", origin, "the columns are in docs/exchange.md")
    return known, header, _SPARE


def _batch(rows: Rows) -> Batch:
    import pyarrow.compute as pc  # heavy: columns

    number = len(rows)
    of = {name: values.known(rows.column(name)) for name in toml_table("headers", "detente.exchange")["polecat"]}
    ident, day = of["Event ID"], values.days(of["Event Date"])
    kind = values.mapped(of["Event Type"], _kind)
    facts = {
        "id": pc.binary_join_element_wise("polecat", ident, ":"),
        "dataset": values.same("polecat", number),
        "dataset_id": ident,
        "day": day,
        "known_on": values.days(of["Publication Date"]),
        **_side(of, "source", "Actor"),
        **_side(of, "target", "Recipient"),
        "directed": values.same(True, number, "bool"),
        "label": of["Event Type"],
        "plover_type": kind,
        "plover_mode": values.mapped(of["Event Mode"], str.lower),
        "plover_quad": values.mapped(of["Quad Code"], str.lower),
        "contexts": values.texts(of["Contexts"]),
        "score": values.numbers(of["Intensity"]),
        "scale": values.same("plover", number),
        "story_id": values.mapped(ident, lambda text: text.partition("_")[0]),
        "place": pc.coalesce(of["Placename"], of["City"], of["Province"], of["Country"]),
        "place_country": values.mapped(of["Country"], _country),
        "lat": values.numbers(of["Latitude"]),
        "lon": values.numbers(of["Longitude"]),
        "publisher": of["Source"],
        "language": of["Language"],
    }
    checks = {"no event id": pc.is_null(ident), "no day": pc.is_null(day), "no PLOVER event type": pc.is_null(kind)}
    return batch("polecat", rows, facts, checks)


def _side(of: dict[str, pyarrow.Array], side: str, name: str) -> dict[str, pyarrow.Array]:
    import pyarrow.compute as pc  # heavy: columns

    both = values.joined(of[f"Primary {name} Sector"], of[f"{name} Sectors"])
    labels = values.mapped(both, lambda text: list(dict.fromkeys(values.listed(text) or ())) or None, "list")
    return {
        f"{side}_name": pc.coalesce(of[f"{name} Name"], of[f"{name} Name Raw"]),
        f"{side}_country": values.mapped(of[f"{name} Country"], _country),
        f"{side}_country_given": of[f"{name} Country"],
        f"{side}_sectors": labels,
        f"{side}_labels": labels,
    }


def _kind(text: str) -> str | None:
    return text.upper() if text.upper() in ontology().types else None


def _country(text: str) -> str | None:
    """The first of several countries."""
    return next((code for one in values.listed(text) or () if (code := country_of(one, "iso3", "name"))), None)
