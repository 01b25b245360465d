"""The people table: one row a term, from the curated files and, for what they lack, the package."""

import re
import unicodedata
from collections import Counter

from registry_tables.rows import EXTRACTED, Row, join, read_csv, read_group, split

COMMENT = (
    "People in public office and leaders of groups: one row a term; end empty: in office on "
    "checked_on. Facts: editor (unverified), CIA World Factbook package (verified)"
)
COLUMNS = [
    "name",
    "aliases",
    "gender",
    "country",
    "sector",
    "role",
    "office",
    "start",
    "end",
    "wikidata",
    "source",
    "checked_on",
    "status",
    "confidence",
]
PACKAGE = "CIA World Factbook package 0.1.2"
PACKAGE_DATE = "2026-02"
ROYAL = frozenset({"King", "Queen", "Sultan", "Grand", "Prince", "Emir", "Amir"})
HEAD_OF_STATE = "head_of_state"
SAME_CODE = {"XKX": "KOS", "ROM": "ROU", "ZAR": "COD"}
CONFIDENCE = {"verified": "0.95", "unverified": "0.8"}


def people(states: set[str]) -> list[Row]:
    """Curated terms, confirmed where the package agrees, and the package's leaders of `states`."""
    leaders = read_csv(EXTRACTED / "leaders.csv")
    known = {(row["country"], row["office"], tail) for row in leaders for tail in tails(row)}
    rows = [confirmed(row, known) for row in distinct(read_group("people_*.csv"))]
    rows += [from_package(row) for row in lacking(leaders, rows) if row["country"] in states]
    rows = [row | {"confidence": CONFIDENCE[row["status"]]} for row in rows]
    return sorted(rows, key=lambda r: (r["country"], r["office"], r["start"], r["name"], r["role"]))


def lacking(leaders: list[Row], rows: list[Row]) -> list[Row]:
    """The package's leaders whom the curated rows lack.

    Left out: a person whom the curated rows know there, a head of government where one person
    holds both offices and the head of state is curated, and a monarch of several states.
    """
    held = {(row["country"], row["office"]) for row in rows if not row["end"]}
    known = {(row["country"], tail) for row in rows for tail in tails(row)}
    heads = {(row["country"], row["name"]) for row in leaders if row["office"] == HEAD_OF_STATE}
    countries = Counter(name for _, name in heads)
    return [
        row
        for row in leaders
        if (row["country"], row["office"]) not in held
        and not any((row["country"], tail) in known for tail in tails(row))
        and not ((row["country"], row["name"]) in heads and (row["country"], HEAD_OF_STATE) in held)
        and countries[row["name"]] < 2
    ]


def distinct(rows: list[Row]) -> list[Row]:
    """The rows without a term that an earlier file or row has; the first in file order wins."""
    kept: dict[tuple[str, str, str], list[Row]] = {}
    for raw in rows:
        row = raw | {"country": SAME_CODE.get(raw["country"], raw["country"])}
        terms = kept.setdefault((row["name"], row["country"], row["office"]), [])
        if not any(repeats(row, term) for term in terms):
            terms.append(row)
    return [row for terms in kept.values() for row in terms]


def repeats(row: Row, term: Row) -> bool:
    """Whether a row says again what a term says: the same start and role, or, from another
    file, the same time."""
    if row["file"] == term["file"]:
        return (row["start"], row["role"]) == (term["start"], term["role"])
    if row["start"] == term["start"]:
        return True
    return row["start"] < (term["end"] or "9") and term["start"] < (row["end"] or "9")


def confirmed(row: Row, known: set[tuple[str, str, str]]) -> Row:
    """A current term, verified where the package names the same person in the same office."""
    if row["end"] or row["status"] == "verified":
        return row
    if any((row["country"], row["office"], tail) in known for tail in tails(row)):
        return row | {"status": "verified", "source": f"editor; {PACKAGE} (holder)"}
    return row


def from_package(row: Row) -> Row:
    """A curated-like row from a leader of the package."""
    royal = row["role"].split()[0] in ROYAL
    titled = f"{row['role'].split(' and ')[0]} {row['name']}"
    alone = " " not in row["name"]
    return row | {
        "name": titled if royal and alone else row["name"],
        "aliases": join([*split(row["aliases"]), *([titled] if royal and not alone else [])]),
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
