"""Number the sentences that a brief cites, in reading order over all its documents."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from detente.brief.parts import Note
from detente.knowledge.sentence_marks import Span, sentence_spans
from detente.records import Document


class Numbers:
    """The cited sentences of all documents of a brief, numbered from 1."""

    def __init__(self, documents: Sequence[Document], cited: Iterable[tuple[str, int, int]]) -> None:
        self._order = {document.id: at for at, document in reversed(list(enumerate(documents)))}
        self._spans = {document.id: sentence_spans(document.text) for document in documents}
        texts = {document.id: document.text for document in documents}
        keys = sorted({(self._order[name], *span) for name, start, end in cited for span in self._touched(name, start, end)})
        self.notes = tuple(
            Note(number, at, start, end, texts[documents[at].id][start:end]) for number, (at, start, end) in enumerate(keys, start=1)
        )
        self._numbers = {(note.document, note.start): note.number for note in self.notes}

    def of(self, places: Iterable[tuple[str, int, int]]) -> tuple[int, ...]:
        """The numbers of the sentences that the places touch; places that were not cited have none."""
        found = {
            number
            for name, start, end in places
            for span in self._touched(name, start, end)
            if (number := self._numbers.get((self._order[name], span[0])))
        }
        return tuple(sorted(found))

    def _touched(self, name: str, start: int, end: int) -> list[Span]:
        spans = self._spans.get(name, [])
        at = max(0, bisect_right(spans, (start, float("inf"))) - 1)
        found = []
        while at < len(spans) and spans[at][0] < max(end, start + 1):
            if spans[at][1] > start:
                found.append(spans[at])
            at += 1
        return found
