"""The two stages of a source before it is a document: its bytes, and the article found in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Told:
    """What stands around the bytes of an article: in its row of a table, its entry in a feed, its record in an archive."""

    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    url: str | None = None
    site: str | None = None  # stands in for the outlet where nothing else names it


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of one source, with the character set that a server named for them.

    `whole` fetches the article where the bytes are only what a feed says of it.
    """

    origin: str
    data: bytes
    charset: str | None = None
    told: Told = Told()
    whole: Callable[[], Raw] | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """What a reader found in the bytes; the date only where the page itself tells it."""

    text: str
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    notices: tuple[str, ...] = ()
