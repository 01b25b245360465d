"""The people table: one row a term, from the curated files and, for what they lack, the package."""

import re
import unicodedata

from registry_tables.rows import EXTRACTED, Row, read_csv, read_group, split

COMMENT = (
    "People in public office and leaders of groups: one row a term; end empty: in office on "
    "checked_on. Facts: editor (unverified), CIA World Factbook package (verified)"
)
COLUMNS = (
    "name,aliases,gender,country,sector,role,office,start,end,wikidata,source,checked_on,status,"
    "confidence"
).split(",")
PACKAGE = "CIA World Factbook package 0.1.2"
PACKAGE_DATE = "2026-02"
CONFIDENCE = {"verified": "0.95", "unverified": "0.8"}


def people(states: set[str]) -> list[Row]:
    """Curated terms, confirmed where the package agrees, and the package's leaders of `states`."""
    leaders = read_csv(EXTRACTED / "leaders.csv")
    known = {(row["country"], row["office"], tail) for row in leaders for tail in tails(row)}
    rows = [confirmed(row, known) for row in distinct(read_group("people_*.csv"))]
    held = {(row["country"], row["office"]) for row in rows if not row["end"]}
    named = {(row["country"], tail) for row in rows if not row["end"] for tail in tails(row)}
    for row in leaders:
        if row["country"] not in states or (row["country"], row["office"]) in held:
            continue
        if any((row["country"], tail) in named for tail in tails(row)):
            continue
        rows.append(from_package(row))
    rows = [row | {"confidence": CONFIDENCE[row["status"]]} for row in rows]
    return sorted(rows, key=lambda r: (r["country"], r["office"], r["start"], r["name"], r["role"]))


def distinct(rows: list[Row]) -> list[Row]:
    """The rows without a term that two files give alike; the file first in name order wins."""
    seen: dict[tuple[str, ...], Row] = {}
    for row in rows:
        seen.setdefault(
            (row["name"], row["country"], row["office"], row["role"], row["start"]), row
        )
    return list(seen.values())


def confirmed(row: Row, known: set[tuple[str, str, str]]) -> Row:
    """A current term, verified where the package names the same person in the same office."""
    if row["end"] or row["status"] == "verified":
        return row
    if any((row["country"], row["office"], tail) in known for tail in tails(row)):
        return row | {"status": "verified", "source": f"editor; {PACKAGE} (holder)"}
    return row


def from_package(row: Row) -> Row:
    """A curated-like row from a leader of the package."""
    return row | {
        "gender": "",
        "sector": "GOV",
        "end": "",
        "wikidata": "",
        "source": PACKAGE,
        "checked_on": PACKAGE_DATE,
        "status": "verified",
    }


def tails(row: Row) -> set[str]:
    """The whole names of a row without case, accents and hyphens."""
    return {folded(name) for name in [row["name"], *split(row["aliases"])] if " " in name}


def folded(name: str) -> str:
    """A name without case, accents, hyphens and apostrophes."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    return re.sub(r"[^\w]+", " ", plain).strip()
