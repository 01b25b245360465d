"""Fetch one address of the web within a time, a size and a number of redirects."""

from __future__ import annotations

import http.client
import queue
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urljoin, urlsplit, urlunsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

from detente.errors import SourceError, TooLong
from detente.read.article import Raw

_REDIRECTS = 5
_CHUNK = 65_536
_BUSY = (429, 500, 502, 503, 504)
_HEADERS = {
    "User-Agent": "detente (reads one article for one person)",
    "Accept": "text/html, text/plain, application/pdf;q=0.9, */*;q=0.1",
    "Accept-Encoding": "identity",
}
_SAVE = "save the article in a file and read that"


class Passing(SourceError):
    """A failure that may be over soon: late, broken off, or a busy server that asks to `wait` some seconds."""

    wait = 0.0


def fetch(url: str, *, timeout: float, limit: int, headers: Mapping[str, str] = _HEADERS, body: bytes | None = None) -> Raw:
    """The bytes at an address, by POST where there is a body; SourceError, in one plain line, where the web does not give them."""
    ask = _Ask(url, headers, body, time.monotonic() + timeout, limit)
    return _within(timeout, lambda: _follow(ask), url)


@dataclass(frozen=True, slots=True)
class _Ask:
    url: str
    headers: Mapping[str, str]
    body: bytes | None
    deadline: float
    limit: int


def _within(seconds: float, job: Callable[[], Raw], url: str) -> Raw:
    """Run the job, but wait no longer: looking up a host, or a server that drips, knows no limit of its own."""
    answers: queue.SimpleQueue[Raw | Exception] = queue.SimpleQueue()

    def work() -> None:
        try:
            answers.put(job())
        except Exception as error:  # told by the thread that waits
            answers.put(error)

    threading.Thread(target=work, daemon=True, name="detente-fetch").start()
    try:
        answer = answers.get(timeout=max(0.0, seconds) + 0.5)
    except queue.Empty:
        raise _late(url) from None
    if isinstance(answer, SourceError):
        raise answer
    if isinstance(answer, Exception):
        raise _plain(answer, url) from answer
    return answer


def _follow(ask: _Ask) -> Raw:
    opener = _opener()
    address = ask.url
    for _ in range(_REDIRECTS + 1):
        try:
            return _get(opener, address, ask)
        except HTTPError as error:
            with error:
                target = error.headers.get("Location")
                if error.code not in (301, 302, 303, 307, 308) or not target:
                    raise _refused(error, ask.url) from None
            address = urljoin(address, target)
    raise SourceError(f"more than {_REDIRECTS} redirects", ask.url, "try the address that a browser ends at")


def _get(opener: OpenerDirector, address: str, ask: _Ask) -> Raw:
    origin, limit = ask.url, ask.limit
    left = ask.deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    with opener.open(Request(_ascii(address, origin), ask.body, dict(ask.headers)), timeout=left) as response:
        length = response.headers.get("Content-Length", "")
        if length.isdecimal() and int(length) > limit:
            raise _too_large(origin, limit)
        inflate = _inflater(response.headers.get("Content-Encoding", ""), origin)
        data = bytearray()
        while chunk := response.read1(_CHUNK):
            data += inflate(chunk, limit + 1 - len(data))
            if len(data) > limit:
                raise _too_large(origin, limit)
            if time.monotonic() > ask.deadline:
                raise TimeoutError
        if length.isdecimal() and response.length:
            raise Passing("the server broke off in the middle", origin, "try again")
        return Raw(origin, bytes(data), response.headers.get_content_charset())


def _opener() -> OpenerDirector:
    """Only what http and https need: redirects come back as errors, so that each hop is counted and its scheme looked at."""
    opener = OpenerDirector()
    secure = HTTPSHandler(context=ssl.create_default_context())
    for handler in (ProxyHandler(), HTTPHandler(), secure, HTTPDefaultErrorHandler(), HTTPErrorProcessor(), UnknownHandler()):
        opener.add_handler(handler)
    return opener


def _ascii(address: str, origin: str) -> str:
    """The address with its host and path in ASCII; only http and https are fetched."""
    parts = urlsplit(address.strip())
    if parts.scheme.lower() not in ("http", "https"):
        raise SourceError(f"{parts.scheme or 'no scheme'}: only http and https addresses are read", origin, _SAVE)
    if not parts.hostname:
        raise SourceError("an address without a host", origin, "check the spelling")
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode("ascii")
    path = quote(parts.path, safe="/%:=&~+!$,;'@()*")
    return urlunsplit((parts.scheme, host, path, quote(parts.query, safe="/%:=&?~+!$,;'@()*"), ""))


def _inflater(coding: str, origin: str) -> Callable[[bytes, int], bytes]:
    """A function that undoes the transfer's compression, never beyond so many bytes."""
    coding = coding.strip().lower()
    if coding in ("", "identity"):
        return lambda chunk, _: chunk
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise SourceError(f"the server sends it compressed as {coding}", origin, _SAVE)
    return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress


def _plain(error: Exception, url: str) -> SourceError:
    reason = error.reason if isinstance(error, URLError) and isinstance(error.reason, Exception) else error
    if isinstance(reason, TimeoutError):
        return _late(url)
    if isinstance(reason, socket.gaierror):
        return SourceError("the host is not found", url, "are you online, and is the address right?")
    if isinstance(reason, ssl.SSLError):
        return SourceError("the connection is not secure: its certificate or protocol fails", url, _SAVE)
    if isinstance(reason, ConnectionError):
        return Passing("the server refuses or drops the connection", url, "are you online, and is the address right?")
    if isinstance(reason, http.client.IncompleteRead):
        return Passing("the server broke off in the middle", url, "try again")
    if isinstance(reason, http.client.HTTPException | ValueError | zlib.error):
        return SourceError(f"no proper address or answer: {reason or type(reason).__name__}", url, "check the spelling")
    return SourceError(f"cannot be fetched: {getattr(reason, 'strerror', None) or reason}", url, "are you online?")


def _late(url: str) -> SourceError:
    return Passing("no full answer within the time limit", url, "try again, or raise url_timeout in the settings")


def _refused(error: HTTPError, url: str) -> SourceError:
    what = f"the server answers {error.code} {error.reason}".rstrip()
    if error.code not in _BUSY:
        return SourceError(what, url, _hint(error.code))
    busy = Passing(what, url, _hint(error.code))
    asked = error.headers.get("Retry-After", "")
    busy.wait = float(asked) if asked.isdecimal() else 0.0
    return busy


def _too_large(origin: str, limit: int) -> TooLong:
    return TooLong(f"larger than the limit of {limit:,} bytes", origin, "raise size_limit in the settings")


def _hint(code: int) -> str:
    return "check the address" if code in (400, 404, 410) else "the site may want a browser: " + _SAVE
