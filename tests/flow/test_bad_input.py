"""Bad input at the command line: one clear line on standard error, exit code 2, never a traceback."""

from __future__ import annotations

import io
import socket
import sys
from pathlib import Path

import pytest

from detente import cli

STORY = "The ministers met in Oslo on Monday and agreed on nothing at all, the officials said.\n"
SPANISH = "El ministro dijo que las conversaciones con los vecinos no se han roto y que la frontera sigue abierta para todos."


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> int:
    monkeypatch.setattr(sys, "argv", ["detente", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0)


def complaint(capsys: pytest.CaptureFixture[str]) -> str:
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("detente: ")
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err
    assert "hint: " in said.err
    return said.err


@pytest.mark.parametrize("command", ["brief", "extract"])
@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\n\t", "empty"),
        (bytes(range(256)) * 20, "not a text file"),
        (b"\x7fELF" + bytes(500), "a program"),
        (b"\0" * 1000, "empty"),
        (b"\xed\xa0\x80" * 300, "not a text file"),
        (b"<html><body><div><p", "no article text"),
        (b"%PDF-1.7\n%%EOF", "damaged PDF"),
        (SPANISH.encode(), "Spanish"),
        (b"x" * 20_000_001, "limit of 20,000,000 bytes"),
        (STORY.encode() * 20_000, "characters are more than"),
    ],
    ids=["empty", "blank", "binary", "program", "nul", "surrogates", "broken-html", "broken-pdf", "spanish", "large", "long"],
)
def test_a_bad_file(
    command: str, data: bytes, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    assert run(monkeypatch, command, path) == 2
    said = complaint(capsys)
    assert words in said
    assert str(path) in said


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("no/such/file.txt", "no such file"),
        ("a\0b", "cannot be read"),
        ("ftp://host.example/a", "only http and https"),
        ("http://", "host"),
    ],
)
def test_a_bad_name(source: str, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, "brief", source) == 2
    assert words in complaint(capsys)


def test_an_address_while_offline(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def nowhere(*_: object, **__: object) -> None:
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    assert run(monkeypatch, "brief", "https://news.example/a") == 2
    assert "online" in complaint(capsys)


def test_a_folder_without_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / ".hidden").write_text(STORY, encoding="utf-8")
    assert run(monkeypatch, "brief", tmp_path) == 2
    assert "no documents in this folder" in complaint(capsys)


def test_empty_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert run(monkeypatch, "brief", "-") == 2
    assert "standard input: empty" in complaint(capsys)


@pytest.mark.parametrize("given", ["2026-02-31", "yesterday", "5/2/2026", ""])
def test_an_invalid_date(given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text(STORY, encoding="utf-8")
    assert run(monkeypatch, "brief", path, "--published", given) == 2
    assert "is not a date" in complaint(capsys)


@pytest.mark.flow
def test_one_bad_file_does_not_stop_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x7fELF" + bytes(500))
    (tmp_path / "b.txt").write_text(STORY, encoding="utf-8")
    assert run(monkeypatch, "extract", tmp_path) == 2
    said = capsys.readouterr()
    assert said.out.count("\n") == 1
    assert "agreed on nothing" in said.out
    assert said.err.splitlines()[-1].startswith(f"detente: {tmp_path / 'a.txt'}: a program")
    assert "Traceback" not in said.err


@pytest.mark.flow
@pytest.mark.parametrize(
    "data",
    [
        b"The ministers\0 met in Oslo on Monday and agreed on nothing at all, the officials said.\n",
        b"The ministers met in Oslo \xed\xa0\x80 on Monday and agreed on nothing at all, the officials said.\n",
        ("and then he said that " * 4000).encode(),
        b"Russia threatened Ukraine",
    ],
    ids=["nul", "surrogate", "one-sentence-of-20000-words", "no-stop"],
)
def test_odd_text_still_makes_a_brief(
    data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(data)
    monkeypatch.setattr(sys, "argv", ["detente", "brief", str(path), "--published", "2026-02-05"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    said = capsys.readouterr()
    assert not ended.value.code
    assert said.out.strip()
    assert "Traceback" not in said.err
