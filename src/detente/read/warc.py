"""Pages in WARC archives (ISO 28500): the HTML that servers answered with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from detente.errors import SourceError
from detente.read.article import Raw, Told
from detente.read.columns import host_of
from detente.read.failure import Failure
from detente.read.streams import Stream, too_large

WARC = b"WARC/"
_PAGES = ("text/html", "application/xhtml+xml")
_KEPT = 1 << 20


def warc_pages(stream: Stream, limit: int) -> Iterator[Raw | Failure]:
    """The HTML page of each successful response; a record that breaks is told, and reading goes on at the next one."""
    tape, number = _Tape(stream.file), 0
    going = True
    while going:
        last = -1
        try:
            for record in _records(tape):
                number, last = number + 1, record.stream_pos
                if _is_page(record):
                    yield _page(record, f"{stream.origin}:{number}", limit)
            going = False
        except OSError as error:
            number += 1
            origin = f"{stream.origin}:{number}"
            yield Failure(origin, SourceError(f"a damaged record: {error}", origin, "the others are read"))
            going = tape.goes_on(last + 1)


def _records(tape: _Tape) -> Iterator[Any]:
    from fastwarc.warc import ArchiveIterator  # heavy, and only for archives

    return iter(ArchiveIterator(tape, parse_http=True, auto_decode="content", stream_detect=False))  # type: ignore[arg-type]


def _is_page(record: Any) -> bool:
    from fastwarc.warc import WarcRecordType  # heavy, and only for archives

    answered = record.record_type == WarcRecordType.response and record.http_headers is not None
    return answered and record.http_headers.status_code == 200 and record.http_content_type in _PAGES


def _page(record: Any, origin: str, limit: int) -> Raw | Failure:
    uri = str(record.headers.get("WARC-Target-URI") or "").strip("<>") or origin
    data = record.reader.read(limit + 1)
    if len(data) > limit:
        return Failure(origin, too_large(origin, limit))
    length = str(record.http_headers.get("Content-Length") or "")
    if length.isdecimal() and len(data) < int(length) and not record.http_headers.get("Content-Encoding"):
        return Failure(origin, SourceError("a page that is cut off", origin, "get a new copy of the archive"))
    return Raw(uri, data, record.http_charset, Told(url=uri, site=host_of(uri)))


class _Tape:
    """The file that the library reads ahead in, with what it has read last, so that the next record can be found behind damage."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._ahead = b""
        self._kept = b""
        self._position = 0

    def tell(self) -> int:
        """Where the library stands, from the record that it began at."""
        return self._position

    def read(self, size: int = -1) -> bytes:
        """The next bytes, as the library asks for them."""
        data, self._ahead = (self._ahead[:size], self._ahead[size:]) if self._ahead else (self._file.read(size), b"")
        self._kept = (self._kept + data)[-_KEPT:]
        self._position += len(data)
        return data

    def goes_on(self, after: int) -> bool:
        """Go to the record that begins after a position, behind the damage; False where there is none."""
        data = self._kept + self._ahead
        at = data.find(b"\n" + WARC, max(0, after - (self._position - len(self._kept))))
        while at < 0:
            more = self._file.read(_KEPT)
            if not more:
                return False
            data = data[-len(WARC) :] + more
            at = data.find(b"\n" + WARC)
        self._ahead, self._kept, self._position = data[at + 1 :], b"", 0
        return True
