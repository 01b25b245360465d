"""GDELT event files: 61 columns (2.0), 58 (1.0 daily) or 57 (1.0 history), between tabs, without header."""

from __future__ import annotations

from collections import Counter
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

_MENTIONS = 16
_PLACES = {"1": "country", "2": "region", "3": "city", "4": "city", "5": "region"}
_DIGITS = "^[0-9]+$"


def read(stream: BinaryIO, origin: str) -> Iterator[Batch]:
    """The events of a file."""
    for rows in tab_rows(stream, origin, lambda lines: _layout(lines, origin)):
        yield _batch(rows)


def _layout(lines: list[bytes], origin: str) -> tuple[Names, bool, int]:
    """The columns by their number; a 62nd is an index before them or a language behind them."""
    names: list[str] = toml_table("headers", "detente.exchange")["gdelt"].split()
    old = [name for name in names if not name.endswith("_ADM2Code")]
    widths = Counter(line.count(b"\t") + 1 for line in lines if line.strip())
    layouts = {61: names, 58: old, 57: old[:-1], 62: ["", *names]}
    width = next((width for width, _ in widths.most_common() if width in layouts), 0)
    if not width:
        usual = widths.most_common(1)[0][0] if widths else 0
        what = "a table of mentions, not of events" if usual == _MENTIONS else f"{usual} columns; GDELT events have 57, 58 or 61"
        raise SourceError(what, origin, "the columns are in docs/exchange.md")
    if width == 62 and any(_is_day(line, 1) for line in lines):
        layouts[62] = [*names, ""]
    header = lines[0].lower().find(b"globaleventid") >= 0
    used = frozenset(toml_table("headers", "detente.exchange")["gdelt_used"].split())
    return [name if name in used else "" for name in layouts[width]], header, 0


def _is_day(line: bytes, at: int) -> bool:
    fields = line.split(b"\t", at + 1)
    return len(fields) > at and len(fields[at]) == 8 and fields[at].isdigit()


def _batch(rows: Rows) -> Batch:
    import pyarrow.compute as pc  # heavy: columns

    number, of = len(rows), rows.column
    code, day = of("EventCode"), values.days(of("SQLDATE"))
    kind = values.mapped(code, values.plover_type)
    facts = {
        "id": pc.binary_join_element_wise("gdelt", of("GLOBALEVENTID"), ":"),
        "dataset": values.same("gdelt", number),
        "dataset_id": of("GLOBALEVENTID"),
        "day": day,
        "known_on": values.days(of("DATEADDED")),
        **_side(rows, "source", "Actor1"),
        **_side(rows, "target", "Actor2"),
        "directed": values.same(True, number, "bool"),
        "cameo": code,
        "code_dialect": values.same("cameo-gdelt", number),
        "cameo_quad": values.numbers(of("QuadClass"), "int32"),
        "plover_type": kind,
        "plover_mode": values.mapped(code, values.plover_mode),
        "plover_quad": values.mapped(kind, values.plover_quad),
        "score": values.numbers(of("GoldsteinScale")),
        "scale": values.same("goldstein-gdelt", number),
        "tone": values.numbers(of("AvgTone")),
        "is_root": values.mapped(of("IsRootEvent"), lambda text: text == "1", "bool"),
        "mentions": values.numbers(of("NumMentions"), "int32"),
        "sources": values.numbers(of("NumSources"), "int32"),
        "articles": values.numbers(of("NumArticles"), "int32"),
        "place": of("ActionGeo_FullName"),
        "place_type": values.mapped(of("ActionGeo_Type"), _PLACES.get),
        "place_country": values.mapped(of("ActionGeo_CountryCode"), lambda text: country_of(text, "fips")),
        "lat": values.numbers(of("ActionGeo_Lat")),
        "lon": values.numbers(of("ActionGeo_Long")),
        "url": of("SOURCEURL"),
    }
    checks = {
        "no event id": pc.invert(pc.match_substring_regex(of("GLOBALEVENTID"), _DIGITS)),
        "no day": pc.is_null(day),
        "no event code": pc.is_null(code),
    }
    return batch("gdelt", rows, facts, checks)


def _side(rows: Rows, side: str, actor: str) -> dict[str, pyarrow.Array]:
    import pyarrow.compute as pc  # heavy: columns

    country = rows.column(f"{actor}CountryCode")
    group = rows.column(f"{actor}KnownGroupCode")
    roles = values.joined(*(rows.column(f"{actor}Type{at}Code") for at in (1, 2, 3)))
    return {
        f"{side}_name": rows.column(f"{actor}Name"),
        f"{side}_country": pc.coalesce(values.mapped(country, _country), values.mapped(group, _organisation)),
        f"{side}_country_given": country,
        f"{side}_sectors": values.mapped(roles, lambda text: values.sectors(values.listed(text), "cameo"), "list"),
        f"{side}_labels": values.texts(roles),
        f"{side}_code": rows.column(f"{actor}Code"),
    }


def _country(code: str) -> str | None:
    return country_of(code, "cameo", "iso3")


def _organisation(code: str) -> str | None:
    """The United Nations and the European Union are actors of their own in PLOVER; other groups keep their code only."""
    return {"UNO": "UNO", "EEC": "EUR", "EUR": "EUR"}.get(code)
