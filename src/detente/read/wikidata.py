"""Ask Wikidata who holds the offices that the registry knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from detente.knowledge.registry import Registry
from detente.knowledge.wikidata import Holding, holdings, questions
from detente.read.sparql import Endpoint, rows
from detente.read.sparql_pages import KeptPages


def office_holders(
    registry: Registry, countries: frozenset[str], endpoint: Endpoint, kept: KeptPages, progress: Callable[[], None]
) -> Iterator[Holding]:
    """The holders of each office, one query an office; `progress` is called for each row of an answer."""
    for question in questions(registry, countries):
        answer = []
        for row in rows(question.query, endpoint, kept):
            progress()
            answer.append(row)
        yield from holdings(question, answer)
