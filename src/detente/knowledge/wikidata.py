"""Wikidata's office holders: the queries that ask for them, and what an answer's rows say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from string import Template

from detente.knowledge.registry import Registry, day
from detente.knowledge.tables import rows, toml_table

_ITEM = re.compile(r"Q[1-9]\d*\Z")
_TIME = re.compile(r"\+?(\d{4})-(\d\d)-(\d\d)T")
_BY_PRECISION = {9: 4, 10: 7, 11: 10}  # wikibase:timePrecision → characters of YYYY-MM-DD that are known
_STATEMENT = re.compile(r"https?://www\.wikidata\.org/entity/statement/[\w-]+\Z")


@dataclass(frozen=True, slots=True)
class Question:
    """One query about one office, and the (country, role) that each of its keys stands for; the role is empty for countries."""

    office: str
    query: str
    places: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Holding:
    """One person in one office as Wikidata has it; start and end are YYYY, YYYY-MM, YYYY-MM-DD or empty."""

    wikidata: str
    name: str
    gender: str
    office: str
    country: str
    role: str
    start: str
    end: str
    statement: str


def questions(registry: Registry, countries: frozenset[str] = frozenset()) -> Iterator[Question]:
    """The queries about the offices that the registry knows, of some countries or of all."""
    known = {key for key in registry.by_office if key[1] and (not countries or key[1] in countries)}
    for office, pattern in toml_table("wikidata")["patterns"].items():
        if office == "igo_head":
            places = {role: (country, role) for country, role in _igo_roles(registry, countries)}
            keys = [f"{json.dumps(role, ensure_ascii=False)}@en" for role in places]
        else:
            places = {row["wikidata"]: (row["code"], "") for row in rows("countries") if row["wikidata"] and (office, row["code"]) in known}
            keys = [f"wd:{item}" for item in places]
        if keys:
            yield Question(office, _query(pattern, keys), places)


def holdings(question: Question, answer: Iterable[Mapping[str, str]]) -> Iterator[Holding]:
    """What the rows of an answer say; a row that names no person, or another office, says nothing."""
    seen = set()
    for row in answer:
        found = _holding(question, row)
        if found and (found.statement, found.country) not in seen:
            seen.add((found.statement, found.country))
            yield found


def _query(pattern: str, keys: list[str]) -> str:
    table = toml_table("wikidata")
    body = Template(table["query"]).substitute(keys=" ".join(sorted(keys)), pattern=pattern)
    return f"{table['prefixes'].strip()}\n{body.strip()}"


def _igo_roles(registry: Registry, countries: frozenset[str]) -> list[tuple[str, str]]:
    terms = {(term.country, term.role) for person in registry.persons for term in person.terms if term.office == "igo_head"}
    return sorted((country, role) for country, role in terms if country and role and (not countries or country in countries))


def _holding(question: Question, row: Mapping[str, str]) -> Holding | None:
    item, name, statement = _item(row.get("person", "")), " ".join(row.get("name", "").split()), row.get("statement", "")
    place = question.places.get(row.get("key", "")) or question.places.get(_item(row.get("key", "")))
    if not (item and name and place and _STATEMENT.match(statement)):
        return None
    country, known_role = place
    label = " ".join(row.get("role", "").split())
    if any(word in label.lower() for word in toml_table("wikidata")["roles"]["not_the_office"]):
        return None
    gender = toml_table("wikidata")["genders"].get(_item(row.get("gender", "")), "")
    start, end = (_date(row.get(which, ""), row.get(f"{which}Precision", "")) for which in ("start", "end"))
    return Holding(item, name, gender, question.office, country, known_role or label[:1].upper() + label[1:], start, end, statement)


def _item(address: str) -> str:
    last = address.rpartition("/")[2]
    return last if _ITEM.match(last) else ""


def _date(value: str, precision: str) -> str:
    """As much of a date as is known; empty where that is less than the year."""
    match = _TIME.match(value)
    if not match or not precision.isdecimal():
        return ""
    text = "-".join(match.groups())[: _BY_PRECISION.get(int(precision), 10 if int(precision) > 11 else 0)]
    try:
        day(text)
    except ValueError:
        return ""
    return text
