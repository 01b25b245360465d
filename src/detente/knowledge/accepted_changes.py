"""Accepted changes as entries of the user's own actors file, behind what stands there."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path

from detente.errors import SettingsError
from detente.knowledge.actor_changes import Change
from detente.knowledge.own_actors import read_own_actors, with_own_actors

_WRITTEN = (
    "name", "aliases", "kind", "country", "sector", "role", "office", "start", "end", "gender", "wikidata", "source", "checked_on",
)  # fmt: skip
_TELLING = ("name", "kind", "country", "role", "office", "start", "end")  # source and day of checking make no new entry


def write_accepted(changes: Iterable[Change], path: Path) -> int:
    """Add accepted changes to an actors file (CSV or TOML; a new one where there is none) in one step; the number of entries added.

    What is there stays; an entry that is there already is not added again. SettingsError where the file is wrong or cannot be written.
    """
    there = [row for _, row in read_own_actors(path)] if path.exists() else []
    known = {_telling(row) for row in there} | {_label(row, alias) for row in there for alias in row.get("aliases", "").split("|")}
    added = []
    for change in changes:
        entry = _entry(change)
        if (_label(entry, change.alias) if change.alias else _telling(entry)) not in known:
            known |= {_telling(entry), _label(entry, change.alias)}
            added.append(entry)
    if added:
        before = path.read_text(encoding="utf-8-sig") if path.exists() else ""
        _replace(path, (_toml if path.suffix.lower() == ".toml" else _csv)(before, added))
    return len(added)


def _entry(change: Change) -> dict[str, str]:
    return {
        "name": change.name, "aliases": change.alias, "kind": "person", "country": change.country, "sector": change.sector,
        "role": change.role, "office": change.office, "start": change.start, "end": change.end, "gender": change.gender,
        "wikidata": change.wikidata, "source": change.source, "checked_on": change.checked_on,
    }  # fmt: skip


def _telling(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row.get(column) or "" for column in _TELLING)


def _label(row: dict[str, str], alias: str) -> tuple[str, ...]:
    return ("label", row["name"], row.get("country") or "", alias)


def _csv(before: str, added: list[dict[str, str]]) -> str:
    lines = list(csv.reader(io.StringIO(before)))
    header = lines[0] if lines else []
    wider = [*header, *(column for column in _WRITTEN if column not in header)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if wider == header:  # then not a character of the old lines changes
        text.write(before if before.endswith("\n") else before + "\n")
    else:
        writer.writerow(wider)
        writer.writerows([*line, *[""] * (len(wider) - len(line))] for line in lines[1:] if line)
    writer.writerows([entry.get(column, "") for column in wider] for entry in added)
    return text.getvalue()


def _toml(before: str, added: list[dict[str, str]]) -> str:
    blocks = [before.rstrip("\n")] if before.strip() else []
    for entry in added:
        lines = [f"{column} = {json.dumps(value, ensure_ascii=False)}" for column, value in entry.items() if value]
        blocks.append("\n".join(["[[actor]]", *lines]))
    return "\n\n".join(blocks) + "\n"


def _replace(path: Path, text: str) -> None:
    """The new file takes the old one's place only when it reads as an actors file."""
    part = path.with_name(f"{path.stem}.part{path.suffix}")
    try:
        part.write_text(text, encoding="utf-8", newline="")
        with_own_actors(str(part))
        part.replace(path)
    except OSError as error:
        raise SettingsError(f"cannot write: {error.strerror or error}", str(path), "choose another file with --actors") from error
    finally:
        part.unlink(missing_ok=True)
