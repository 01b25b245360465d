"""How wide words are in a picture, and how they wrap, without a font at hand."""

from __future__ import annotations

from functools import cache
from typing import Any

from detente.knowledge.tables import toml_table

FONT = "Arial, 'Liberation Sans', Helvetica, 'DejaVu Sans', sans-serif"


def width(text: str, size: float) -> float:
    """Pixels of a line of sans-serif text at a font size in pixels, on the safe side."""
    font = _font()
    widths, other = font["widths"], font["other"]
    units = sum(widths[ord(letter) - 32] if 32 <= ord(letter) <= 126 else other for letter in text)
    return float(units * size / 1000 * font["slack"])


def wrapped(text: str, size: float, room: float, lines: int) -> tuple[str, ...]:
    """The text in at most so many lines of that room; what does not fit ends in an ellipsis."""
    found: list[str] = []
    words = [piece for word in text.split() for piece in _pieces(word, size, room)]
    while words:
        line = words.pop(0)
        while words and width(f"{line} {words[0]}", size) <= room:
            line = f"{line} {words.pop(0)}"
        if len(found) == lines - 1 and words:
            return (*found, _cut(line, size, room))
        found.append(line)
    return tuple(found)


def _pieces(word: str, size: float, room: float) -> list[str]:
    """A word that is wider than the room, cut where it must be."""
    pieces = []
    while width(word, size) > room:
        at = max(1, next(n for n in range(len(word), 0, -1) if n == 1 or width(word[:n], size) <= room))
        pieces.append(word[:at])
        word = word[at:]
    return [*pieces, word] if word else pieces


def _cut(line: str, size: float, room: float) -> str:
    while line and width(f"{line} …", size) > room:
        line = line.rsplit(" ", 1)[0] if " " in line else line[:-1]
    return f"{line.rstrip(' ,;:–-')} …"


@cache
def _font() -> dict[str, Any]:
    return toml_table("font", "detente.brief")
