"""One command over a list of sources."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from detente.cli.options import columns_of, day_of
from detente.cli.output import complain, note
from detente.settings import load_settings
from detente.workspace import Workspace

if TYPE_CHECKING:
    from detente.read import Failure
    from detente.records import Document, Situation


class Run:
    """One command over a list of sources: settings, progress, and the sources that failed."""

    def __init__(
        self, settings: Path | None, actors: Path | None, published: str | None, sources: list[str], columns: str | None = None
    ) -> None:
        chosen = load_settings(settings)
        self.workspace = Workspace(replace(chosen, actors=str(actors)) if actors else chosen)
        self.published = day_of(published)
        self.columns = columns_of(columns)
        self.sources = sources
        self.failures: list[Failure] = []

    def situations(self) -> Iterator[Situation]:
        for situation in self.workspace.extract(self._documents()):
            for notice in situation.document.notices:
                note(f"{situation.document.origin}: {notice}")
            yield situation

    def _documents(self) -> Iterator[Document]:
        from detente.progress import Progress
        from detente.read import Failure

        with Progress(sys.stderr) as progress:
            for item in self.workspace.read(self.sources, self.published, self.columns):
                progress.step()
                if isinstance(item, Failure):
                    self.failures.append(item)
                else:
                    yield item

    def finish(self) -> None:
        """Name what could not be read; exit code 2 if anything could not."""
        for failure in self.failures:
            complain(failure.error)
        if self.failures:
            raise SystemExit(2)
