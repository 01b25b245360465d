"""Gold files: what is read, and one clear line for what is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from detente.errors import GoldError
from detente.evaluate.gold import day_of, read_rows, write_rows


def test_rows_are_read_without_blank_lines_and_mark(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"id": 1, "text": "a"}\n\n{"id": 2, "text": "b\\u2028c"}\n')
    assert [row["id"] for row in read_rows(path, ("text",))] == [1, 2]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no line"),
        (b"\n\n", "no line"),
        (b'{"id": 1, "text": "a"}\n{', "not JSON.*line 2|line 2.*not JSON"),
        (b'{"id": 1}\n', "'text' is missing"),
        (b'{"text": "a"}\n', "'id' is missing"),
        (b"[1]\n", "'id' is missing"),
        (b"\xff\xfe", "not UTF-8"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(content)
    with pytest.raises(GoldError, match=said):
        read_rows(path, ("text",))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="cannot be read"):
        read_rows(tmp_path / "no.jsonl", ())


def test_predictions_survive_any_text(tmp_path: Path) -> None:
    rows = [{"id": "1", "speaker": "Łukasz\ud800\u2028"}]
    write_rows(tmp_path / "out.jsonl", rows)
    assert read_rows(tmp_path / "out.jsonl", ("speaker",)) == rows


def test_predictions_that_cannot_be_written_leave_nothing(tmp_path: Path) -> None:
    (tmp_path / "out.jsonl").mkdir()
    with pytest.raises(GoldError, match="cannot be written"):
        write_rows(tmp_path / "out.jsonl", [{"id": "1"}])
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


@pytest.mark.parametrize(
    ("value", "day"), [("2026-02-05", date(2026, 2, 5)), ("2026-02-05T08:00", date(2026, 2, 5)), ("soon", None), (None, None)]
)
def test_a_date_field(value: str | None, day: date | None) -> None:
    assert day_of({"date": value}) == day
