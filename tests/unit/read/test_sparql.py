"""Asking an endpoint: pages, a busy server, answers that are none, and pages that were kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.errors import SettingsError, SourceError
from detente.read.sparql import Endpoint, Row, rows
from detente.read.sparql_pages import KeptPages
from sparql_site import Fact, Site, serving

QUERY = "SELECT * WHERE { VALUES ?key { wd:Q228 } ?key wdt:P1906 ?position } ORDER BY ?statement"


@pytest.fixture
def site() -> Iterator[Site]:
    facts = [Fact("head_of_state", "Q228", f"Q{n}", f"Person {n}", "warden", str(2000 + n)) for n in range(1, 8)]
    with serving(Site(facts)) as made:
        yield made


class Asker:
    """Asks the site and notes how long it would have waited."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.waits: list[float] = []

    def __call__(self, kept: KeptPages | None = None, *, timeout: float = 5.0, page_size: int = 3, tries: int = 4) -> list[Row]:
        endpoint = Endpoint(self.site.url, self.waits.append, timeout, page_size, tries)
        return list(rows(QUERY, endpoint, kept or KeptPages()))


@pytest.fixture
def ask(site: Site) -> Asker:
    return Asker(site)


def names(found: list[Row]) -> list[str]:
    return [row["name"] for row in found]


ALL = [f"Person {n}" for n in range(1, 8)]


def test_all_pages_come_in_order_and_each_once(ask: Asker) -> None:
    assert names(ask()) == ALL
    assert [query.rpartition("\n")[2] for query in ask.site.queries] == [f"LIMIT 3 OFFSET {n}" for n in (0, 3, 6, 7)]
    assert ask.waits == []


def test_an_endpoint_that_caps_its_pages_loses_nothing(ask: Asker) -> None:
    ask.site.cap = 2
    assert names(ask(page_size=100)) == ALL


def test_an_endpoint_that_knows_nothing(ask: Asker) -> None:
    ask.site.facts = []
    assert ask() == []
    assert len(ask.site.queries) == 1


def test_it_says_who_asks(ask: Asker) -> None:
    ask()
    assert [agent.startswith("detente/") for agent in ask.site.agents] == [True]


@pytest.mark.parametrize("how", ["500", "502", "503", "cut", "html", "drop", "short"])
def test_a_failure_in_the_middle_is_waited_out(ask: Asker, how: str) -> None:
    ask.site.failures = {2: how, 3: how}
    assert names(ask()) == ALL
    assert ask.waits == [1.0, 2.0]


def test_a_server_that_asks_for_patience_gets_it(ask: Asker) -> None:
    ask.site.failures = {1: "429"}
    assert names(ask()) == ALL
    assert ask.waits == [7.0]


def test_a_slow_page_is_asked_for_again(ask: Asker) -> None:
    ask.site.failures = {2: "slow"}
    assert names(ask(timeout=1.0)) == ALL


@pytest.mark.parametrize(
    ("how", "said", "asked"),
    [
        ("500", "answers 500 Internal Server Error, 3 times", 3),
        ("429", "answers 429 Too Many Requests, 3 times", 3),
        ("cut", "not whole JSON, 3 times", 3),
        ("drop", "connection, 3 times", 3),
        ("slow", "within the time limit, 2 times", 2),
        ("400", "answers 400 Bad Request", 1),
        ("404", "answers 404 Not Found", 1),
        ("other", "not the result of a query", 1),
    ],
)
def test_a_failure_for_ever_is_one_clear_line(ask: Asker, how: str, said: str, asked: int) -> None:
    ask.site.always = how
    with pytest.raises(SourceError, match=said) as error:
        ask(tries=max(2, asked), timeout=1.0 if how == "slow" else 5.0)
    assert len(ask.site.queries) == asked
    assert len(ask.waits) == asked - 1
    assert "\n" not in str(error.value)
    assert ask.site.url in str(error.value)


def test_pages_that_were_kept_are_not_asked_for_again(ask: Asker, tmp_path: Path) -> None:
    path = tmp_path / "pages"
    ask.site.failures = {3: "400"}
    with pytest.raises(SourceError):
        ask(KeptPages(path, "today"))
    kept = KeptPages(path, "today")
    assert kept.found == 2
    assert names(ask(kept)) == ALL
    assert len(ask.site.queries) == 5, "two pages, the failure, and the two pages that were left"
    kept.drop()
    assert list(tmp_path.iterdir()) == []


def test_a_page_that_was_cut_off_while_it_was_written_is_asked_for_again(ask: Asker, tmp_path: Path) -> None:
    path = tmp_path / "pages"
    ask(KeptPages(path, "today"))
    path.write_bytes(path.read_bytes()[:-30])
    kept = KeptPages(path, "today")
    assert kept.found == 3
    assert names(ask(kept)) == ALL
    assert KeptPages(path, "today").found == 4


def test_pages_of_another_day_are_forgotten(ask: Asker, tmp_path: Path) -> None:
    path = tmp_path / "pages"
    ask(KeptPages(path, "yesterday"))
    assert KeptPages(path, "today").found == 0


def test_a_place_where_nothing_can_be_kept(ask: Asker, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be kept"):
        ask(KeptPages(tmp_path / "no" / "pages", "today"))
