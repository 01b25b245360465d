"""Progress on standard error: a counter with its rate, and the time left where the total is known; only where a person watches."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID


class Progress:
    """Count steps; shown from the second step on, when the stream is a terminal."""

    def __init__(self, stream: TextIO, what: str = "documents", total: int | None = None) -> None:
        self._stream = stream
        self._total = total
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
            speed = self._bar.tasks[0].speed
            self._bar.update(self._task, completed=self._steps, rate=f"{speed:.1f}/s" if speed else "")

    def _start(self) -> None:
        from rich.console import Console  # heavy: only where a bar is shown
        from rich.progress import Progress as RichProgress
        from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

        of_total = "" if self._total is None else f" of {self._total:,}"
        count = TextColumn(f"{self._what}: {{task.completed}}{of_total}")
        clock = TimeElapsedColumn() if self._total is None else TimeRemainingColumn()
        columns = (SpinnerColumn(), count, TextColumn("{task.fields[rate]}"), clock)
        self._bar = RichProgress(*columns, console=Console(file=self._stream), transient=True)
        self._task = self._bar.add_task(self._what, total=self._total, rate="")
        self._bar.start()
