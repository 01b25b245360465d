"""PDF: its text in paragraphs, and plain words where there is none to read."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from detente.read import Failure, read
from detente.records import Document

LINES = [
    "A quiet day",
    "",
    "OSLO, 5 February 2026",
    "",
    "The ministers met in Oslo on Monday and agreed on nothing, and the negotia-",
    "tions will go on when the snow has melted, an official said. Nobody asked her",
    "when that would be.",
    "Their deputies stayed for another week, and some of them saw the sea for the",
    "first time.",
    "",
    "Page 1 of 1",
]


def pdf_of(lines: list[str]) -> bytes:
    """A PDF of one page, written by hand, with these lines on it."""
    shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
    content = f"BT /F1 10 Tf 50 750 Td {shown}ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    data = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(data)
    data += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % table
    return bytes(data)


def locked(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_of(LINES))))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def read_bytes(folder: Path, data: bytes) -> Document | Failure:
    path = folder / "a.bin"
    path.write_bytes(data)
    (found,) = read([str(path)], published=None, timeout=5, limit=1_000_000)
    return found


def test_lines_become_paragraphs(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, pdf_of(LINES))
    assert isinstance(document, Document)
    assert document.text.split("\n\n") == [
        "A quiet day",
        "OSLO, 5 February 2026",
        "The ministers met in Oslo on Monday and agreed on nothing, and the negotiations will go on when the snow has melted, "
        "an official said. Nobody asked her when that would be.",
        "Their deputies stayed for another week, and some of them saw the sea for the first time.",
    ]
    assert document.title == "A quiet day"
    assert document.published == date(2026, 2, 5)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("data", "words"),
    [
        (locked("secret"), "an encrypted PDF"),
        (pdf_of([]), "a PDF without text, such as a scan"),
        (pdf_of(LINES)[:200], "damaged PDF"),
        (b"%PDF-1.4\n" + b"x" * 500, "damaged PDF"),
    ],
    ids=["encrypted", "scan", "cut", "noise"],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, data: bytes, words: str) -> None:
    found = read_bytes(tmp_path, data)
    assert isinstance(found, Failure)
    assert words in str(found.error)


@pytest.mark.filterwarnings("ignore")
def test_a_pdf_that_only_forbids_changes_is_read(tmp_path: Path) -> None:
    assert isinstance(read_bytes(tmp_path, locked("")), Document)
