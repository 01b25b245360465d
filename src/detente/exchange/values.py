"""Columns of text into columns of days, numbers, codes and lists; what does not fit becomes null."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from detente.knowledge.cameo import cameo
from detente.knowledge.ontology import ontology
from detente.knowledge.tables import rows

if TYPE_CHECKING:
    import pyarrow

_FORMS = ("%Y-%m-%d", "%Y%m%d", "%m/%d/%Y", "%d %B %Y", "%d-%B-%Y", "%d-%b-%Y")
_SPLIT = re.compile(r"\s*[;|]\s*")
_COMMAS = re.compile(r"\s*,\s*")
_MISSING = frozenset({"", "None", "NA", "N/A", "NaN", "nan", "null"})


def mapped(values: pyarrow.Array, function: Callable[[str], Any], kind: str = "string") -> pyarrow.Array:
    """The column with a function over its values, which is called once for each different one; null stays null."""
    import pyarrow as pa  # heavy: columns

    encoded = values.dictionary_encode()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.unify_dictionaries().combine_chunks()
    made = pa.array([function(one) for one in encoded.dictionary.to_pylist()], _type(kind))
    return made.take(encoded.indices)


def same(value: Any, number: int, kind: str = "string") -> pyarrow.Array:
    """A column with one value in every row."""
    import pyarrow as pa  # heavy: columns

    return pa.repeat(pa.scalar(value, _type(kind)), number)


def days(values: pyarrow.Array) -> pyarrow.Array:
    """Days; YYYY-MM-DD, YYYYMMDD (also with a time after it), M/D/YYYY and 31 January 2026 are read."""
    return mapped(values, day_of, "date32")


def numbers(values: pyarrow.Array, kind: str = "double") -> pyarrow.Array:
    """Numbers; text that is none becomes null."""
    import pyarrow as pa  # heavy: columns

    try:
        return values.cast(_type(kind))
    except pa.ArrowInvalid:
        return mapped(values, _whole if kind.startswith("int") else number_of, kind)


def texts(values: pyarrow.Array, separator: str = ";|") -> pyarrow.Array:
    """Lists of texts; a JSON list, or parts between separators (`;` and `|`, or the comma)."""
    return mapped(values, lambda text: listed(text, separator), "list")


def joined(*columns: pyarrow.Array) -> pyarrow.Array:
    """Columns as one column of texts with `|` between, as `listed` takes them apart."""
    import pyarrow.compute as pc  # heavy: columns

    # not null_handling="skip": pyarrow 26 loses the rows in which all are null
    return pc.binary_join_element_wise(*(pc.fill_null(column, "") for column in columns), "|")


def listed(text: str, separator: str = ";|") -> list[str] | None:
    """The parts of a text; None where there is none."""
    text = text.strip().strip('"')
    pattern = _COMMAS if separator == "," else _SPLIT
    return [part for part in pattern.split(text) if part not in _MISSING] or None


def known(values: pyarrow.Array) -> pyarrow.Array:
    """The column with null where the text only says that nothing is known, and without quotation marks around a value."""
    return mapped(values, present)


def present(text: str) -> str | None:
    """The text without blanks and marks around it; None where it says that nothing is known."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1].strip()
    return None if text in _MISSING else text


def day_of(text: str) -> date | None:
    """A day in any of the forms that event data use."""
    text = text.strip()
    if len(text) == 14 and text.isdigit():
        text = text[:8]
    if len(text) > 10 and text[4:5] == "-" and text[10] in "T ":
        text = text[:10]
    for form in _FORMS:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    return None


def plover_type(code: str) -> str | None:
    """The PLOVER type of a CAMEO code."""
    found = cameo().get(code)
    return found.plover if found else None


def plover_mode(code: str) -> str | None:
    """The PLOVER mode of a CAMEO code, where every dialect agrees."""
    found = cameo().get(code)
    return found.mode if found else None


def plover_quad(kind: str) -> str | None:
    """The PLOVER quad class of a PLOVER type."""
    facts = {str(name): one for name, one in ontology().types.items()}.get(kind)
    return facts.quad if facts else None


def cameo_quad(code: str) -> int | None:
    """The CAMEO quad class of a CAMEO code."""
    found = cameo().get(code)
    return found.quad if found else None


def sectors(labels: list[str] | None, scheme: str) -> list[str] | None:
    """The PLOVER sectors of a data set's labels, each once; None where none has one."""
    table = _sectors(scheme)
    return list(dict.fromkeys(table[label.casefold()] for label in labels or () if label.casefold() in table)) or None


@cache
def _sectors(scheme: str) -> dict[str, str]:
    return {row["label"]: row["sector"] for row in rows("sectors", "detente.exchange") if row["scheme"] == scheme}


def _type(kind: str) -> Any:
    import pyarrow as pa  # heavy: columns

    known: dict[str, Any] = {"list": pa.list_(pa.string()), "timestamp": pa.timestamp("us"), "date32": pa.date32(), "bool": pa.bool_()}
    return known.get(kind) or pa.type_for_alias(kind)


def number_of(text: str) -> float | None:
    try:
        made = float(text)
    except ValueError:
        return None
    return made if abs(made) < float("inf") else None


def _whole(text: str) -> int | None:
    made = number_of(text)
    return int(made) if made is not None and abs(made) < 2**31 else None
