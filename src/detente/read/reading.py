"""From sources to documents: expand, choose a reader by the bytes, check, date, and give each document once."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from detente.errors import SourceError, TooLong
from detente.read.article import Article, Raw
from detente.read.choose import reader_for
from detente.read.dating import published_on
from detente.read.failure import Failure
from detente.read.sources import expand
from detente.read.tongue import foreign_language
from detente.records import LONGEST_TEXT, Document, record_id

_UNDATED = "publication date unknown; relative dates stay unresolved (--published gives it)"


@dataclass(frozen=True, slots=True)
class Found:
    """A document with the digest of the bytes that it was read from."""

    digest: str
    document: Document


@dataclass(frozen=True, slots=True)
class Skipped:
    """Bytes that were read before."""

    origin: str


def read(sources: Iterable[str], *, published: date | None, timeout: float, limit: int) -> Iterator[Document | Failure]:
    """Read files, folders, URLs and `-` in the order given, each document once; what cannot be read comes as a `Failure` in its place."""
    seen: set[str] = set()
    for item in find(sources, published=published, timeout=timeout, limit=limit):
        if isinstance(item, Failure):
            yield item
        elif isinstance(item, Found) and item.document.id not in seen:
            seen.add(item.document.id)
            yield item.document


def find(
    sources: Iterable[str], *, published: date | None, timeout: float, limit: int, known: Container[str] = ()
) -> Iterator[Found | Skipped | Failure]:
    """The same with the digest of the bytes; bytes whose digest is `known` are not read again."""
    for raw in expand(sources, timeout=timeout, limit=limit):
        if isinstance(raw, Failure):
            yield raw
            continue
        digest = _digest(raw, published)
        if digest in known:
            yield Skipped(raw.origin)
            continue
        found = _document_or_failure(raw, published)
        yield found if isinstance(found, Failure) else Found(digest, found)


def _document_or_failure(raw: Raw, published: date | None) -> Document | Failure:
    try:
        return _document(raw, published)
    except SourceError as error:
        return Failure(raw.origin, error)


def _digest(raw: Raw, published: date | None) -> str:
    """Of the bytes and of the date that the user gave: with another date the same bytes are another reading."""
    given = published.isoformat() if published else ""
    return hashlib.blake2b(raw.data, digest_size=16, person=given.encode()).hexdigest()


def _document(raw: Raw, published: date | None) -> Document:
    article = reader_for(raw)(raw)
    _check(article, raw.origin)
    day = published or article.published or published_on(article.text)
    return Document(
        id=record_id("d", _normalised(article.text)),
        text=article.text,
        title=article.title,
        outlet=article.outlet,
        published=day,
        origin=raw.origin,
        notices=article.notices if day else (*article.notices, _UNDATED),
    )


def _check(article: Article, origin: str) -> None:
    if not any(character.isalnum() for character in article.text):
        raise SourceError("no words in it", origin, "is this the right file?")
    if len(article.text) > LONGEST_TEXT:
        raise TooLong(f"{len(article.text):,} characters are more than the {LONGEST_TEXT:,} of one document", origin, "split it")
    if language := foreign_language(article.text):
        raise SourceError(f"the text seems to be {language}; detente reads English", origin, "translate it first")


def _normalised(text: str) -> str:
    """The text up to spacing and composition, so that the same story saved twice is one document."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
