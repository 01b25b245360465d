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
    while True:
        try:
            for record in _responses(tape):
                number += 1
                if record.http_headers is not None and record.http_headers.status_code == 200 and record.http_content_type in _PAGES:
                    yield _page(record, f"{stream.origin}:{number}", limit)
            return
        except OSError as error:
            origin = f"{stream.origin}:{number + 1}"
            yield Failure(origin, SourceError(f"a damaged record: {error}", origin, "the others are read"))
            if not tape.goes_on():
                return


def _responses(tape: _Tape) -> Iterator[Any]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # heavy, and only for archives

    return iter(ArchiveIterator(tape, record_types=WarcRecordType.response, parse_http=True, auto_decode="content", stream_detect=False))


def _page(record: Any, origin: str, limit: int) -> Raw | Failure:
    uri = str(record.headers.get("WARC-Target-URI") or "").strip("<>") or origin
    data = record.reader.read(limit + 1)
    if len(data) > limit:
        return Failure(origin, too_large(origin, limit))
    return Raw(uri, data, record.http_charset, Told(outlet=host_of(uri), url=uri))


class _Tape:
    """The file that the library reads ahead in, with what it has read last, so that a next record can be found behind damage."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._kept = b""
        self._ahead = b""

    def read(self, size: int = -1) -> bytes:
        """The next bytes, as the library asks for them."""
        data, self._ahead = (self._ahead[:size], self._ahead[size:]) if self._ahead else (self._file.read(size), b"")
        self._kept = (self._kept + data)[-_KEPT:]
        return data

    def goes_on(self) -> bool:
        """Go to the record that begins behind the damage; False where there is none."""
        data = self._kept + self._ahead
        at = data.find(b"\n" + WARC, 1)
        while at < 0:
            more = self._file.read(_KEPT)
            if not more:
                return False
            data = data[-len(WARC) :] + more
            at = data.find(b"\n" + WARC)
        self._kept, self._ahead = b"", data[at + 1 :]
        return True
