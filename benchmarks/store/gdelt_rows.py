"""Invented rows in the form of GDELT 2.0 events, the same for the same seed."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

from detente.knowledge.cameo import Code, cameo
from detente.knowledge.tables import rows

_FIRST = date(2015, 2, 18)
_DAYS = 4000
_ROLES = ("", "", "GOV", "GOV", "MIL", "COP", "LEG", "OPP", "MED", "BUS", "CVL", "REB", "JUD")
_OUTLETS = ("harbour-post", "northern-wire", "daily-ledger", "the-straits", "morning-chart", "evening-gazette")


def write(path: Path, number: int, seed: int = 7, first_id: int = 1_000_000_000) -> None:
    """A file of so many events between tabs; a few countries act far more often than the others, as in life."""
    chance = random.Random(seed)
    countries = [
        (row["cameo"], row["name"].upper(), row["name"], row["fips"]) for row in rows("countries") if row["kind"] == "state" and row["fips"]
    ]
    weights = [1 / (at + 2) for at in range(len(countries))]
    chance.shuffle(countries)
    actors = [(*country, chance.choice(_ROLES)) for country in chance.choices(countries, weights, k=50_000)]
    codes = [code for code in cameo().values() if len(code.code) > 2 and code.goldstein_gdelt is not None]
    with path.open("w", encoding="utf-8") as file:
        for at in range(number):
            file.write(_line(chance, first_id + at, chance.choice(actors), chance.choice(actors), chance.choice(codes)))


def _line(chance: random.Random, ident: int, one: tuple[str, ...], other: tuple[str, ...], code: Code) -> str:
    day = _FIRST + timedelta(days=int(chance.random() * _DAYS))
    stamp = f"{day:%Y%m%d}"
    said = 1 + int(chance.random() ** 4 * 60)
    place = f"1\t{one[2]}\t{one[3]}\t{one[3]}\t\t{chance.random() * 120 - 60:.4f}\t{chance.random() * 360 - 180:.4f}\t{one[3]}"
    url = f"https://www.{_OUTLETS[ident % 6]}.example/{day:%Y/%m}/{ident}-a-story-with-a-long-name-of-its-own.html"
    fields = (
        f"{ident}\t{stamp}\t{stamp[:6]}\t{stamp[:4]}\t{day.year + day.month / 12.2:.4f}",
        _actor(one), _actor(other),
        f"{ident & 1}\t{code.code}\t{code.code[:3]}\t{code.root}\t{code.quad}\t{code.goldstein_gdelt}",
        f"{said}\t1\t{said}\t{chance.random() * 12 - 8:.12f}",
        place, place.replace(one[2], other[2]), place, f"{stamp}194500\t{url}",
    )  # fmt: skip
    return "\t".join(fields) + "\n"


def _actor(actor: tuple[str, ...]) -> str:
    code, name, _, _, role = actor
    return f"{code}{role}\t{name}\t{code}\t\t\t\t\t{role}\t\t"
