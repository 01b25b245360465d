"""Consistency of the built tables: what must hold (problems) and what a reader should look at."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise

from registry_tables.rows import Row, date_ok, split

Tables = dict[str, list[Row]]

NOT_COUNTRIES = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})
SECTORS = frozenset(
    [
        "COP",
        "GOV",
        "JUD",
        "LEG",
        "MIL",
        "PRM",
        "PTY",
        "REB",
        "SPY",
        "UAF",
        "UNK",
        "AGR",
        "BUS",
        "CRM",
        "CVL",
        "EDU",
        "ELI",
        "JRN",
        "LAB",
        "MED",
        "REF",
        "OPP",
        "PRE",
        "REL",
        "SOC",
    ]
)
OFFICES = frozenset(
    [
        "head_of_state",
        "head_of_government",
        "foreign_minister",
        "defence_minister",
        "spokesperson",
        "igo_head",
        "legislator",
        "party_leader",
        "armed_group_leader",
        "opposition_leader",
        "religious_leader",
        "minister",
        "official",
        "envoy",
        "judge",
        "military_chief",
        "other",
    ]
)
SINGLE = ("head_of_state", "head_of_government", "foreign_minister", "defence_minister")
SHARED_NAMES = frozenset({"congo"})
KEYS = {
    "countries.tsv": ("code",),
    "regions.tsv": ("name",),
    "cities.tsv": ("name", "country", "kind"),
    "organisations.tsv": ("name", "country", "start"),
    "metonyms.tsv": ("surface",),
    "agents.tsv": ("noun", "use"),
    "titles.tsv": ("title",),
    "people.tsv": ("name", "country", "office", "role", "start"),
}
FRESH = {
    ("USA", "head_of_state"): "Trump",
    ("USA", "foreign_minister"): "Rubio",
    ("USA", "defence_minister"): "Hegseth",
    ("GBR", "head_of_government"): "Starmer",
    ("FRA", "head_of_state"): "Macron",
    ("DEU", "head_of_government"): "Merz",
    ("RUS", "head_of_state"): "Putin",
    ("RUS", "foreign_minister"): "Lavrov",
    ("CHN", "head_of_state"): "Xi",
    ("CHN", "foreign_minister"): "Wang",
    ("JPN", "head_of_government"): "Takaichi",
    ("IND", "head_of_government"): "Modi",
    ("ISR", "head_of_government"): "Netanyahu",
    ("UKR", "head_of_state"): "Zelensk",
    ("TUR", "head_of_state"): "Erdo",
    ("CUB", "head_of_state"): "Díaz-Canel",
    ("VEN", "head_of_state"): "Rodríguez",
    ("SYR", "head_of_state"): "Sharaa",
    ("KOR", "head_of_state"): "Lee",
    ("CAN", "head_of_government"): "Carney",
    ("MEX", "head_of_state"): "Sheinbaum",
    ("BRA", "head_of_state"): "Lula",
}
FRESH_ON = date(2026, 2, 1)


def problems(tables: Tables) -> list[str]:
    """What is wrong; empty when the tables are consistent."""
    found = [problem for name, key in KEYS.items() for problem in repeated(name, tables[name], key)]
    found += dates(tables) + codes(tables) + vocabulary(tables)
    return found + shared_names(tables["countries.tsv"]) + stale(tables["people.tsv"])


def repeated(name: str, rows: list[Row], key: tuple[str, ...]) -> list[str]:
    """Keys found twice."""
    counts = Counter(tuple(row[column] for column in key) for row in rows)
    return [f"{name}: {' / '.join(value)} is there {n} times" for value, n in counts.items() if n > 1]


def dates(tables: Tables) -> list[str]:
    """Dates that are no partial ISO date, or ends before starts."""
    found: list[str] = []
    for name in ("countries.tsv", "organisations.tsv", "people.tsv"):
        for row in tables[name]:
            what = f"{name}: {row['name']} {row['start']}..{row['end']}"
            if not (date_ok(row["start"]) and date_ok(row["end"])):
                found.append(f"{what}: not a date")
            elif row["start"] and row["end"] and last(row["end"]) < first(row["start"]):
                found.append(f"{what}: ends before it starts")
    return found


def codes(tables: Tables) -> list[str]:
    """Country codes that the countries table lacks."""
    known = {row["code"] for row in tables["countries.tsv"]} | NOT_COUNTRIES | {""}
    found = [
        f"{name}: {row.get('name') or row.get('surface')} has the unknown code {row[column]}"
        for name, column in (
            ("countries.tsv", "parent"),
            ("cities.tsv", "country"),
            ("organisations.tsv", "country"),
            ("organisations.tsv", "base_country"),
            ("metonyms.tsv", "country"),
            ("people.tsv", "country"),
        )
        for row in tables[name]
        if row[column] not in known
    ]
    for row in tables["regions.tsv"]:
        found += [f"regions.tsv: {row['name']}: {c}" for c in split(row["members"]) if c not in known]
    return found


def vocabulary(tables: Tables) -> list[str]:
    """Sectors and offices outside the lists."""
    found: list[str] = []
    for name in ("organisations.tsv", "metonyms.tsv", "agents.tsv", "titles.tsv", "people.tsv"):
        for row in tables[name]:
            if row["sector"] and row["sector"] not in SECTORS:
                found.append(f"{name}: the sector {row['sector']} in {row}")
    for row in tables["people.tsv"]:
        if row["office"] not in OFFICES:
            found.append(f"people.tsv: the office {row['office']} of {row['name']}")
    return found


def shared_names(rows: list[Row]) -> list[str]:
    """Names that two countries claim."""
    owners: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for name in split(row["names"]):
            owners[name.casefold()].add(row["code"])
    return [
        f"countries.tsv: the name {name} belongs to {sorted(who)}"
        for name, who in owners.items()
        if len(who) > 1 and name not in SHARED_NAMES
    ]


def stale(people: list[Row]) -> list[str]:
    """Offices of large states that are not held by whom they are in early 2026."""
    found: list[str] = []
    for (country, office), name in FRESH.items():
        holders = [
            row["name"]
            for row in people
            if (row["country"], row["office"]) == (country, office)
            and first(row["start"] or "1900") <= FRESH_ON <= last(row["end"] or "9999")
        ]
        if not any(name in holder for holder in holders):
            found.append(f"people.tsv: {country} {office} in early 2026 should be {name}: {holders}")
    return found


def overlaps(people: list[Row]) -> list[str]:
    """Terms of a single-holder office that overlap by more than a day: to be looked at."""
    terms: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in people:
        if row["office"] in SINGLE and row["start"]:
            terms[(row["country"], row["office"], row["role"])].append(row)
    found: list[str] = []
    for (country, office, role), rows in terms.items():
        for before, after in pairwise(sorted(rows, key=lambda row: first(row["start"]))):
            end = first(before["end"]) if before["end"] else date(9998, 1, 1)
            if end > last(after["start"]) + timedelta(days=1):
                found.append(
                    f"{country} {office} ({role}): {before['name']} until {before['end'] or 'now'}, {after['name']} from {after['start']}"
                )
    return found


def first(value: str) -> date:
    """The first day of a partial date."""
    year, month, day = [*value.split("-"), "01", "01"][:3]
    return date(int(year), int(month), int(day))


def last(value: str) -> date:
    """The last day of a partial date."""
    parts = value.split("-")
    year, month = int(parts[0]), int(parts[1]) if len(parts) > 1 else 12
    if len(parts) == 3:
        return first(value)
    if (year, month) == (9999, 12):
        return date.max
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)
