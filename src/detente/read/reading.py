"""From sources to documents: expand, choose a reader by the bytes, check, date, and give each document once."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from detente.errors import SourceError, TooLong
from detente.read.article import Article, Raw, Told
from detente.read.choose import reader_for
from detente.read.columns import checked
from detente.read.dating import published_on
from detente.read.failure import Failure
from detente.read.sources import expand
from detente.read.terms import Terms
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


def read(
    sources: Iterable[str], *, published: date | None, timeout: float, limit: int, columns: Mapping[str, str] | None = None
) -> Iterator[Document | Failure]:
    """Read sources in the order given, each document once; what cannot be read comes as a `Failure` in its place.

    `timeout` is seconds for one address, `limit` bytes of one article, `columns` field → name of its column in tables of articles.
    """
    seen: set[str] = set()
    for item in find(sources, published=published, timeout=timeout, limit=limit, columns=columns):
        if isinstance(item, Failure):
            yield item
        elif isinstance(item, Found) and item.document.id not in seen:
            seen.add(item.document.id)
            yield item.document


def find(
    sources: Iterable[str],
    *,
    published: date | None,
    timeout: float,
    limit: int,
    known: Container[str] = (),
    columns: Mapping[str, str] | None = None,
) -> Iterator[Found | Skipped | Failure]:
    """The same with the digest of the bytes; bytes whose digest is `known` are not read again."""
    for raw in expand(sources, Terms(timeout, limit, checked(columns or {}))):
        if isinstance(raw, Failure):
            yield raw
            continue
        digest = _digest(raw, published)
        if digest in known:
            yield Skipped(raw.origin)
            continue
        yield _whole(raw, digest, published) if raw.whole else _found(raw, digest, published)


def _whole(raw: Raw, digest: str, published: date | None) -> Found | Failure:
    """The page that a feed links to; where it fails what the feed itself carries, and then the next call tries the page again."""
    try:
        page = raw.whole() if raw.whole else raw
        return Found(digest, _document(replace(page, told=raw.told), published))
    except SourceError as error:
        found = _found(raw, _digest(replace(raw, charset="feed"), published), published) if raw.data else None
        if not isinstance(found, Found):
            return Failure(raw.origin, error)
        notice = f"only what the feed says, since the page failed: {error.what}"
        return replace(found, document=replace(found.document, notices=(*found.document.notices, notice)))


def _found(raw: Raw, digest: str, published: date | None) -> Found | Failure:
    found = _document_or_failure(raw, published)
    return found if isinstance(found, Failure) else Found(digest, found)


def _document_or_failure(raw: Raw, published: date | None) -> Document | Failure:
    try:
        return _document(raw, published)
    except SourceError as error:
        return Failure(raw.origin, error)


def _digest(raw: Raw, published: date | None) -> str:
    """Of the bytes, of what was told around them, and of the date that the user gave: with another date they are another reading."""
    given = published.isoformat() if published else ""
    made = hashlib.blake2b(raw.data, digest_size=16, person=given.encode())
    if raw.told != Told():
        told = raw.told
        parts = (told.title, told.outlet, told.published, told.url, raw.charset)
        made.update("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass"))
    return made.hexdigest()


def _document(raw: Raw, published: date | None) -> Document:
    article = reader_for(raw)(raw)
    _check(article, raw.origin)
    told = raw.told
    day = published or told.published or article.published or published_on(article.text)
    return Document(
        id=record_id("d", _normalised(article.text)),
        text=article.text,
        title=told.title or article.title,
        outlet=told.outlet or article.outlet or told.site,
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
