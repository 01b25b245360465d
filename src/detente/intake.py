"""Take documents in: read, extract, keep, batch by batch, so that a stop at any moment loses no more than a few documents' work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import batched, chain
from typing import TYPE_CHECKING

from detente.errors import SourceError
from detente.extract.broken import Broken
from detente.read import stories
from detente.read.failure import Failure
from detente.read.reading import Found, Skipped
from detente.store import shelf
from detente.store import stories as stored_stories

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from detente.records import Document, Situation
    from detente.store.database import Database

_BATCH = 24
_COMPARED = 500  # documents compared in one transaction

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


def group_stories(database: Database, run_id: str) -> None:
    """Give each document that was not compared yet its story; the outcome is the same in whatever order documents came."""
    for ids in batched(stored_stories.pending(database, stories.METHOD), _COMPARED):
        with database.transaction() as connection:
            signed = {one: stories.signature(stories.traits_of(text)) for one, text in stored_stories.texts(connection, ids).items()}
            stored_stories.sign(connection, signed, stories.METHOD, run_id)
            stored_stories.settle(connection, _stories_of(connection, ids))


def _stories_of(connection: DuckDBPyConnection, ids: Sequence[str]) -> dict[str, str]:
    """The stories of these documents, and of all whose story changes with them: the id of its earliest document."""
    anew = {member.id for member in stored_stories.members(connection, ids)}  # a new date may have taken a story apart
    pairs = stored_stories.candidates(connection, anew, stories.DAYS_APART)
    around = {member.id: member for member in stored_stories.members(connection, {*anew, *chain.from_iterable(pairs)})}
    kept = [(one.id, one.story_id) for one in around.values() if one.id not in anew]
    ends = {one: stories.traits_of(text) for one, text in stored_stories.texts(connection, set(chain.from_iterable(pairs))).items()}
    same = [(a, b) for a, b in pairs if stories.same_story(ends[a], ends[b], dated=bool(around[a].day and around[b].day))]
    story_of = {}
    for group in stories.joined(around, [*kept, *same]):
        first = min(group, key=lambda one: (around[one].day or date.max, one))
        story_of.update(dict.fromkeys(group, first))
    return story_of


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
        """Keep what is new and tell its stories; Ctrl-C and errors leave in the store what was finished, and the next call compares it."""
        intake = self._keep(extract(self._unknown(readings, progress)))
        group_stories(self._database, self._run_id)
        return intake

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
