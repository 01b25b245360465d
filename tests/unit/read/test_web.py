"""Fetching: a server on loopback plays what the web does."""

from __future__ import annotations

import gzip
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from detente.errors import SourceError, TooLong
from detente.read import Failure, read
from detente.read.web import fetch
from detente.records import Document

STORY = b"The ministers met in Oslo on Monday and agreed on nothing at all, officials said."


class Site(BaseHTTPRequestHandler):
    """Answers by the first part of the path."""

    def do_GET(self) -> None:
        with suppress(ConnectionError):  # the reader may hang up
            getattr(self, "serve_" + re.findall("[a-z]+", self.path)[0])()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""

    def answer(self, data: bytes, code: int = 200, **headers: str) -> None:
        self.send_response(code)
        for name, value in ({"Content_Length": str(len(data))} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def serve_story(self) -> None:
        self.answer(STORY, Content_Type="text/plain; charset=ISO-8859-1")

    def serve_caf(self) -> None:
        self.answer(STORY)

    def serve_hop(self) -> None:
        left = int(self.path.split("/")[2])
        self.answer(b"", 302, Location=f"/hop/{left - 1}" if left else "/story")

    def serve_loop(self) -> None:
        self.answer(b"", 301, Location="/loop")

    def serve_file(self) -> None:
        self.answer(b"", 302, Location="file:///etc/hostname")

    def serve_none(self) -> None:
        self.answer(b"gone", 404)

    def serve_large(self) -> None:
        self.answer(b"x" * 5000)

    def serve_liar(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"x" * 5000)

    def serve_bomb(self) -> None:
        self.answer(gzip.compress(b"x" * 5_000_000), Content_Encoding="gzip")

    def serve_gzip(self) -> None:
        self.answer(gzip.compress(STORY), Content_Encoding="gzip")

    def serve_short(self) -> None:
        self.answer(STORY, Content_Length="500")

    def serve_slow(self) -> None:
        time.sleep(1.5)
        self.answer(STORY)

    def serve_drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(15):
            self.wfile.write(b"x")
            time.sleep(0.1)


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            patch.delenv(name, raising=False)
        patch.setenv("no_proxy", "*")
        server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()


def get(url: str, timeout: float = 3, limit: int = 1000) -> bytes:
    return fetch(url, timeout=timeout, limit=limit).data


def refused(url: str, timeout: float = 3) -> str:
    with pytest.raises(SourceError) as caught:
        get(url, timeout)
    assert caught.value.where == url
    assert caught.value.hint
    return str(caught.value)


def test_a_page_comes_with_its_character_set(site: str) -> None:
    raw = fetch(f"{site}/story", timeout=3, limit=1000)
    assert (raw.data, raw.charset, raw.origin) == (STORY, "iso-8859-1", f"{site}/story")


def test_odd_characters_in_an_address(site: str) -> None:
    assert get(f"{site}/caf/é a?x=ü b") == STORY


def test_a_few_redirects_are_followed(site: str) -> None:
    assert get(f"{site}/hop/3") == STORY


@pytest.mark.parametrize("path", ["loop", "hop/9"])
def test_redirects_have_an_end(site: str, path: str) -> None:
    assert "redirects" in refused(f"{site}/{path}")


def test_a_redirect_leads_to_no_file(site: str) -> None:
    assert "only http and https" in refused(f"{site}/file")


def test_an_error_of_the_server_is_named(site: str) -> None:
    assert "404" in refused(f"{site}/none")


@pytest.mark.parametrize("path", ["large", "liar", "bomb"])
def test_what_is_too_large(site: str, path: str) -> None:
    with pytest.raises(TooLong, match="limit of 1,000 bytes"):
        get(f"{site}/{path}")


def test_compressed_answers(site: str) -> None:
    assert get(f"{site}/gzip") == STORY


@pytest.mark.parametrize("path", ["slow", "drip"])
def test_the_time_limit_holds(site: str, path: str) -> None:
    began = time.monotonic()
    assert "time limit" in refused(f"{site}/{path}", timeout=0.3)
    assert time.monotonic() - began < 1.2


def test_an_answer_that_breaks_off(site: str) -> None:
    assert "broke off" in refused(f"{site}/short")


def test_nobody_listens(site: str) -> None:
    assert site
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "refuses" in refused(f"http://127.0.0.1:{port}/")


def test_offline(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert site

    def nowhere(*_: object, **__: object) -> None:
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    assert "online" in refused("http://news.example/a")


@pytest.mark.parametrize("url", ["ftp://host.example/a", "file:///etc/hostname", "http://", "http://[::1", "http://a:b/", "gopher://x/"])
def test_improper_addresses(url: str) -> None:
    assert refused(url)


def test_reading_an_address(site: str) -> None:
    found = list(read([f"{site}/story", f"{site}/none", f"{site}/gzip"], published=None, timeout=3, limit=1000))
    assert [type(item) for item in found] == [Document, Failure], "the second story is the first one again"
    assert found[0].origin == f"{site}/story"
