"""Read gold and write predictions: JSON Lines, one item a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from detente.errors import GoldError

type Row = dict[str, Any]

_HINT = "formats are in docs/evaluate.md"


def read_rows(path: Path, needed: tuple[str, ...]) -> list[Row]:
    """The rows of a gold file; GoldError with the line number where one is wrong."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise GoldError(f"gold cannot be read: {error.strerror or error}", str(path), _HINT) from error
    except UnicodeDecodeError as error:
        raise GoldError("gold is not UTF-8", str(path), _HINT) from error
    rows = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise GoldError(f"not JSON: {error.msg}", f"{path}, line {number}", _HINT) from error
        missing = [name for name in ("id", *needed) if not isinstance(row, dict) or name not in row]
        if missing:
            raise GoldError(f"field {missing[0]!r} is missing", f"{path}, line {number}", _HINT)
        rows.append(row)
    if not rows:
        raise GoldError("gold holds no line", str(path), _HINT)
    return rows


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """Write predictions whole or not at all."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding="utf-8") as out:
            for row in rows:
                out.write(json.dumps(row, ensure_ascii=True) + "\n")
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise GoldError(f"predictions cannot be written: {error.strerror or error}", str(path), "choose another file") from error


def day_of(row: Row, field: str = "date") -> date | None:
    """The date field of a row, None where it is absent or says nothing that is a day."""
    value = row.get(field)
    try:
        return date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None
