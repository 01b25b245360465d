"""The organisations table: the curated list, confirmed and completed by the extracted one."""

import re

from registry_tables.rows import EXTRACTED, Row, join, read_csv, read_group, split

COMMENT = (
    "Organisations: one row a period where the sector changed; country ISO alpha-3 or IGO, UNO, "
    "EUR, NGO. Facts: editor; CIA World Factbook package (verified). Lists joined by '|'"
)
COLUMNS = (
    "name,aliases,kind,country,sector,start,end,base_country,wikidata,status".split(",")
)
CONFIRMED = "verified"


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
    return sorted(rows, key=order)


def order(row: Row) -> tuple[str, str, str, str]:
    """The order of the shipped rows."""
    return (row["country"], row["kind"], row["name"], row.get("start", ""))


def confirmed(row: Row, known: set[tuple[str, str]], groups: set[str]) -> Row:
    """The row, verified where the package names it in the same country or among the groups."""
    keys = {key(name) for name in long_names(row)}
    if any((row["country"], name) in known for name in keys):
        return row | {"status": CONFIRMED}
    if row["kind"] == "armed_group" and keys & groups:
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
