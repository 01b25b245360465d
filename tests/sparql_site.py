"""A SPARQL 1.1 endpoint on loopback: pages of a small set of statements, and the failures of a busy server."""

from __future__ import annotations

import json
import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

ENTITY = "http://www.wikidata.org/entity/"
OFFICES = {"P1906": "head_of_state", "P1313": "head_of_government", "Q7330070": "foreign_minister", "Q2518691": "defence_minister"}
VARIABLES = ("statement", "key", "person", "name", "gender", "role", "start", "startPrecision", "end", "endPrecision")


@dataclass(frozen=True)
class Fact:
    """One statement P39; `office` is the pattern it answers to, `key` the country's item or the office's label."""

    office: str
    key: str
    person: str
    name: str
    role: str
    start: str = ""
    end: str = ""
    gender: str = "Q6581097"

    def binding(self, number: int) -> dict[str, object]:
        country = self.key.startswith("Q")
        cells: dict[str, object] = {
            "statement": {"type": "uri", "value": f"{ENTITY}statement/{self.person}-{number:04d}"},
            "key": {"type": "uri", "value": ENTITY + self.key} if country else {"type": "literal", "xml:lang": "en", "value": self.key},
            "person": {"type": "uri", "value": ENTITY + self.person},
            "name": {"type": "literal", "xml:lang": "en", "value": self.name},
            "gender": {"type": "uri", "value": ENTITY + self.gender},
            "role": {"type": "literal", "xml:lang": "en", "value": self.role},
        }
        for which, text in (("start", self.start), ("end", self.end)):
            if text:
                whole = f"{text}-01-01"[:10] if len(text) < 7 else f"{text}-01"[:10]
                precision = {4: 9, 7: 10, 10: 11}[len(text)]
                cells[which] = {"type": "literal", "value": f"{whole}T00:00:00Z"}
                cells[f"{which}Precision"] = {"type": "literal", "value": str(precision)}
        return cells


@dataclass
class Site:
    """What the endpoint knows and how it fails: `failures` by the number of the request, `always` for every request."""

    facts: list[Fact] = field(default_factory=list)
    failures: dict[int, str] = field(default_factory=dict)
    always: str = ""
    cap: int = 10_000
    queries: list[str] = field(default_factory=list)
    agents: Counter[str] = field(default_factory=Counter)
    url: str = ""
    over: threading.Event = field(default_factory=threading.Event)

    def page(self, query: str) -> list[dict[str, object]]:
        office = next((name for mark, name in OFFICES.items() if mark in query), "igo_head")
        limit, offset = map(int, re.findall(r"LIMIT (\d+) OFFSET (\d+)\s*\Z", query)[0])
        asked = [
            (number, fact)
            for number, fact in enumerate(self.facts)
            if fact.office == office and (f"wd:{fact.key} " in query or f'"{fact.key}"@en' in query)
        ]
        return [fact.binding(number) for number, fact in asked[offset : offset + min(limit, self.cap)]]


@contextmanager
def serving(site: Site) -> Iterator[Site]:
    """The endpoint, running until the block is left."""

    made = type("SiteHandler", (Handler,), {"site": site})
    server = ThreadingHTTPServer(("127.0.0.1", 0), made)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    site.url = f"http://127.0.0.1:{server.server_address[1]}/sparql"
    yield site
    site.over.set()
    server.shutdown()
    server.server_close()


class Handler(BaseHTTPRequestHandler):
    """Answers a query, or fails as the site says."""

    site: Site

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""

    def do_GET(self) -> None:
        self.answer(urlsplit(self.path).query)

    def do_POST(self) -> None:
        self.answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def answer(self, form: str) -> None:
        with suppress(ConnectionError):  # the asker may hang up
            self.site.queries.append(parse_qs(form)["query"][0])
            self.site.agents[self.headers["User-Agent"]] += 1
            how = self.site.always or self.site.failures.get(len(self.site.queries), "")
            if how:
                self.fail(how)
            else:
                self.send(self.json(self.site.queries[-1]))

    def json(self, query: str) -> bytes:
        return json.dumps({"head": {"vars": VARIABLES}, "results": {"bindings": self.site.page(query)}}).encode()

    def fail(self, how: str) -> None:
        if how.isdecimal():
            self.send(b"busy", int(how), {"Retry-After": "7"} if how == "429" else {})
        elif how == "slow":
            self.site.over.wait(10)
        elif how == "cut":
            self.send(self.json(self.site.queries[-1])[:-20])
        elif how == "html":
            self.send(b"<html>hello</html>")
        elif how == "other":
            self.send(b'{"boolean": true}')
        elif how == "short":
            self.send(self.json(self.site.queries[-1]), claimed=10**6)
        elif how == "drop":
            self.connection.close()

    def send(self, data: bytes, code: int = 200, headers: dict[str, str] | None = None, claimed: int = 0) -> None:
        self.send_response(code)
        for name, value in (
            {"Content-Type": "application/sparql-results+json", "Content-Length": str(claimed or len(data))} | (headers or {})
        ).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)
