"""One country under the codes and names of several schemes: FIPS 10-4, CAMEO, ISO 3166, English names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from detente.knowledge.tables import rows

type Scheme = Literal["fips", "cameo", "iso2", "iso3", "numeric", "name"]
NON_STATE = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC", "NGM", "INT"})  # PLOVER's and CAMEO's codes that are no country
_COLUMNS = {"fips": "fips", "cameo": "cameo", "iso2": "alpha2", "iso3": "code", "numeric": "numeric"}


@cache
def countries(scheme: Scheme) -> Mapping[str, str]:
    """From a code or name (names in small letters) to our country code; of states that shared a code the one that stands today."""
    found: dict[str, str] = {}
    for row in sorted(rows("countries"), key=lambda row: bool(row["end"])):
        for text in _given(row, scheme):
            found.setdefault(_key(text, scheme), row["code"])
    for alias in rows("country_aliases"):
        if alias["scheme"] == scheme:
            found[_key(alias["code"], scheme)] = alias["country"]
    return found


def country_of(text: str | None, *schemes: Scheme) -> str | None:
    """Our code of a country under the first of these schemes that knows it; non-state codes of actors stand for themselves."""
    if not text or not (wanted := text.strip()):
        return None
    if "fips" not in schemes and wanted in NON_STATE:
        return wanted
    for scheme in schemes:
        if code := countries(scheme).get(_key(wanted, scheme)):
            return code
    return None


def _given(row: Mapping[str, str], scheme: Scheme) -> list[str]:
    if scheme == "name":
        return [name for name in (row["name"], row["official"], *row["names"].split("|")) if name]
    return [row[_COLUMNS[scheme]]] if row[_COLUMNS[scheme]] else []


def _key(text: str, scheme: Scheme) -> str:
    return text.casefold() if scheme == "name" else text.upper()
