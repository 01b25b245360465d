"""From bytes to characters, and a notice for whatever was not as the bytes said."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from detente.errors import SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = re.compile("[\0-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LATE_CONTROLS = re.compile("[\x80-\x9f]")
_MOST_DAMAGE = 0.05


def decode(data: bytes, origin: str, charset: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The characters of the bytes and what was odd about them; SourceError where they are no text.

    A byte order mark decides, then whether they are UTF-8, then the character set that the source named.
    """
    text, notices = _decoded(data, charset)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text, repairs = repaired(text)
    if text.count("\ufffd") > _MOST_DAMAGE * len(text):
        raise SourceError("not a text file: its bytes are no characters", origin, "detente reads text, HTML and PDF with text in it")
    return text, notices + repairs


def repaired(text: str) -> tuple[str, tuple[str, ...]]:
    """Replace one for one what is no character of an article: NUL, other controls, halves of surrogate pairs."""
    notices = []
    text, count = _LATE_CONTROLS.subn(lambda match: _of_windows(match.group()), text)
    if count:
        notices.append(f"{count} control characters read as the Windows-1252 marks they stand for")
    text, count = _CONTROLS.subn("\ufffd", text)
    if count:
        notices.append(f"{count} characters that no text can hold (NUL, controls, halves of surrogates) shown as \ufffd")
    return text, tuple(notices)


def _decoded(data: bytes, charset: str | None) -> tuple[str, tuple[str, ...]]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], name)
    if wide := _wide(data):
        text, notices = _lenient(data, wide)
        return text, (f"read as {wide.upper()} without a byte order mark", *notices)
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8"), ()
    with suppress(UnicodeDecodeError):
        return _paired(data.decode("utf-8", "surrogatepass")), ("halves of surrogate pairs in UTF-8 joined, or shown as \ufffd",)
    if charset and (named := _text_encoding(charset)):
        return _lenient(data, named)
    broken = data.decode("utf-8", "replace")
    whole = sum(character > "\x7f" for character in broken) - broken.count("\ufffd")
    if whole > broken.count("\ufffd"):
        return _lenient(data, "utf-8")
    return data.decode("cp1252", "replace"), ("not UTF-8; read as Windows-1252 (cp1252)",)


def _paired(text: str) -> str:
    """Halves of surrogate pairs, saved one by one, as the characters that they make; a half alone as U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _lenient(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    try:
        return data.decode(name), ()
    except UnicodeDecodeError:
        text = data.decode(name, "replace")
        return text, (f"bytes that are no {name.upper()} shown as \ufffd",)


def _text_encoding(charset: str) -> str | None:
    """The codec of a named character set, as browsers take it; None where it is unknown, or has just failed."""
    try:
        name = codecs.lookup(charset).name
        "".encode(name)  # some codecs are no text encodings
    except (LookupError, UnicodeError, ValueError):
        return None
    if name in ("utf-8", "utf-16", "utf-32", "utf-7"):
        return None
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: in Latin script every second byte is NUL, and only that one."""
    head = data[:4096]
    pairs = len(head) // 2
    low, high = head[0 : 2 * pairs : 2].count(0), head[1 : 2 * pairs : 2].count(0)
    if pairs >= 2 and high >= 0.7 * pairs and low <= 0.05 * pairs:
        return "utf-16-le"
    if pairs >= 2 and low >= 0.7 * pairs and high <= 0.05 * pairs:
        return "utf-16-be"
    return None


def _of_windows(control: str) -> str:
    return control.encode("latin-1").decode("cp1252", "replace")
