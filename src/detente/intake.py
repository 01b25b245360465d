"""Take documents in: read, extract, keep, batch by batch, so that a stop at any moment loses no more than a few documents' work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from detente.errors import SourceError
from detente.extract.broken import Broken
from detente.read.failure import Failure
from detente.read.reading import Found, Skipped
from detente.store import shelf

if TYPE_CHECKING:
    from detente.records import Document, Situation
    from detente.store.database import Database

_BATCH = 24

type Reading = Found | Skipped | Failure
type Extract = Callable[[Iterable[Document]], Iterator[Situation | Broken]]


@dataclass(slots=True)
class Intake:
    """What one call of `add` did."""

    added: int = 0
    known: int = 0
    renewed: int = 0  # documents that were here, and were extracted again: their date was not known, or the tool is newer
    failures: list[Failure] = field(default_factory=list)


def refresh(database: Database, run_id: str, extract: Extract, progress: Callable[[], None]) -> Intake:
    """Extract again the documents whose rows another version or other models made."""
    taker = Taker(database, run_id)
    return taker.renew(shelf.outdated(database, run_id), extract, progress)


class Taker:
    """Takes a stream of readings into one database under one run."""

    def __init__(self, database: Database, run_id: str) -> None:
        self.intake = Intake()
        self._database = database
        self._run_id = run_id
        self._dates = shelf.publication_dates(database)
        self._stored = set(self._dates)
        self._sources: list[shelf.Source] = []
        self._ready: list[Situation] = []
        self._noted = 0

    def take(self, readings: Iterable[Reading], extract: Extract, progress: Callable[[], None]) -> Intake:
        """Keep what is new; Ctrl-C and errors leave in the store what was finished."""
        return self._keep(extract(self._unknown(readings, progress)))

    def renew(self, documents: Iterable[Document], extract: Extract, progress: Callable[[], None]) -> Intake:
        """Put what is found in stored documents now in the place of what was found before."""

        def counted() -> Iterator[Document]:
            for document in documents:
                progress()
                yield document

        return self._keep(extract(counted()))

    def _keep(self, extracted: Iterable[Situation | Broken]) -> Intake:
        try:
            for made in extracted:
                if isinstance(made, Broken):
                    self._drop(made)
                else:
                    self._ready.append(made)
                if len(self._ready) >= _BATCH:
                    self._flush()
        finally:
            self._flush()
        return self.intake

    def _unknown(self, readings: Iterable[Reading], progress: Callable[[], None]) -> Iterator[Document]:
        """The documents that have to be extracted: new ones, and those whose date was not known."""
        for reading in readings:
            progress()
            if isinstance(reading, Failure):
                self.intake.failures.append(reading)
            elif isinstance(reading, Skipped):
                self.intake.known += 1
            else:
                document = reading.document
                self._sources.append(shelf.source_of(reading.digest, document))
                if self._dates.get(document.id, "new") == "new" or (self._dates[document.id] is None and document.published):
                    self._dates[document.id] = document.published
                    yield document
                else:
                    self.intake.known += 1

    def _drop(self, broken: Broken) -> None:
        """A document that broke the extraction leaves nothing behind, so that the next call tries it again."""
        document = broken.document
        error = SourceError(broken.reason, document.origin, "report it, with the text")
        self.intake.failures.append(Failure(document.origin, error))
        self._sources = [source for source in self._sources if source.document_id != document.id]

    def _flush(self) -> None:
        """Store the situations that are ready, and the sources of all documents that are in the store then."""
        new = [situation for situation in self._ready if situation.document.id not in self._stored]
        again = [situation for situation in self._ready if situation.document.id in self._stored]
        stored = self._stored | {situation.document.id for situation in new}
        sources = [source for source in self._sources if source.document_id in stored]
        failures = [(failure.origin, str(failure.error)) for failure in self.intake.failures[self._noted :]]
        with self._database.transaction() as connection:
            shelf.put(connection, new, self._run_id)
            shelf.replace(connection, again, self._run_id)
            shelf.put_sources(connection, sources, self._run_id)
            shelf.put_failures(connection, failures, self._run_id)
        self._stored = stored
        self._sources = [source for source in self._sources if source.document_id not in stored]
        self._noted = len(self.intake.failures)
        self.intake.added += len(new)
        self.intake.renewed += len(again)
        self._ready = []
