"""Reading from bytes on disk to documents and failures."""

from __future__ import annotations

import io
import os
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import TooLong
from detente.read import Failure, read
from detente.read.article import Raw
from detente.read.reading import _document_or_failure
from detente.records import LONGEST_TEXT, Document, record_id

STORY = "date 2026-02-05\n\nA quiet day\n\nThe ministers met in Oslo on Monday and agreed on nothing at all, the officials said.\n"
PAGE = """<html><head><title>Quiet | Meridian News</title><meta property="og:title" content="A quiet day">
<meta property="og:site_name" content="Meridian News"><meta property="article:published_time" content="2026-02-05T10:00:00Z"></head>
<body><nav><a href="/">Home</a></nav><article><h1>A quiet day</h1>
<p>The ministers met in Oslo on Monday and agreed on nothing at all, the officials said after the meeting.</p>
<p>&ldquo;We will meet again when the snow has melted,&rdquo; one of them said, and left the hotel by its back door.</p>
</article></body></html>"""


def all_of(*sources: str | Path, published: date | None = None, limit: int = 1_000_000) -> list[Document | Failure]:
    return list(read([str(source) for source in sources], published=published, timeout=5, limit=limit))


def one(path: Path, published: date | None = None, limit: int = 1_000_000) -> Document:
    (found,) = all_of(path, published=published, limit=limit)
    assert isinstance(found, Document), found
    return found


def refusal(path: Path | str, limit: int = 1_000_000) -> str:
    (found,) = all_of(path, limit=limit)
    assert isinstance(found, Failure), found
    assert "\n" not in str(found.error)
    return str(found.error)


def saved(folder: Path, data: str | bytes, name: str = "a.txt") -> Path:
    path = folder / name
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return path


def test_a_text_file_keeps_its_characters(tmp_path: Path) -> None:
    document = one(saved(tmp_path, STORY))
    assert document.text == STORY
    assert document.title == "A quiet day"
    assert document.published == date(2026, 2, 5)
    assert document.id == record_id("d", " ".join(STORY.split()))
    assert document.notices == ()


def test_markdown_is_read_as_it_is(tmp_path: Path) -> None:
    text = "# A *quiet* day\n\nThe ministers **met** in [Oslo](https://x.example) on Monday, and agreed on nothing.\n"
    document = one(saved(tmp_path, text, "a.md"))
    assert document.text == text
    assert document.title == "A *quiet* day"


def test_the_bytes_decide_not_the_suffix(tmp_path: Path) -> None:
    document = one(saved(tmp_path, PAGE, "page.txt"))
    assert document.text.startswith("A quiet day\n\nThe ministers met")
    assert "Home" not in document.text
    assert (document.title, document.outlet, document.published) == ("A quiet day", "Meridian News", date(2026, 2, 5))


def test_the_given_date_comes_first(tmp_path: Path) -> None:
    assert one(saved(tmp_path, STORY), published=date(2020, 1, 2)).published == date(2020, 1, 2)


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("OSLO, 5 February 2026 — ", date(2026, 2, 5)),
        ("OSLO, Feb. 5 (MN) — ", None),
        ("The Meridian Review\nThursday, February 5, 2026\n\n", date(2026, 2, 5)),
        ("---\ntitle: A day\ndate: 2026-02-05\n---\n\n", date(2026, 2, 5)),
        ("", None),
    ],
)
def test_the_date_of_a_text(tmp_path: Path, head: str, day: date | None) -> None:
    document = one(saved(tmp_path, head + "The ministers met in Oslo on Monday and agreed on nothing."))
    assert document.published == day
    assert any("publication date unknown" in notice for notice in document.notices) == (day is None)


