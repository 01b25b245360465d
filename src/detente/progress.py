"""Progress on standard error: a counter with its rate, only where a person watches and only for more than one document."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID


class Progress:
    """Count steps; shown from the second step on, when the stream is a terminal."""

    def __init__(self, stream: TextIO, what: str = "documents") -> None:
        self._stream = stream
        self._what = what
        self._steps = 0
        self._bar: RichProgress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()

    def step(self) -> None:
        """One more is under way."""
        self._steps += 1
        if self._steps == 2 and self._stream.isatty():
            self._start()
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=self._steps)

    def _start(self) -> None:
        from rich.console import Console  # heavy: only where a bar is shown
        from rich.progress import Progress as RichProgress
        from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (SpinnerColumn(), TextColumn(f"{self._what}: {{task.completed}}"), TextColumn("{task.speed:.1f}/s"), TimeElapsedColumn())
        self._bar = RichProgress(*columns, console=Console(file=self._stream), transient=True)
        self._task = self._bar.add_task(self._what, total=None)
        self._bar.start()
