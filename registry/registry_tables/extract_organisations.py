"""Extract parties, legislatures, courts, forces and armed groups from the factbook package."""

import html
import re
from typing import Any

from registry_tables.extract_territories import factbook, text_of
from registry_tables.rows import Row, join

COMMENT = (
    "Organisations named in the CIA World Factbook package 0.1.2 (early 2026): parties, "
    "legislatures, armed forces, designated armed groups. Made by build.py --extract"
)
COLUMNS = ("name", "aliases", "kind", "country", "sector")


def organisations(codes: dict[str, str]) -> list[Row]:
    """One row an organisation; `codes` maps the factbook's two letters to country codes."""
    rows: dict[tuple[str, str], Row] = {}
    for fips, entry in sorted(factbook().items()):
        country = codes.get(fips.upper())
        if not country:
            continue
        for kind, sector, name, aliases in [*parties(entry), *legislatures(entry), *forces(entry)]:
            rows.setdefault(
                (country, name),
                {
                    "name": name,
                    "aliases": join(alias for alias in aliases if alias != name),
                    "kind": kind,
                    "country": country,
                    "sector": sector,
                },
            )
    return [rows[key] for key in sorted(rows)]


def armed_groups() -> list[Row]:
    """Names of designated armed groups, wherever they are listed."""
    names: dict[str, Row] = {}
    for entry in factbook().values():
        for part in text_of(entry.get("Terrorism", {}), "Terrorist group(s)").split(";"):
            name, aliases = named(part)
            if 3 < len(name) < 60:
                names.setdefault(name, {"name": name, "aliases": join(aliases)})
    return [names[name] for name in sorted(names)]


Found = tuple[str, str, str, list[str]]


def parties(entry: dict[str, Any]) -> list[Found]:
    """The parties of one entry with their abbreviations."""
    raw = entry.get("Government", {}).get("Political parties", {}).get("text", "")
    text = html.unescape(raw).replace("\xa0", " ")
    found: list[Found] = []
    for part in re.split(r"<br\s*/?>|;", text):
        plain = re.sub(r"<[^>]+>", "", part).strip()
        if not plain or re.search(r"note|none|:|coalition of|banned|parties|\bno \b|\"|;", plain, re.I):
            continue
        name, aliases = named(plain)
        if 3 < len(name) < 60 and name[0].isupper() and not set(name) & set(",()"):
            found.append(("party", "PTY", name, aliases))
    return found


def legislatures(entry: dict[str, Any]) -> list[Found]:
    """The legislature and its chambers."""
    government = entry.get("Government", {})
    texts = [text_of(government.get("Legislative branch", {}), "legislature name")]
    for chamber in ("Legislative branch - lower chamber", "Legislative branch - upper chamber"):
        texts.append(text_of(government.get(chamber, {}), "chamber name"))
    found: list[Found] = []
    for text in texts:
        name, aliases = named(text)
        if 3 < len(name) < 60:
            found.append(("legislature", "LEG", name, aliases))
    return found


def forces(entry: dict[str, Any]) -> list[Found]:
    """The name of the armed forces, before the list of services."""
    security = entry.get("Military and Security", {})
    text = text_of(security, "Military and security forces").split("Ministry")[0]
    first = text.split(":")[0].strip()
    if not 6 < len(first) < 110 or re.match(r"(?i)no |the |note|defen[sc]e is|secretar", first):
        return []
    name, aliases = named(first)
    return [("military", "MIL", name, aliases)] if 6 < len(name) < 70 and ";" not in name else []


def named(text: str) -> tuple[str, list[str]]:
    """`People's Front (Frente Popular, FP) or PF` as a name and its aliases."""
    text = html.unescape(text).replace("’", "'").strip()
    base, *others = re.split(r"\s+or\s+(?=[A-Z])", text)
    inside = re.findall(r"\(([^)]*)\)", text)
    name = re.sub(r"\s*\([^)]*\)", "", base).strip(" ,")
    aliases = [re.sub(r"\s*\([^)]*\)", "", other) for other in others]
    for group in inside:
        aliases += re.split(r",|;|/|\baka\b", group)
    kept = [alias.strip(" \"'") for alias in aliases]
    return name, [a for a in kept if usable(a) and a != name]


def usable(alias: str) -> bool:
    """Whether an alias is a name rather than a remark."""
    remark = re.search(r"formerly|includes|several|also|known|alliance of|under |consists|allied", alias)
    return 1 < len(alias) < 60 and alias[:1].isupper() and not remark and not alias.isdigit()
