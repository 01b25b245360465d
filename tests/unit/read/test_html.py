"""Web pages: text, and a date only where the page names the day."""

from __future__ import annotations

from datetime import date

import pytest

from detente.read.article import Raw
from detente.read.html import read_html

BODY = "<p>The ministers met in Oslo on Monday and agreed on nothing at all, the officials said after the meeting ended.</p>" * 3
META = '<meta property="article:published_time" content="{}">'


def published(head: str, body: str = "") -> date | None:
    page = f"<html><head>{head}</head><body><article><h1>A quiet day</h1>{body}{BODY}</article></body></html>"
    return read_html(Raw("x", page.encode())).published


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (META.format("2026-02-05T23:30:00-05:00"), ""),
        (META.format("Thu, 05 Feb 2026 10:00:00 GMT"), ""),
        (META.format("February 5th, 2026"), ""),
        (META.format("20260205"), ""),
        ("", '<time datetime="2026-02-05">5 Feb</time>'),
        ("", '<p class="date">Published: 5 February 2026</p>'),
        ('<link rel="canonical" href="https://x.example/2026/02/05/quiet-day">', ""),
        ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2026-02-05"}</script>', ""),
    ],
)
def test_the_day_that_a_page_names(head: str, body: str) -> None:
    assert published(head, body) == date(2026, 2, 5)


@pytest.mark.parametrize("given", ["2026-03", "March 2026", "2026", "10 March", "yesterday", "05/02/2026", "2300-01-01", ""])
def test_no_day_is_filled_in(given: str) -> None:
    assert published(META.format(given)) is None
