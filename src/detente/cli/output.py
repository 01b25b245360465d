"""Where a command's words go: standard output, a file, standard error."""

from __future__ import annotations

import sys
from pathlib import Path

from detente.errors import DetenteError, SettingsError


def width() -> int:
    import shutil

    return min(100, max(40, shutil.get_terminal_size((80, 24)).columns))


def write_text(text: str, output: Path | None) -> None:
    if output is None:
        say(text)
        return
    write_bytes(text.encode("utf-8"), output)


def write_bytes(data: bytes, output: Path) -> None:
    """A file whole or not at all."""
    part = output.with_name(output.name + ".part")
    try:
        part.write_bytes(data)
        part.replace(output)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise SettingsError(f"cannot write: {error.strerror or error}", str(output), "choose another file") from error


def say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def note(text: str) -> None:
    sys.stderr.write(f"detente: note: {text}\n")


def complain(error: DetenteError) -> None:
    sys.stderr.write(f"detente: {error}\n")
