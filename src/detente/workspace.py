"""The one door to the house: read, extract, keep, brief and evaluate."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from datetime import date, datetime
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.clock import now
from detente.errors import StoreError
from detente.records import Commitment, Document, Situation
from detente.settings import Settings

if TYPE_CHECKING:
    import pyarrow
    from spacy.language import Language

    from detente.brief.compose import Brief
    from detente.evaluate.tasks import Report
    from detente.exchange.exporting import Exported, What
    from detente.exchange.exporting import Format as Form
    from detente.exchange.formats import Format
    from detente.extract.broken import Broken
    from detente.forecast.outlook import Classes
    from detente.forecast.rehearsal import Course
    from detente.forecast_records import Outlook, Rehearsal, TrackRecord
    from detente.intake import Intake
    from detente.knowledge.actor_changes import Change
    from detente.knowledge.actor_search import Found, Wanted
    from detente.knowledge.registry import Registry
    from detente.read import Failure
    from detente.read.sparql import Endpoint
    from detente.read.sparql_pages import KeptPages
    from detente.relation_records import Relation
    from detente.relations.relation import Asked
    from detente.store.correcting import Precision
    from detente.store.corrections import Action, Correction
    from detente.store.database import Database
    from detente.store.forecasts import Sealed
    from detente.store.imported import Imported
    from detente.store.runs import Maker

type Clock = Callable[[], datetime]


class Workspace:
    """All verbs of detente over one choice of settings; heavy parts load on first use."""

    def __init__(self, settings: Settings | Path | str | None = None, clock: Clock = now) -> None:
        """Settings, or just the workspace file; `clock` tells the time of runs and corrections."""
        given = settings if isinstance(settings, Settings) else None
        self.settings = given or (Settings(workspace=str(settings)) if settings is not None else Settings())
        self._clock = clock

    @cached_property
    def language(self) -> Language:
        """The language model."""
        from detente.extract.language import load  # heavy: spaCy

        return load(self.settings.model)

    @cached_property
    def registry(self) -> Registry:
        """The shipped registry with the user's own actors before it."""
        from detente.knowledge.own_actors import with_own_actors  # heavy: reads the tables

        return with_own_actors(self.settings.actors)

    def actors(self, wanted: Wanted) -> Found:
        """The actors of the registry, and the user's own, that are wanted."""
        from detente.knowledge.actor_search import search  # heavy: reads the tables

        return search(self.registry, self.settings.actors, wanted)

    def actor_changes(
        self, countries: frozenset[str], endpoint: Endpoint, kept: KeptPages, today: date, progress: Callable[[], None] = lambda: None
    ) -> tuple[Change, ...]:
        """What Wikidata says of terms of office that the registry does not; nothing is changed."""
        from detente.knowledge.wikidata_diff import changes  # heavy: reads the tables
        from detente.read.wikidata import office_holders  # heavy: the web

        return changes(office_holders(self.registry, countries, endpoint, kept, progress), self.registry, today)

    def accept_changes(self, reviewed: str, where: str, actors: Path) -> int:
        """Take the accepted rows of a reviewed table into the user's actors file; the number of entries added."""
        from detente.knowledge.accepted_changes import write_accepted  # heavy: reads the tables
        from detente.knowledge.actor_changes import accepted

        return write_accepted(accepted(reviewed, where), actors)

    def read(
        self, sources: Iterable[str], published: date | None = None, columns: Mapping[str, str] | None = None
    ) -> Iterator[Document | Failure]:
        """Read files, folders, URLs, feeds, archives and `-`; what cannot be read comes as a `Failure` in its place."""
        from detente.read import read  # heavy: HTML and PDF libraries

        settings = self.settings
        return read(sources, published=published, timeout=settings.url_timeout, limit=settings.size_limit, columns=columns)

    def extract(self, documents: Iterable[Document]) -> Iterator[Situation]:
        """Extract situations, one a document, in the order given."""
        stream = iter(documents)
        first = next(stream, None)
        if first is None:
            return  # nothing could be read: no need to load the language model

        from detente.extract.pipeline import situations  # heavy: spaCy

        yield from situations(chain([first], stream), *self._tools)

    def count(self, sources: Iterable[str]) -> int | None:
        """How many documents the sources hold, where that is known before they are read."""
        from detente.read import count  # heavy: HTML and PDF libraries

        return count(sources)

    def add(
        self,
        sources: Iterable[str],
        published: date | None = None,
        progress: Callable[[], None] = lambda: None,
        columns: Mapping[str, str] | None = None,
    ) -> Intake:
        """Read and extract what is new into the workspace file; a second call adds nothing, and goes on where the first was stopped."""
        from detente.intake import Taker  # heavy: DuckDB
        from detente.read import find  # heavy: HTML and PDF libraries
        from detente.store import shelf  # heavy: DuckDB

        with self._run("add") as (database, run_id):
            known = shelf.known_digests(database)
            timeout, limit = self.settings.url_timeout, self.settings.size_limit
            found = find(sources, published=published, timeout=timeout, limit=limit, known=known, columns=columns)
            return Taker(database, run_id).take(found, self._extract_many, progress)

    def refresh(self, progress: Callable[[], None] = lambda: None) -> Intake:
        """Extract again the stored documents that an older version or other models had extracted."""
        from detente.intake import refresh  # heavy: DuckDB

        with self._run("refresh") as (database, run_id):
            return refresh(database, run_id, self._extract_many, progress)

    def import_events(
        self,
        form: Format,
        files: Iterable[Path],
        columns: Mapping[str, str] | None = None,
        dataset: str = "own",
        progress: Callable[[], None] = lambda: None,
    ) -> Imported:
        """Take other people's event data into the workspace file; rows that are there already are left alone."""
        from detente.exchange.formats import read  # heavy: Arrow
        from detente.store.imported import take  # heavy: DuckDB

        with self._run("import") as (database, run_id):
            return take(database, read(form, files, columns, dataset), run_id, progress)

    def export(
        self, form: Form, what: What | None = None, output: Path | None = None, say: Callable[[str], None] = lambda _: None
    ) -> Exported:
        """Write the records of documents, or imported events, into a file, else piece by piece to `say`."""
        from detente.exchange.exporting import export, said  # heavy: Arrow
        from detente.store.outgoing import Outgoing  # heavy: DuckDB

        with self.reading() as database:
            contents = Outgoing(database)
            return said(form, what, contents, say) if output is None else export(form, what, contents, output)

    def stored(self, document_ids: Sequence[str] | None = None) -> Iterator[Situation]:
        """The situations in the workspace file, by publication date."""
        from detente.store import shelf  # heavy: DuckDB

        with self.reading() as database:
            yield from shelf.situations(database, document_ids)

    def correct(self, action: Action, ids: Iterable[str], changes: Iterable[str] = (), *, by: tuple[str, str]) -> list[Correction]:
        """Accept, reject, edit or withdraw records by id, all or none; `by` is author and reason, `changes` are `field=value` texts."""
        from detente.store.correcting import correct, record_of  # heavy: DuckDB
        from detente.store.edits import patch_of

        with self._run("correct") as (database, run_id):
            records = [record_of(database, one) for one in ids]
            patches = [patch_of(database, one, changes, self.registry.state) if action == "edit" else {} for one in records]
            with database.transaction():
                pairs = zip(records, patches, strict=True)
                return [correct(database, one, action, patch, by=by, now=self._clock(), run_id=run_id) for one, patch in pairs]

    def separate(self, member_id: str, by: tuple[str, str]) -> None:
        """Tell an event apart from those it was merged with; `by` is author and reason."""
        from detente.store.happenings import separate  # heavy: DuckDB

        with self._run("separate") as (database, run_id), database.transaction():
            separate(database, member_id, by, self._clock(), run_id)

    def corrections(self) -> list[Correction]:
        """All corrections in the order in which they were made."""
        from detente.store.corrections import corrections_of  # heavy: DuckDB

        with self.reading() as database:
            return corrections_of(database.connection)

    def precision(self) -> list[Precision]:
        """What the corrections say of the tool on the user's own texts, by kind of record."""
        from detente.store.correcting import precision  # heavy: DuckDB

        with self.reading() as database:
            return precision(database)

    def judged(self, task: str) -> list[dict[str, Any]]:
        """The corrections as rows of gold for `evaluate`."""
        from detente.store.judged import gold  # heavy: DuckDB

        with self.reading() as database:
            return list(gold(database, task))

    def sql(self, query: str, parameters: list[Any] | None = None) -> pyarrow.Table:
        """The answer to one SELECT over the workspace file as an Arrow table (`.to_pandas()`, `.to_pylist()`)."""
        from detente.store.query import query as run  # heavy: DuckDB

        with self.reading() as database:
            return run(database, query, parameters)

    def reading(self) -> Database:
        """The workspace file, or a snapshot of it where another process writes."""
        from detente.store.database import reading  # heavy: DuckDB

        return reading(Path(self.settings.workspace))

    def brief(self, situations: Iterable[Situation]) -> Brief:
        """One brief of one or more situations; with what may come next where the workspace file has history enough."""
        from detente.brief.compose import compose

        several = tuple(situations)
        return compose(several, commitments=self.ledger(several), outlooks=self._outlooks(several))

    def ledger(self, situations: Iterable[Situation], as_of: date | None = None) -> tuple[Commitment, ...]:
        """What was offered, demanded, threatened and promised, and what became of it by a day (else by the latest document)."""
        from detente.relations.ledger import ledger

        return ledger(situations, as_of)

    def relation(self, one: str, other: str, asked: Asked | None = None) -> Relation:
        """How two actors, by code, name or id, get along over time: directed lines, shifts with their events, what is open."""
        from detente.relating import parties, relate  # heavy: DuckDB
        from detente.relations.relation import Asked

        wanted = asked or Asked()
        with self.reading() as database:
            pair = parties(database, self.registry, self.settings.actors, (one, other), wanted, self._clock().date())
            return relate(database, pair, wanted)

    def forecast(
        self, pair: tuple[str, str], horizon: int = 30, known_until: date | None = None, classes: Classes = "all"
    ) -> Outlook:  # fmt: skip
        """What may come next between two countries, by name or code, from the events in the workspace before a day (else all)."""
        from detente.forecast.outlook import outlook  # heavy: DuckDB

        with self.reading() as database:
            return outlook(database, self._countries(pair), horizon, known_until, self._clock().date(), classes)

    def freeze(self, outlook: Outlook, author: str) -> int:
        """Append forecasts to the record, where they stay as they are; how many were new."""
        from detente.store.forecasts import freeze  # heavy: DuckDB

        with self._run("forecast") as (database, run_id):
            return freeze(database, outlook, author, self._clock(), run_id)

    def record(self, since: date | None = None, pair: tuple[str, str] | None = None, event_class: str | None = None) -> TrackRecord:
        """The frozen forecasts and how good they were; outcomes that can be told now are kept."""
        from detente.forecast.track_record import Wanted, news, track_record  # heavy: DuckDB
        from detente.store.database import Held
        from detente.store.forecasts import decide

        wanted = Wanted(since, self._countries(pair) if pair else None, event_class)
        with self.reading() as database:
            told = news(database, self._clock().date())
            made = track_record(database, told, wanted)
        if told.outcomes:
            with suppress(Held), self._run("record") as (database, run_id):  # while another process writes, they are only shown
                decide(database, told.outcomes, self._clock(), run_id)
        return made

    def backtest(self, course: Course, progress: Callable[[], None] = lambda: None) -> Rehearsal:
        """Forecasts made on the history in the workspace as if on the day, and how good they would have been."""
        from detente.forecast.outlook import until  # heavy: DuckDB
        from detente.forecast.rehearsal import rehearse
        from detente.store.event_days import country_events

        with self.reading() as database:
            events = until(country_events(database), self._clock().date())
        pair = self._countries(course.pair) if course.pair else None
        return rehearse(events, replace(course, pair=pair), progress=progress)

    def check_record(self) -> Sealed:
        """Whether the record of forecasts is as it was written."""
        from detente.store.forecasts import check  # heavy: DuckDB

        with self.reading() as database:
            return check(database)

    def evaluate(self, task: str, gold: Path, predictions: Path | None = None) -> Report:
        """Score one extraction task on a gold file; write one prediction line a gold line."""
        from detente.evaluate.tasks import evaluate  # heavy: spaCy

        return evaluate(task, gold, predictions, self.language, self.registry)

    def _outlooks(self, situations: tuple[Situation, ...]) -> tuple[Outlook, ...]:
        if not Path(self.settings.workspace).exists():
            return ()
        from detente.brief.compose import THRESHOLD
        from detente.forecast.next_up import next_up  # heavy: DuckDB

        with suppress(StoreError), self.reading() as database:  # the brief does not depend on a workspace that cannot be read
            return next_up(database, situations, THRESHOLD, self._clock().date())
        return ()

    def _countries(self, pair: tuple[str, str]) -> tuple[str, str]:
        from detente.knowledge.actor_search import country_code  # heavy: reads the tables

        first, second = (country_code(self.registry, name, where="pair of actors") for name in pair)
        return first, second

    @cached_property
    def _tools(self) -> tuple[Language, Registry]:
        """Language model and registry; they stay as long as the process, so the garbage collector need not walk them again and again."""
        tools = self.language, self.registry
        gc.freeze()
        atexit.register(gc.unfreeze)  # at the end all is let go, or libraries in C complain of leaks
        return tools

    @contextmanager
    def _run(self, command: str) -> Iterator[tuple[Database, str]]:
        """The workspace file open for writing, under a new run that is noted as finished at the end."""
        from detente.store.database import writing  # heavy: DuckDB
        from detente.store.happenings import rebuild
        from detente.store.runs import finish_run, start_run

        with writing(Path(self.settings.workspace)) as database:
            run_id = start_run(database, command, self._maker(), self._clock())
            yield database, run_id
            with database.transaction() as connection:
                rebuild(connection)
            finish_run(database, run_id, self._clock())

    def _maker(self) -> Maker:
        from importlib.metadata import version  # heavy for a start that only prints help

        from detente.extract.digests import model_digests
        from detente.store.runs import Maker

        return Maker(version("detente"), asdict(self.settings), model_digests(self.settings.model, self.settings.actors))

    def _extract_many(self, documents: Iterable[Document]) -> Iterator[Situation | Broken]:
        stream = iter(documents)
        first = next(stream, None)
        if first is None:
            return  # nothing new: no need to load the language model

        from detente.extract.batches import extract_here, extract_in_processes  # heavy: spaCy

        settings = self.settings
        if settings.jobs > 1:
            yield from extract_in_processes(chain([first], stream), settings.model, settings.actors, settings.jobs)
        else:
            yield from extract_here(chain([first], stream), *self._tools)
