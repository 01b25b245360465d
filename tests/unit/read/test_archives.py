"""Zip, gzip and WARC: every page inside is a document of its own, damage stops what it touches and no more, bombs do not burst."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
import zipfile
from pathlib import Path

import pytest

from detente.read import Failure, count, read
from detente.read.article import Raw
from detente.read.streams import Budget, Unpacking, stream_of
from detente.read.terms import Terms
from detente.read.unfold import unfold
from detente.records import Document

TEXT = "The ministers met in Oslo on Monday and agreed on nothing at all, the officials said after meeting number {}."
PAGE = "<html><head><title>Talks</title></head><body><article><p>{0}</p><p>{0} They will meet again in spring.</p></article></body></html>"


def shown(*sources: Path | str, limit: int = 1_000_000) -> list[tuple[str, str]]:
    """Origin and last word of the text, or what is wrong."""
    found = read([str(source) for source in sources], published=None, timeout=1, limit=limit)
    return [(one.origin, one.text.split()[-1] if isinstance(one, Document) else one.error.what) for one in found]


def packed(files: dict[str, bytes | str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def record(uri: str, page: str, content_type: str = "text/html; charset=utf-8", status: str = "200 OK", kind: str = "response") -> bytes:
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {len(page.encode())}\r\n\r\n{page}".encode()
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Record-ID: <urn:uuid:{uri}>\r\n"
    return (
        f"{head}Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n".encode() + answer + b"\r\n\r\n"
    )


def saved(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_each_file_of_a_zip_is_a_document_with_its_own_origin(tmp_path: Path) -> None:
    rows = "\n".join(json.dumps({"text": TEXT.format(n)}) for n in (3, 4))
    files: dict[str, bytes | str] = {"b.txt": TEXT.format(2), "a.html": PAGE.format(TEXT.format(1)), "sub/rows.jsonl": rows}
    path = saved(tmp_path / "news.zip", packed({**files, "__MACOSX/b.txt": "x", "sub/.hidden": TEXT.format(9)}))
    assert shown(path) == [
        (f"{path}/a.html", "spring."),
        (f"{path}/b.txt", "2."),
        (f"{path}/sub/rows.jsonl:1", "3."),
        (f"{path}/sub/rows.jsonl:2", "4."),
    ]


def test_packed_in_packed_is_read_once_and_no_deeper(tmp_path: Path) -> None:
    story = TEXT.format(1).encode()
    path = saved(tmp_path / "a.zip", packed({"one.gz": gzip.compress(story), "two.gz": gzip.compress(gzip.compress(story))}))
    assert shown(path) == [(f"{path}/one.gz", "1."), (f"{path}/two.gz", "packed more than twice")]


def test_a_bad_file_in_a_zip_stops_no_other(tmp_path: Path) -> None:
    data = bytearray(packed({"a.txt": os.urandom(2000), "b.txt": TEXT.format(2), "c.bin": b"\x7fELF" + bytes(99)}))
    data[300] ^= 0xFF
    path = saved(tmp_path / "a.zip", bytes(data))
    (first, damage), *others = shown(path)
    assert first == f"{path}/a.txt"
    assert "damaged" in damage
    assert others == [(f"{path}/b.txt", "2."), (f"{path}/c.bin", "a program, not a text")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (packed({"mimetype": "application/epub+zip", "a.html": "x"}), "an Office document or an e-book"),
        (packed({".hidden": "x"}), "no documents in this zip file"),
        (packed({"a.txt": "x"})[:-10], "a damaged zip file"),
        (gzip.compress(b"x" * 3_000_000), "larger than the limit"),
        (packed({"a.txt": b"x" * 3_000_000}), "larger than the limit"),
    ],
)
def test_a_bad_archive_is_told_in_one_line(tmp_path: Path, data: bytes, words: str) -> None:
    ((_, what),) = shown(saved(tmp_path / "a.bin", data))
    assert words in what


def test_a_bomb_of_short_lines_is_stopped_by_its_ratio(tmp_path: Path) -> None:
    bomb = gzip.compress((b'{"text": "' + b"x " * 400 + b'"}\n') * 5_000, 9)
    assert len(bomb) * 200 < 3_000_000
    path = saved(tmp_path / "a.jsonl.gz", bomb)
    *_, (_, what) = shown(path, limit=100_000)
    assert what == "unpacks to more than 200 times its size"


def test_a_budget_is_shared() -> None:
    budget = Budget("a.zip", 1, 1000)
    first = Unpacking(gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(b"x" * 800))), budget)
    second = Unpacking(gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(b"x" * 800))), budget)
    assert len(first.read(800)) == 800
    with pytest.raises(Exception, match="200 times"):
        second.read(800)


def test_what_comes_before_the_damage_of_a_gzip_is_read(tmp_path: Path) -> None:
    rows = "\n".join(json.dumps({"text": TEXT.format(n) + os.urandom(30).hex()}) for n in range(50))
    path = saved(tmp_path / "a.jsonl.gz", gzip.compress(rows.encode())[:-200])
    found = shown(path)
    assert len(found) > 40
    assert "damaged compressed file" in found[-1][1]


def test_the_pages_of_a_warc_archive(tmp_path: Path) -> None:
    records = [
        record("https://www.a.example/1", PAGE.format(TEXT.format(1))),
        record("https://a.example/robots", "x", status="404 Not Found"),
        record("https://a.example/2", "%PDF-1.7", content_type="application/pdf"),
        record("https://a.example/3", PAGE.format(TEXT.format(3)), kind="request"),
        record("https://a.example/4", PAGE.format(TEXT.format(4).replace("Oslo", "Tromsø"))),
    ]
    wanted = ["https://www.a.example/1", "https://a.example/4"]
    for path in (saved(tmp_path / "a.warc", b"".join(records)), saved(tmp_path / "b.warc.gz", b"".join(map(gzip.compress, records)))):
        found = list(read([str(path)], published=None, timeout=1, limit=10**6))
        assert [one.origin for one in found] == wanted
        assert [one.outlet for one in found if isinstance(one, Document)] == ["a.example", "a.example"]


def test_a_damaged_record_of_a_warc_stops_no_other(tmp_path: Path) -> None:
    whole = [record(f"https://a.example/{n}", PAGE.format(TEXT.format(n) + " " + "and so on " * 9000 * (n % 2))) for n in range(6)]
    path = saved(tmp_path / "a.warc", b"".join([*whole[:2], b"no record\r\n\r\n", *whole[2:4], b"WARC/1.0\r\nbroken", whole[4], whole[5]]))
    found = list(read([str(path)], published=None, timeout=1, limit=10**6))
    assert [one.origin for one in found if isinstance(one, Document)] == [f"https://a.example/{n}" for n in range(6)]
    assert {one.origin for one in found if isinstance(one, Failure)} <= {f"{path}:{n}" for n in range(1, 9)}
    assert 1 <= sum(isinstance(one, Failure) for one in found) <= 3


def test_a_page_that_is_cut_off_is_no_document(tmp_path: Path) -> None:
    data = record("https://a.example/1", PAGE.format(TEXT.format(1)))
    ((_, what),) = shown(saved(tmp_path / "a.warc", data[:-80]))
    assert what == "a page that is cut off"


def test_a_pipe_is_read_as_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(json.dumps({"text": TEXT.format(n), "more": "x" * 3000}) + "\n" for n in range(60))
    reader, writer = os.pipe()
    if os.fork() == 0:
        with os.fdopen(writer, "wb") as stream:
            stream.write(rows.encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        assert [word for _, word in shown("-")] == [f"{n}." for n in range(60)]


def test_only_what_is_asked_for_is_in_memory() -> None:
    class Endless(io.RawIOBase):
        taken = 0
        left = b""

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
            row = self.left or (json.dumps({"text": TEXT.format(self.taken)}) + "\n").encode()
            self.taken += not self.left
            given, self.left = row[: len(buffer)], row[len(buffer) :]
            buffer[: len(given)] = given
            return len(given)

    source = Endless()
    found = unfold(stream_of("endless", io.BufferedReader(source)), Terms(1.0, 1000))
    assert all(isinstance(next(found), Raw) for _ in range(2000))
    assert source.taken < 4000


def test_a_pattern_names_files(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.txt", "c.md", "sub/d.txt"):
        saved(tmp_path / name, TEXT.format(name).encode())
    assert [Path(origin).name for origin, _ in shown(f"{tmp_path}/*.txt")] == ["a.txt", "b.txt"]
    assert [Path(origin).name for origin, _ in shown(f"{tmp_path}/**/*.txt")] == ["a.txt", "b.txt", "d.txt"]
    assert count([f"{tmp_path}/**/*.txt"]) == 3
    ((origin, what),) = shown(f"{tmp_path}/*.html")
    assert (origin, what) == (f"{tmp_path}/*.html", "no file fits this pattern")
    odd = saved(tmp_path / "odd[1].txt", TEXT.format(7).encode())
    assert shown(odd) == [(str(odd), "7.")]


def test_what_holds_many_is_not_counted_ahead(tmp_path: Path) -> None:
    saved(tmp_path / "a.txt", b"x")
    assert count([str(tmp_path)]) == 1
    saved(tmp_path / "b.jsonl", b"x")
    assert count([str(tmp_path)]) is None
