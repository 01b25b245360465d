"""Decoding: what the bytes are, and a notice for what was odd."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import SourceError
from detente.read.encoding import decode, repaired

TEXT = "Díaz-Canel said: “No.” Then he left the room, and the others followed him out."


@given(st.binary(max_size=2000))
def test_any_bytes_decode_or_are_refused(data: bytes) -> None:
    try:
        text, _ = decode(data, "x")
    except SourceError:
        return
    text.encode("utf-8")
    assert "\0" not in text
    assert "\r" not in text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_keeps_every_character(text: str) -> None:
    body = "The talks began. " + text.replace("\ufffe", "").replace("\uffff", "").replace("\ufffd", "")
    assert decode(body.encode("utf-8"), "x") == (body, ())


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + TEXT.encode("utf-8"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_character(data: bytes) -> None:
    assert decode(data, "x") == (TEXT, ())


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
def test_utf16_without_its_mark_is_told(name: str) -> None:
    text, notices = decode(TEXT.encode(name), "x")
    assert text == TEXT
    assert "UTF-16" in notices[0]


def test_windows_1252_is_told() -> None:
    text, notices = decode(TEXT.encode("cp1252"), "x")
    assert text == TEXT
    assert notices == ("not UTF-8; read as Windows-1252 (cp1252)",)


def test_a_named_character_set_counts_where_the_bytes_are_not_utf8() -> None:
    assert decode("Ещё раз".encode("koi8-r") + b" again", "x", "koi8-r")[0] == "Ещё раз again"
    assert decode(TEXT.encode("utf-8"), "x", "iso-8859-1")[0] == TEXT
    assert decode(TEXT.encode("cp1252"), "x", "no-such-set")[0] == TEXT
    assert decode(TEXT.encode("cp1252"), "x", "hex")[0] == TEXT


def test_utf8_with_a_broken_byte_stays_utf8() -> None:
    text, notices = decode(TEXT.encode("utf-8") + b" \xe2\x80", "x")
    assert text.startswith(TEXT)
    assert text.endswith("\ufffd")
    assert notices


def test_line_ends_become_newlines() -> None:
    assert decode(b"one\r\ntwo\rthree\n", "x")[0] == "one\ntwo\nthree\n"


def test_nul_bytes_are_shown_and_told() -> None:
    text, notices = decode(b"The talks began\0 on Monday, and nobody knew why they did.", "x")
    assert "began\ufffd on" in text
    assert "NUL" in notices[0]


def test_repairs_keep_every_offset() -> None:
    text, notices = repaired("a\ud800b\x00c\x93d\x94")
    assert text == "a\ufffdb\ufffdc“d”"
    assert len(notices) == 2


def test_noise_is_no_text() -> None:
    with pytest.raises(SourceError, match="not a text"):
        decode(bytes(range(256)) * 4, "x")


def test_surrogates_saved_one_by_one_are_joined_or_shown() -> None:
    text, notices = decode(b"The talks began \xed\xa0\xbd\xed\xb8\x80 and ended \xed\xa0\xbd.", "x")
    assert text == "The talks began \U0001f600 and ended \ufffd."
    assert "surrogate" in notices[0]