def test_a_date_in_the_text_is_not_guessed_to_be_its_own(tmp_path: Path) -> None:
    assert one(saved(tmp_path, "The treaty of 5 February 1920 was signed in Oslo, and nobody remembers it.")).published is None


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\0" * 100, "empty"),
        (b"*** --- ***", "no words"),
        (bytes(range(256)) * 10, "not a text file"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "a picture"),
        (b"PK\x03\x04" + b"\0" * 50, "zip"),
        (b"\x1f\x8b\x08" + b"x" * 50, "compressed"),
        (b"%PDF-1.7\nnothing", "damaged PDF"),
        (b'{"id": 7, "size": 3}', "JSON: no column of text among id, size"),
        (b'{\n "text": "The ministers met."\n}', "JSON data, not an article"),
        (b"<?xml version='1.0'?><rss><channel/></rss>", "a feed without entries"),
        (b"<html><body></body></html>", "no article text"),
        (b"<html><body><p", "no article text"),
        (b"El ministro dijo que las conversaciones con los vecinos no se han roto y que la frontera sigue abierta.", "Spanish"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(tmp_path: Path, data: bytes, words: str) -> None:
    assert words in refusal(saved(tmp_path, data))


def test_no_such_file(tmp_path: Path) -> None:
    assert "no such file" in refusal(tmp_path / "none.txt")
    assert "cannot be read" in refusal("a\0b")
    assert "cannot be read" in refusal("x" * 5000)


def test_too_many_bytes_and_too_many_characters(tmp_path: Path) -> None:
    assert "limit of 100 bytes" in refusal(saved(tmp_path, STORY * 2), limit=100)
    (found,) = all_of(saved(tmp_path, "The talks went on. " * (LONGEST_TEXT // 19 + 1)), limit=10_000_000)
    assert isinstance(found, Failure)
    assert isinstance(found.error, TooLong)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no endless device here")
def test_an_endless_device_is_too_large() -> None:
    assert "limit" in refusal("/dev/zero")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = saved(tmp_path, STORY)
    path.chmod(0)
    assert "not allowed" in refusal(path)


def test_a_folder_is_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / ".git").mkdir()
    saved(tmp_path / ".git", STORY + "hidden")
    saved(tmp_path, STORY + "hidden", ".hidden")
    saved(tmp_path, STORY + "two", "b.txt")
    saved(tmp_path, b"\x89PNG\r\n\x1a\n", "c.txt")
    saved(tmp_path / "sub", STORY + "three", "d.txt")
    saved(tmp_path, STORY + "one", "a.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    found = all_of(tmp_path)
    assert [Path(item.origin).name for item in found] == ["a.txt", "b.txt", "c.txt", "d.txt"]
    assert [type(item) for item in found] == [Document, Document, Failure, Document]


def test_a_folder_without_documents(tmp_path: Path) -> None:
    assert "no documents in this folder" in refusal(tmp_path)


def test_the_same_document_comes_once(tmp_path: Path) -> None:
    first = saved(tmp_path, STORY, "a.txt")
    second = saved(tmp_path, STORY.replace("\n", "\r\n\r\n"), "b.txt")
    assert len(all_of(first, first, second)) == 1


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    found = all_of(tmp_path / "none", saved(tmp_path, STORY))
    assert [type(item) for item in found] == [Failure, Document]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORY.encode())))
    (document,) = all_of("-")
    assert isinstance(document, Document)
    assert document.origin == "standard input"
    assert document.text == STORY


def test_a_page_in_another_encoding(tmp_path: Path) -> None:
    page = PAGE.replace("<head>", '<head><meta charset="windows-1252">').replace("Oslo", "Tromsø")
    assert "Tromsø" in one(saved(tmp_path, page.encode("cp1252"), "a.html")).text


def test_broken_markup_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    broken = PAGE.replace("</p>", "").replace("</article></body></html>", "<div><b><table><tr")
    assert "agreed on nothing" in one(saved(tmp_path, broken)).text


@given(st.binary(max_size=1500) | st.text(max_size=500).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_give_a_document_or_a_failure(data: bytes) -> None:
    found = _document_or_failure(Raw("x", data), None)
    if isinstance(found, Failure):
        assert "\n" not in str(found.error)
    else:
        found.text.encode("utf-8")
        assert found.text.strip()


@given(st.sampled_from([b"<html>", b"<p>", b"%PDF-1.4\n", b"\xff\xfe", b"<!-- -->"]), st.binary(max_size=300))
def test_any_bytes_behind_a_known_start(start: bytes, data: bytes) -> None:
    assert isinstance(_document_or_failure(Raw("x", start + data), None), Document | Failure)
