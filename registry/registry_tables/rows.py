"""Read and write the registry's plain tables: commented CSV in, commented TSV out."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

Row = dict[str, str]

REGISTRY = Path(__file__).resolve().parents[1]
CURATED = REGISTRY / "curated"
EXTRACTED = REGISTRY / "extracted"
SHIPPED = REGISTRY.parent / "src" / "detente" / "knowledge" / "data"

PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def read_csv(path: Path) -> list[Row]:
    """Rows of a CSV whose comment lines start with '#'; every value stripped, none missing."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines(keepends=True) if not line.startswith("#") and line.strip()]
    reader = csv.DictReader(lines, strict=True)
    rows: list[Row] = []
    for number, raw in enumerate(reader, start=2):
        if None in raw or any(value is None for value in raw.values()):
            raise ValueError(f"{path.name}: row {number} has the wrong number of fields: {raw}")
        rows.append({key: value.strip() for key, value in raw.items()})
    return rows


def read_group(pattern: str) -> list[Row]:
    """Rows of all curated files that match, in file-name order, each marked with its file."""
    rows: list[Row] = []
    for path in sorted(CURATED.glob(pattern)):
        rows.extend({**row, "file": path.name} for row in read_csv(path))
    return rows


def csv_text(comment: str, columns: Sequence[str], rows: Iterable[Row]) -> str:
    """CSV text with one comment line and a header."""
    buffer = io.StringIO()
    buffer.write(f"# {comment}\n")
    writer = csv.DictWriter(buffer, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({column: row.get(column, "") for column in columns})
    return buffer.getvalue()


def tsv_text(comment: str, columns: Sequence[str], rows: Iterable[Row]) -> str:
    """TSV text with one comment line and a header; values never hold a tab or a line end."""
    lines = [f"# {comment}", "\t".join(columns)]
    for row in rows:
        values = [row.get(column, "") for column in columns]
        if any("\t" in value or "\n" in value for value in values):
            raise ValueError(f"a value holds a tab or a line end: {values}")
        lines.append("\t".join(values))
    return "\n".join(lines) + "\n"


def read_tsv(path: Path) -> list[Row]:
    """Rows of a shipped table."""
    return parse_tsv(path.read_text(encoding="utf-8"))


def parse_tsv(text: str) -> list[Row]:
    """Rows of the text of a shipped table."""
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    columns = lines[0].split("\t")
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in lines[1:]]


def split(value: str) -> list[str]:
    """The items of a list joined by '|'."""
    return [item.strip() for item in value.split("|") if item.strip()]


def join(items: Iterable[str]) -> str:
    """Items joined by '|', each once, in first-seen order."""
    return "|".join(dict.fromkeys(item.strip() for item in items if item.strip()))


def merge(base: str, extra: str) -> str:
    """`extra` added to the list `base`; an `extra` that starts with '!' replaces it."""
    if extra.startswith("!"):
        return join(split(extra[1:]))
    return join([*split(base), *split(extra)])


def date_ok(value: str) -> bool:
    """Whether a value is empty or a partial ISO date."""
    return not value or PARTIAL_DATE.fullmatch(value) is not None
