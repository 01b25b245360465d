"""Feeds: whole articles out of the feed, else the pages that it links to, else what it says of them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from detente.read import Failure, find, read
from detente.read.reading import Found
from detente.records import Document

PAGE = "<html><head><title>Page</title></head><body><article><p>{0}</p><p>{0}</p></article></body></html>"
FACTS = "The ministers met in Oslo on Monday and agreed on nothing at all, the officials said after the meeting in the old town hall."
SUMMARY = "The ministers met in Oslo and agreed on nothing at all, officials said on Monday after a long day."
asked: list[str] = []


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        asked.append(self.path)
        pages = {"/page": PAGE.format(FACTS), "/menu": "<html><body></body></html>", "/feed": feed(f"http://{self.headers['Host']}")}
        body = pages.get(self.path, "").encode()
        self.send_response(200 if body else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    asked.clear()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def feed(site: str) -> str:
    whole = "".join(f"&lt;p&gt;{FACTS} This was day {n} of the talks.&lt;/p&gt;" for n in range(12))
    return f"""<?xml version="1.0"?><?xml-stylesheet href="a.xsl"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Meridian &amp; Co</title><link>{site}</link>
<item><title>Whole</title><link>{site}/never-asked</link><pubDate>Thu, 05 Feb 2026 23:30:00 -0500</pubDate>
<description>{SUMMARY}</description><content:encoded>{whole}</content:encoded></item>
<item><title>Linked</title><link>/page</link><pubDate>Fri, 06 Feb 2026 01:00:00 GMT</pubDate><description>Short.</description></item>
<item><title>Gone</title><link>{site}/gone</link><description>{SUMMARY}</description></item>
<item><title>No page</title><link>{site}/menu</link></item>
<item><title>Nothing</title></item>
<item><title>Linked again</title><link>{site}/page</link></item>
</channel></rss>"""


def test_each_entry_gives_the_fullest_text_there_is(site: str) -> None:
    found = list(read([f"{site}/feed"], published=None, timeout=5, limit=10**6))
    whole, linked, gone, menu, nothing = found
    assert isinstance(whole, Document)
    assert whole.text.count("This was day") == 12
    assert (whole.title, whole.outlet, whole.published) == ("Whole", "Meridian & Co", date(2026, 2, 5))
    assert isinstance(linked, Document)
    assert (linked.origin, linked.title, linked.published) == (f"{site}/page", "Linked", date(2026, 2, 6))
    assert linked.text.startswith(FACTS)
    assert isinstance(gone, Document)
    assert gone.text == SUMMARY
    assert any("only what the feed says, since the page failed: the server answers 404" in notice for notice in gone.notices)
    assert isinstance(menu, Failure)
    assert menu.origin == f"{site}/menu"
    assert isinstance(nothing, Failure)
    assert nothing.origin == f"{site}/feed:5"
    assert asked == ["/feed", "/page", "/gone", "/menu"]


def test_a_known_entry_is_not_fetched_again_but_one_that_failed_is(site: str, tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(feed(site).replace("<link>/page", f"<link>{site}/page"), encoding="utf-8")
    first = [one for one in find([str(path)], published=None, timeout=5, limit=10**6) if isinstance(one, Found)]
    assert [one.document.title for one in first] == ["Whole", "Linked", "Gone"]
    asked.clear()
    list(find([str(path)], published=None, timeout=5, limit=10**6, known={one.digest for one in first}))
    assert asked == ["/gone", "/menu"]


def test_atom_with_its_own_text_needs_no_web(tmp_path: Path) -> None:
    path = tmp_path / "a.atom"
    content = f"<content type='text'>{FACTS} Day {{0}}.</content>"
    entry = f"<entry><title>Day {{0}}</title><updated>2026-02-0{{0}}T10:00:00Z</updated>{content}</entry>"
    entries = "".join(entry.format(n) for n in (1, 2))
    path.write_text(f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Own</title>{entries}</feed>", encoding="utf-8")
    found = list(read([str(path)], published=None, timeout=1, limit=10**6))
    assert [(one.origin, one.published) for one in found if isinstance(one, Document)] == [
        (f"{path}:1", date(2026, 2, 1)),
        (f"{path}:2", date(2026, 2, 2)),
    ]


@pytest.mark.parametrize("data", ["<rss><channel><item>", "<feed></feed>", "<rss>\0</rss>"])
def test_a_broken_feed_is_one_failure(tmp_path: Path, data: str) -> None:
    path = tmp_path / "a.xml"
    path.write_text(data, encoding="utf-8")
    (one,) = read([str(path)], published=None, timeout=1, limit=10**6)
    assert isinstance(one, Failure)
