"""Articles in JSON Lines and CSV: columns by name, one bad row stops no other."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import SettingsError
from detente.read import Failure, find, read
from detente.read.columns import columns_of
from detente.read.dating import day_of
from detente.read.reading import Found
from detente.records import Document

TEXT = "The ministers met in Oslo on Monday and agreed on nothing at all, the officials said after meeting number {}."


def read_all(path: Path, limit: int = 100_000, **columns: str) -> list[Document | Failure]:
    return list(read([str(path)], published=None, timeout=1, limit=limit, columns=columns))


def shown(path: Path, limit: int = 100_000, **columns: str) -> list[tuple[str, str]]:
    """Line number and last word of the text, or what is wrong."""
    found = read_all(path, limit, **columns)
    return [(one.origin.rpartition(":")[2], one.text.split()[-1] if isinstance(one, Document) else one.error.what) for one in found]


def lines(path: Path, *rows: dict[str, Any] | str) -> Path:
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    return path


def test_each_line_is_an_article_with_what_its_row_tells(tmp_path: Path) -> None:
    row = {"headline": "A quiet day", "body": TEXT.format(1), "publish_date": "2026-02-05T23:30:00-05:00", "source": {"name": "Gazette"}}
    other = {"title": None, "content": TEXT.format(2), "pubDate": "Thu, 05 Feb 2026 10:00:00 GMT", "link": "https://www.news.example/a"}
    one, two = read_all(lines(tmp_path / "a.jsonl", row, other))
    assert isinstance(one, Document)
    assert isinstance(two, Document)
    assert (one.title, one.outlet, one.published, one.origin) == ("A quiet day", "Gazette", date(2026, 2, 5), f"{tmp_path}/a.jsonl:1")
    assert (two.title, two.outlet, two.published, two.origin) == (None, "news.example", date(2026, 2, 5), f"{tmp_path}/a.jsonl:2")


def test_a_bad_line_is_named_by_its_number_and_stops_no_other(tmp_path: Path) -> None:
    path = lines(
        tmp_path / "a.jsonl",
        {"text": TEXT.format(1)},
        '{"text": "cut',
        "",
        {"id": 4},
        {"text": ""},
        "[1]",
        {"text": 7},
        {"text": TEXT.format(8)},
    )
    numbers, words = zip(*shown(path), strict=True)
    assert numbers == ("1", "2", "4", "5", "6", "7", "8")
    assert (words[0], words[-1]) == ("1.", "8.")
    assert words[1:3] == ("not a JSON object", "no column of text among id")


def test_a_line_beyond_the_limit_is_left_out_and_the_next_one_read(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", {"text": TEXT.format(1)}, {"text": "x " * 5000}, {"text": TEXT.format(3)})
    assert shown(path, limit=2000) == [("1", "1."), ("2", "larger than the limit of 2,000 bytes"), ("3", "3.")]


def test_the_first_line_may_be_the_bad_one(tmp_path: Path) -> None:
    assert shown(lines(tmp_path / "a.jsonl", '{"text": "cut', {"text": TEXT.format(2)}))[1] == ("2", "2.")


def test_a_row_is_known_by_its_text_and_by_what_stands_around_it(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", {"text": TEXT.format(1), "outlet": "A"}, {"text": TEXT.format(1), "outlet": "B"})
    found = [one for one in find([str(path)], published=None, timeout=1, limit=10**6) if isinstance(one, Found)]
    assert len({one.digest for one in found}) == 2
    assert len({one.document.id for one in found}) == 1
    known = {found[0].digest}
    assert [type(one).__name__ for one in find([str(path)], published=None, timeout=1, limit=10**6, known=known)] == ["Skipped", "Found"]


@pytest.mark.parametrize("divider", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_of_any_divider_and_encoding(tmp_path: Path, divider: str, encoding: str) -> None:
    rows = [["Headline", "Content", "Date"], ["Tromsø waits", f'"{TEXT.format(1)}\n\nSecond ""part"", end."', "2026-02-05"]]
    path = tmp_path / "a.txt"
    path.write_bytes("".join(divider.join(row) + "\r\n" for row in rows).encode(encoding))
    (one,) = read_all(path)
    assert isinstance(one, Document)
    assert (one.title, one.published) == ("Tromsø waits", date(2026, 2, 5))
    assert one.text.endswith('number 1.\n\nSecond "part", end.')


def test_a_bad_row_of_csv_swallows_no_other(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [
        "id,text,date",
        f'1,"{TEXT.format(2)}",2026-01-01',
        "2,too few",
        f'3,"never closed {TEXT.format(4)},2026-01-01',
        f'4,"{TEXT.format(5)}",2026-01-01',
        f'5," two\nlines {TEXT.format(7)}",2026-01-01',
        '6,a 5" gun on a ship,2026-01-01',
        f'7,"{TEXT.format(9)}",2026-01-01',
    ]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    wrong = "not the 3 columns of the first row"
    assert shown(path) == [("2", "2."), ("3", wrong), ("4", wrong), ("5", "5."), ("6", "7."), ("8", "ship"), ("9", "9.")]


def test_columns_are_named_by_the_user_where_their_names_tell_nothing(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", {"raw": TEXT.format(1), "t": "A day", "text": ""})
    (one,) = read_all(path, text="raw", title="t")
    assert isinstance(one, Document)
    assert (one.text, one.title) == (TEXT.format(1), "A day")
    (failed,) = read_all(path, text="nowhere")
    assert isinstance(failed, Failure)
    assert "no column of text among raw, t, text" in str(failed.error)
    assert "--columns" in str(failed.error)
    with pytest.raises(SettingsError, match="no field is called 'body'"):
        read_all(path, body="raw")


def test_a_csv_without_text_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("foo,bar\n" + "1,2\n" * 50, encoding="utf-8")
    assert [one.error.what for one in read_all(path) if isinstance(one, Failure)] == ["no column of text among foo, bar"]


@pytest.mark.parametrize(
    "first", ["Text, lies and a treaty", "Oslo, Bergen: the ministers met, and the story goes on", "{ the ministers met }"]
)
def test_a_text_with_commas_or_braces_is_a_text(tmp_path: Path, first: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{first}\n\n{TEXT.format(1)}\n", encoding="utf-8")
    (one,) = read_all(path)
    assert isinstance(one, Document)
    assert one.text.startswith(first)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2026-02-05", date(2026, 2, 5)),
        ("2026-02-05T23:30:00-05:00", date(2026, 2, 5)),
        ("20260205", date(2026, 2, 5)),
        ("Thu, 05 Feb 2026 10:00:00 +0100", date(2026, 2, 5)),
        ("5 February 2026", date(2026, 2, 5)),
        ("1770285600", date(2026, 2, 5)),
        ("1770285600000", date(2026, 2, 5)),
        ("5/2/2026", None),
        ("2026-02-31", None),
        ("soon", None),
        ("", None),
    ],
)
def test_the_day_of_a_cell(value: str, day: date | None) -> None:
    assert day_of(value) == day


@given(st.text(max_size=40))
def test_any_cell_has_a_day_or_none(value: str) -> None:
    assert day_of(value) is None or isinstance(day_of(value), date)


def test_the_best_name_of_a_column_wins() -> None:
    assert columns_of(["content", "TEXT", "Publish_Date", "source"], {}) == {"text": "TEXT", "date": "Publish_Date", "outlet": "source"}


@given(st.lists(st.binary(max_size=60), max_size=8))
def test_any_rows_behind_a_header_end(tmp_path_factory: pytest.TempPathFactory, rows: list[bytes]) -> None:
    path = tmp_path_factory.mktemp("rows") / "a.csv"
    path.write_bytes(b"text,date\n" + b"\n".join(rows))
    for one in read_all(path):
        assert one.origin.startswith(str(path))
