"""What the extractors hand on: the parsed page, and the records found so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from detente.extract.cast import Cast
from detente.records import Document, Event, Evidence, Link, Question, Span, Statement, TimeExpression

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Sentence

    from detente.extract.layout import Block
    from detente.extract.quotes import Quote


@dataclass(frozen=True, slots=True)
class Page:
    """A document, its parse over the very same characters, its blocks and its quotations."""

    document: Document
    doc: Doc
    blocks: tuple[Block, ...]
    quotes: tuple[Quote, ...]

    @property
    def text(self) -> str:
        return self.document.text

    def sentences(self) -> Iterator[Sentence]:
        """The sentences of running text, in order: no headings, bylines, captions, notes."""
        return iter(_prose_sentences(self))

    def quote_at(self, offset: int) -> Quote | None:
        """The outermost quotation that covers the character, or None."""
        return next((quote for quote in self.quotes if quote.start <= offset < quote.end), None)

    def span(self, start: int, end: int) -> Span:
        return Span(start, end, self.text[start:end])

    def evidence(self, start: int, end: int, method: str, confidence: float) -> Evidence:
        return Evidence(self.document.id, start, end, self.text[start:end], method, round(confidence, 3))


@lru_cache(maxsize=4)  # each extractor of one page walks over the same sentences
def _prose_sentences(page: Page) -> tuple[Sentence, ...]:
    body = [block for block in page.blocks if block.prose]
    found, at = [], 0
    for sentence in page.doc.sents:
        if not sentence.text.strip():
            continue
        while at < len(body) and body[at].end <= sentence.start_char:
            at += 1
        if at < len(body) and body[at].start <= sentence.start_char:
            found.append(sentence)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Draft:
    """The page with the records found so far; each extractor returns a new draft with its field filled."""

    page: Page
    cast: Cast
    dates: tuple[TimeExpression, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    links: tuple[Link, ...] = ()
    questions: tuple[Question, ...] = ()
