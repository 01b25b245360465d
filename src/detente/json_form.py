"""Records to plain JSON and back, without loss, and the JSON Schema of the records."""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from detente.errors import GoldError
from detente.records import Situation

_HINT = "the form is in docs/records.md"


def to_data(value: object) -> Any:
    """Plain JSON data of a record: days as YYYY-MM-DD, times as YYYY-MM-DDThh:mm:ss, tuples as lists, records as objects by field name."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_data(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [to_data(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def from_data[T](kind: type[T], data: Any) -> T:
    """The record of that type that the data describe; GoldError where they do not fit."""
    try:
        return _read(kind, data)  # type: ignore[no-any-return]
    except KeyError as error:
        raise GoldError(f"not a {kind.__name__}: no field {error}", hint=_HINT) from error
    except (TypeError, ValueError, OverflowError) as error:
        raise GoldError(f"not a {kind.__name__}: {error}", hint=_HINT) from error


def to_line(situation: Situation) -> str:
    """One situation as one line of JSON; lone surrogates are escaped, so the line is always valid UTF-8."""
    text = json.dumps(to_data(situation), ensure_ascii=False, separators=(",", ":"))
    return text if _encodable(text) else json.dumps(to_data(situation), separators=(",", ":"))


def schema(kind: type = Situation) -> dict[str, Any]:
    """JSON Schema (2020-12) of a record type, generated from its annotations."""
    definitions: dict[str, Any] = {}
    root = _schema(kind, definitions)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": kind.__name__}
    return {**head, **root, "$defs": dict(sorted(definitions.items()))}


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _read(kind: Any, data: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        if data is None:
            return None
        return _read(next(arm for arm in get_args(kind) if arm is not types.NoneType), data)
    if origin is tuple:
        if not isinstance(data, list):
            raise TypeError(f"{_shown(data)} is not a list")
        return tuple(_read(get_args(kind)[0], item) for item in data)
    if origin is Literal:
        if data not in get_args(kind):
            raise ValueError(f"{_shown(data)} is none of {', '.join(map(str, get_args(kind)))}")
        return data
    if dataclasses.is_dataclass(kind):
        if not isinstance(data, dict):
            raise TypeError(f"{_shown(data)} is not an object")
        hints = _hints(kind)  # type: ignore[arg-type]
        if unknown := data.keys() - hints.keys():
            raise ValueError(f"{kind.__name__} has no field {', '.join(sorted(map(str, unknown)))}")  # type: ignore[union-attr]
        return kind(**{field.name: _read(hints[field.name], data[field.name]) for field in dataclasses.fields(kind)})  # type: ignore[operator]
    if kind in (date, datetime):
        return kind.fromisoformat(data)
    if kind is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if not isinstance(data, kind) or (kind is int and isinstance(data, bool)):
        raise TypeError(f"{_shown(data)} is not {kind.__name__}")
    return data


def _shown(data: Any) -> str:
    """The data as an error message names them: short."""
    text = repr(data)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _schema(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return {"anyOf": [_schema(arm, definitions) for arm in get_args(kind)]}
    if origin is tuple:
        return {"type": "array", "items": _schema(get_args(kind)[0], definitions)}
    if origin is Literal:
        return {"enum": list(get_args(kind))}
    if dataclasses.is_dataclass(kind):
        name = kind.__name__  # type: ignore[union-attr]
        if name not in definitions:
            definitions[name] = {}
            hints = _hints(kind)  # type: ignore[arg-type]
            names = [field.name for field in dataclasses.fields(kind)]
            properties = {one: _schema(hints[one], definitions) for one in names}
            about = (kind.__doc__ or "").strip()
            form = {"type": "object", "description": about, "properties": properties, "required": names}
            definitions[name] = {**form, "additionalProperties": False}
        return {"$ref": f"#/$defs/{name}"}
    if kind in (date, datetime):
        return {"type": "string", "format": "date" if kind is date else "date-time"}
    return {"type": {str: "string", int: "integer", float: "number", bool: "boolean", types.NoneType: "null"}[kind]}
