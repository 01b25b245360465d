"""Extract heads of state and government, as of the package's date, from the factbook package."""

import re

from registry_tables.extract_territories import factbook, text_of
from registry_tables.rows import Row, join

COMMENT = "Heads of state and of government named in the CIA World Factbook package 0.1.2 (early 2026). Made by build.py --extract"
COLUMNS = ("name", "aliases", "country", "role", "office", "start")
FIELDS = {"chief of state": "head_of_state", "head of government": "head_of_government"}
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
HONORIFICS = frozenset({"Dr.", "Sir", "Dame", "Gen.", "Lt.", "Col.", "Brig."})
ROLES = (
    "Acting|Interim|Transitional|Transition|Supreme|Federal|State|Grand|Crown|President|Prime|"
    "Minister|King|Queen|Emperor|Sultan|Amir|Emir|Premier|Chancellor|Taoiseach|Leader|Chairman|"
    "Chief|Governor|General|Prince|Duke|Pope|Captain|Head|Government|Council|Presidential|"
    "Executive|Sovereign|Sheikh|First|Vice|Gen\\.|Lt\\.|Col\\.|Brig\\.|Dr\\.|Sir|Dame|Administrator|"
    "Commissioner|Lieutenant|Mayor|of|the|and|Affairs|Ulu|O|le|Ao|Malo|Secretary|Tuimalealiifano"
)


def leaders(codes: dict[str, str]) -> list[Row]:
    """One row a person and office; `codes` maps the factbook's two letters to country codes."""
    rows: list[Row] = []
    for fips, entry in sorted(factbook().items()):
        country = codes.get(fips.upper())
        branch = entry.get("Government", {}).get("Executive branch", {})
        for field, office in FIELDS.items():
            row = leader(text_of(branch, field)) if country else None
            if row and country:
                rows.append(row | {"country": country, "office": office})
    return sorted(rows, key=lambda row: (row["country"], row["office"]))


def leader(text: str) -> Row | None:
    """The first person of a field, with the title before the name taken off."""
    first = re.split(r";|, represented|\brepresented", text)[0]
    found = re.fullmatch(r"(?P<who>[^()]+?)\s*\(since (?P<since>[^)]*)\).*", first.strip(), re.S)
    if not found or "vacant" in first.lower():
        return None
    if re.search(
        r"Assembly|Territorial Council|Island Council|Cabinet of|Foreign Minister|Vice President|Secretary of State for|NA$", found["who"]
    ):
        return None
    who = re.sub(r",.*|[\"“”][^\"“”]*[\"“”] ?| of the [A-Z][a-z]+ Confederation", "", found["who"])
    words = who.replace("’", "'").split()
    role: list[str] = []
    while words and re.fullmatch(ROLES, words[0]) and not words[0].isupper():
        role.append(words.pop(0))
    start = iso(found["since"])
    if not words or not role or not start or not any(w.isupper() and len(w) > 1 for w in words):
        return None
    name = usual(words)
    return {
        "name": name,
        "aliases": join(short(words, name)),
        "role": " ".join(word for word in role if word not in HONORIFICS),
        "start": start,
    }


def usual(words: list[str]) -> str:
    """The name in common capitals: given names and what is in capitals."""
    last = max(i for i, word in enumerate(words) if caps(word) or i == 0)
    chosen = words if caps(words[0]) else words[: last + 1]
    return " ".join(cased(word) for word in chosen)


def cased(word: str) -> str:
    """A word in usual capitals; Roman numerals stay as they are."""
    if not caps(word) or re.fullmatch(r"II|III|IV|VI{1,3}|IX|X[IV]*", word):
        return word
    return re.sub(r"(?<=[^\W\d_])'\w(?=\w)", lambda m: m[0].lower(), word.title())


def short(words: list[str], name: str) -> list[str]:
    """The full form, and first given name with the family name."""
    given = [word for word in words if not caps(word)]
    family = [cased(word) for word in words if caps(word)]
    full = " ".join(cased(word) for word in words)
    found = [full] if full != name else []
    if given and family and words[0] == given[0]:
        found.append(f"{given[0]} {' '.join(family)}")
    return [form for form in found if form != name and len(form) > 4]


def caps(word: str) -> bool:
    """Whether a word is written in capitals, as family names are here."""
    letters = [char for char in word if char.isalpha()]
    return len(letters) > 1 and all(char.isupper() for char in letters)


def iso(since: str) -> str:
    """`5 July 2024`, `July 2024` or `2024` as an ISO date."""
    found = re.search(r"(?:(\d{1,2}) )?(?:([A-Z][a-z]+) )?(\d{4})", since)
    if not found:
        return ""
    day, month, year = found.groups()
    if month not in MONTHS:
        return year
    number = MONTHS.index(month) + 1
    return f"{year}-{number:02d}" + (f"-{int(day):02d}" if day else "")
