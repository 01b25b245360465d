"""The one door to the house: read, extract, brief and evaluate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from detente.records import Document, Situation
from detente.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language

    from detente.brief.compose import Brief
    from detente.evaluate.tasks import Report
    from detente.knowledge.registry import Registry
    from detente.read import Failure


class Workspace:
    """All verbs of detente over one choice of settings; heavy parts load on first use."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()

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

    def read(self, sources: Iterable[str], published: date | None = None) -> Iterator[Document | Failure]:
        """Read files, folders, URLs and `-`; what cannot be read comes as a `Failure` in its place."""
        from detente.read import read  # heavy: HTML and PDF libraries

        return read(sources, published=published, timeout=self.settings.url_timeout, limit=self.settings.size_limit)

    def extract(self, documents: Iterable[Document]) -> Iterator[Situation]:
        """Extract situations, one a document, in the order given."""
        stream = iter(documents)
        first = next(stream, None)
        if first is None:
            return  # nothing could be read: no need to load the language model

        from detente.extract.pipeline import situations  # heavy: spaCy

        yield from situations(chain([first], stream), self.language, self.registry)

    def brief(self, situations: Iterable[Situation]) -> Brief:
        """One brief of one or more situations."""
        from detente.brief.compose import compose

        return compose(tuple(situations))

    def evaluate(self, task: str, gold: Path, predictions: Path | None = None) -> Report:
        """Score one extraction task on a gold file; write one prediction line a gold line."""
        from detente.evaluate.tasks import evaluate  # heavy: spaCy

        return evaluate(task, gold, predictions, self.language, self.registry)
