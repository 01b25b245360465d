"""The organisations table: the curated list, confirmed and completed by the extracted one."""

import re
from collections import defaultdict
from collections.abc import Iterable

from registry_tables.rows import CURATED, EXTRACTED, Row, join, read_csv, read_group, split

COMMENT = (
    "Organisations: one row a period where the sector changed; country ISO alpha-3 or IGO, UNO, "
    "EUR, NGO; shared: names that mean other things too. Facts: editor; names found in the CIA World Factbook "
    "package are verified, dates are the editor's. Lists joined by '|'"
)
COLUMNS = ["name", "aliases", "kind", "country", "sector", "start", "end", "base_country", "wikidata", "shared", "status"]
CONFIRMED = "verified"
SPELLINGS = (
    ("Organisation", "Organization"), ("Defence", "Defense"), ("Centre", "Center"), ("Programme", "Program"),
    ("Organisations", "Organizations"), ("Cooperation", "Co-operation"), ("Mobilisation", "Mobilization"),
    ("Stabilisation", "Stabilization"), ("Harbour", "Harbor"),
)  # fmt: skip


def organisations() -> list[Row]:
    """Curated rows first in rank, then extracted ones that no curated row names."""
    extracted = read_csv(EXTRACTED / "organisations.csv")
    known = {(row["country"], key(name)) for row in extracted for name in names(row)}
    groups = {key(name) for row in read_csv(EXTRACTED / "armed_groups.csv") for name in names(row)}
    rows = [confirmed(row, known, groups) for row in read_group("organisations*.csv")]
    taken = {(row["country"], key(name)) for row in rows for name in names(row)}
    for row in extracted:
        if not any((row["country"], key(name)) in taken for name in long_names(row)):
            rows.append(row | {"status": CONFIRMED})
    return sorted(with_shared([spelt(row) for row in rows]), key=order)


def spelt(row: Row) -> Row:
    """The row with its names in the spellings of both sides of the Atlantic."""
    twins = [respelt(name, pair) for name in names(row) for pair in (SPELLINGS, tuple((new, old) for old, new in SPELLINGS))]
    return row | {"aliases": join([*split(row["aliases"]), *(twin for twin in twins if twin not in names(row))])}


def respelt(name: str, pairs: Iterable[tuple[str, str]]) -> str:
    """A name with each word of one side replaced by that of the other."""
    for old, new in pairs:
        name = re.sub(rf"\b{old}\b", new, name)
    return name


def with_shared(rows: list[Row]) -> list[Row]:
    """The rows with those of their names that other organisations have or that are plain words."""
    owners: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in rows:
        for name in names(row):
            owners[name].add((row["country"], base(row["name"])))
    words = {row["name"] for row in read_csv(CURATED / "ambiguous_names.csv")}
    return [row | {"shared": join(n for n in names(row) if len(owners[n]) > 1 or n.casefold() in words)} for row in rows]


def base(name: str) -> str:
    """A name without its qualifier, so that the periods of one organisation count once."""
    return re.sub(r"\s*\([^)]*\)", "", name)


def order(row: Row) -> tuple[str, str, str, str]:
    """The order of the shipped rows."""
    return (row["country"], row["kind"], row["name"], row.get("start", ""))


def confirmed(row: Row, known: set[tuple[str, str]], groups: set[str]) -> Row:
    """The row, verified where the package names it in the same country or among the groups."""
    keys = {key(name) for name in long_names(row)}
    if any((row["country"], name) in known for name in keys):
        return row | {"status": CONFIRMED}
    if row["kind"] == "armed_group" and "(" not in row["name"] and keys & groups:
        return row | {"status": CONFIRMED}
    return row


def names(row: Row) -> list[str]:
    """The name and the aliases."""
    return split(join([row["name"], *split(row["aliases"])]))


def long_names(row: Row) -> list[str]:
    """The name, and those aliases that are more than an abbreviation."""
    return [row["name"], *(alias for alias in split(row["aliases"]) if len(alias) > 5)]


def key(name: str) -> str:
    """A name without case, articles, apostrophes, qualifiers and spelling habits."""
    plain = re.sub(r"\s*\([^)]*\)|['’‘`]", "", name.casefold())
    plain = plain.replace("labour", "labor").replace("defence", "defense")
    plain = re.sub(r"[^\w]+", " ", plain).strip().removeprefix("the ")
    return plain.replace("al qaida", "al qaeda").replace("hizballah", "hezbollah")
