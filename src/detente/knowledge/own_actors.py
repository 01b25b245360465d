"""The user's own actors, out of a CSV or TOML file, before those of the registry."""

from __future__ import annotations

import csv
import io
import tomllib
from copy import copy
from datetime import date
from pathlib import Path

from detente.errors import SettingsError
from detente.knowledge.names import key_of
from detente.knowledge.registry import Person, Registry, Sense, SenseKind, Term, day, shipped

COLUMNS = (
    "name",
    "aliases",
    "kind",
    "country",
    "sector",
    "role",
    "office",
    "start",
    "end",
    "gender",
    "adjectives",
    "people",
    "capital",
    "wikidata",
    "source",
    "checked_on",
)
_KINDS = ("country", "person", "organisation", "group", "place")
_HINT = "see docs/actors.md"


def with_own_actors(path: str | None) -> Registry:
    """The shipped registry, with the actors of a file taking precedence; SettingsError where the file is wrong."""
    if path is None:
        return shipped()
    registry = _copy(shipped())
    for number, row in read_own_actors(Path(path)):
        _add(registry, row, f"{path}, entry {number}")
    return registry


def read_own_actors(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The numbered entries of an actors file, column → text; SettingsError where it cannot be read or has unknown columns."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SettingsError(f"actors file cannot be read: {error.strerror or error}", str(path), _HINT) from error
    except UnicodeDecodeError as error:
        raise SettingsError("actors file is not UTF-8", str(path), "save it as UTF-8") from error
    table = _toml(text, path) if path.suffix.lower() == ".toml" else list(csv.DictReader(io.StringIO(text)))
    if not table or "name" not in table[0]:
        raise SettingsError("actors file holds no entry with a name", str(path), f"columns: {', '.join(COLUMNS)}; {_HINT}")
    unknown = {key for row in table for key in row if key not in COLUMNS}
    if unknown:
        raise SettingsError(f"unknown column {sorted(map(str, unknown))[0]!r}", str(path), f"columns: {', '.join(COLUMNS)}")
    return [(i, {key: (value or "").strip() for key, value in row.items()}) for i, row in enumerate(table, 1)]


def _copy(registry: Registry) -> Registry:
    made = copy(registry)
    made.by_office = {key: list(people) for key, people in registry.by_office.items()}
    for name in ("senses", "people", "surnames", "agents", "agent_modifiers", "titles", "country_names", "persons"):
        setattr(made, name, copy(getattr(registry, name)))
    return made


def _toml(text: str, path: Path) -> list[dict[str, str]]:
    try:
        entries = tomllib.loads(text).get("actor", [])
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"actors file is not TOML: {error}", str(path), _HINT) from error
    return [
        {key: "|".join(map(str, value)) if isinstance(value, list) else str(value) for key, value in entry.items()} for entry in entries
    ]


def _add(registry: Registry, row: dict[str, str], where: str) -> None:
    kind = row.get("kind") or "organisation"
    if not row["name"]:
        raise SettingsError("an entry has no name", where, _HINT)
    if kind not in _KINDS:
        raise SettingsError(f"unknown kind {kind!r}", where, f"kinds: {', '.join(_KINDS)}")
    start, end = _day(row, "start", where), _day(row, "end", where)
    country, sector = row.get("country") or None, row.get("sector") or None
    names = [row["name"], *_many(row, "aliases")]
    if kind == "person":
        role = row.get("role") or row.get("office") or ""
        term = Term(
            role, row.get("office") or "other", country, sector, start, end,
            source=row.get("source") or where, checked_on=row.get("checked_on") or "",
        )  # fmt: skip
        _add_person(registry, row, names, (term,) if role else ())
        return
    if kind == "country":
        _add_country(registry, row, names)
        return
    sense_kind: SenseKind = "city" if kind == "place" else "organisation"
    sense = Sense(sense_kind, row["name"], country, sector, row.get("role") or kind, start, end, row.get("wikidata") or None)
    registry.add_senses(names, sense, first=True)


def _add_person(registry: Registry, row: dict[str, str], names: list[str], terms: tuple[Term, ...]) -> None:
    """One more person, or what is known of a person of this name and country, with the new terms in the place of those they correct."""
    country = row.get("country") or None
    known = next((p for p in registry.people.get(key_of(row["name"]), ()) if p.name == row["name"] and p.country == country), None)
    if known is None:
        registry.add_person(
            Person(names[0], row.get("gender") or None, country, row.get("wikidata") or None, terms, tuple(names[1:])), first=True
        )
        return
    registry.remove_person(known)
    kept = tuple(old for old in known.terms if not any(_corrects(new, old) for new in terms))
    aliases = tuple(dict.fromkeys((*names[1:], *known.aliases)))
    gender, wikidata = row.get("gender") or known.gender, row.get("wikidata") or known.wikidata
    registry.add_person(Person(known.name, gender, country, wikidata, (*terms, *kept), aliases), first=True)


def _corrects(new: Term, old: Term) -> bool:
    """Nobody holds one office twice at a time: of two such terms the later entry is meant."""
    same = (new.role, new.office, new.country) == (old.role, old.office, old.country)
    apart = (new.end and old.start and new.end < old.start) or (old.end and new.start and old.end < new.start)
    return same and not apart


def _add_country(registry: Registry, row: dict[str, str], names: list[str]) -> None:
    code = row.get("country") or row["name"].upper()[:3]
    registry.country_names[code] = row["name"]
    sector, wikidata = row.get("sector") or None, row.get("wikidata") or None
    phrases: tuple[tuple[SenseKind, list[str]], ...] = (
        ("country", names), ("adjective", _many(row, "adjectives")), ("people", _many(row, "people")), ("capital", _many(row, "capital")),
    )  # fmt: skip
    for kind, values in phrases:
        registry.add_senses(values, Sense(kind, row["name"], code, sector, wikidata=wikidata), first=True)


def _many(row: dict[str, str], column: str) -> list[str]:
    return [part.strip() for part in row.get(column, "").split("|") if part.strip()]


def _day(row: dict[str, str], column: str, where: str) -> date | None:
    try:
        return day(row.get(column, ""), last=column == "end")
    except ValueError:
        raise SettingsError(f"{column} {row[column]!r} is not a date", where, "write YYYY, YYYY-MM or YYYY-MM-DD") from None
