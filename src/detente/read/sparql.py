"""Ask a SPARQL 1.1 endpoint page after page, with patience for one that is busy."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from urllib.parse import urlencode

from detente.errors import SourceError
from detente.read.sparql_pages import KeptPages
from detente.read.web import Passing, fetch

type Row = dict[str, str]

_LONGEST_WAIT = 120.0
_NOT_SPARQL = "is this the address of a SPARQL endpoint?"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where and how to ask: seconds and bytes for one answer, rows a page, tries a page, and what waits between them."""

    url: str
    sleep: Callable[[float], None]
    timeout: float = 65.0
    page_size: int = 2000
    tries: int = 4
    limit: int = 50_000_000


def rows(query: str, endpoint: Endpoint, kept: KeptPages) -> Iterator[Row]:
    """The rows of a query that ends in ORDER BY, variable → value; pages that were kept are not asked for again.

    An endpoint may cap its pages, so only an empty page is the end.
    """
    at = 0
    while True:
        paged = f"{query}\nLIMIT {endpoint.page_size} OFFSET {at}"
        page = kept.get(paged)
        if page is None:
            page = _patiently(paged, endpoint)
            kept.add(paged, page)
        if not page:
            return
        yield from page
        at += len(page)


def _patiently(query: str, endpoint: Endpoint) -> list[Row]:
    """One page; after a failure that may pass, wait (1, 2, 4 … seconds, or as long as the server asks) and try again."""
    for failed in range(endpoint.tries):
        try:
            return _page(query, endpoint)
        except Passing as error:
            if failed + 1 == endpoint.tries:
                what = f"{error.what}, {endpoint.tries} times" if endpoint.tries > 1 else error.what
                raise SourceError(what, error.where, "try again later, or with a longer --timeout or a smaller --page-size") from None
            endpoint.sleep(min(_LONGEST_WAIT, max(error.wait, 2.0**failed)))
    raise ValueError("an endpoint is asked at least once")


def _page(query: str, endpoint: Endpoint) -> list[Row]:
    headers = {
        "User-Agent": f"detente/{version('detente')} (compares its table of office holders)",
        "Accept": "application/sparql-results+json",
        "Accept-Encoding": "gzip",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    body = urlencode({"query": query}).encode()
    raw = fetch(endpoint.url, timeout=endpoint.timeout, limit=endpoint.limit, headers=headers, body=body)
    try:
        answer = json.loads(raw.data)
    except ValueError:  # also what a query that runs out of time on the server looks like
        raise Passing("the answer is not whole JSON", endpoint.url, _NOT_SPARQL) from None
    try:
        return [{name: str(cell["value"]) for name, cell in binding.items()} for binding in answer["results"]["bindings"]]
    except (TypeError, KeyError, AttributeError):
        raise SourceError("the answer is JSON, but not the result of a query", endpoint.url, _NOT_SPARQL) from None
