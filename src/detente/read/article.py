"""The two stages of a source before it is a document: its bytes, and the article found in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of one source, with the character set that a server named for them."""

    origin: str
    data: bytes
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """What a reader found in the bytes; the date only where the page itself tells it."""

    text: str
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    notices: tuple[str, ...] = ()
