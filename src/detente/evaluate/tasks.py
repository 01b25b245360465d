"""The six tasks: which input each needs, how the tool answers, how the answers are scored."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.evaluate import answers, scores, statement_scores
from detente.evaluate.gold import Row, read_rows, write_rows

if TYPE_CHECKING:
    from spacy.language import Language

    from detente.knowledge.registry import Registry

type Answer = Callable[[Sequence[Row], Language, Registry], list[Row]]
type Scorer = Callable[[Sequence[Row], Sequence[Row], Language], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Task:
    """One task: the fields that a gold line must have, the fields that hold its answer, how to answer and score."""

    needed: tuple[str, ...]
    answered_by: str
    answer: Answer
    score: Scorer


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one task on one gold file; `figures` is None where the gold has no answers."""

    task: str
    lines: int
    scored: int
    figures: dict[str, Any] | None

    def as_text(self) -> str:
        """The report as JSON, figures between 0 and 1."""
        return json.dumps({"task": self.task, "lines": self.lines, "scored": self.scored, **(self.figures or {})}, indent=1)


TASKS: dict[str, Task] = {
    "statements": Task(("text",), "attributions", answers.statements, statement_scores.statements),
    "relations": Task(("text", "source_span", "target_span"), "plover", answers.relations, scores.relations),
    "events": Task(("text",), "plover", answers.events, scores.events),
    "actors": Task(("mention",), "country", answers.actors, scores.actors),
    "dates": Task(("text", "anchor_date"), "expressions", answers.dates, scores.dates),
    "links": Task(("text",), "label", answers.links, scores.links),
}


def evaluate(task: str, gold: Path, predictions: Path | None, nlp: Language, registry: Registry) -> Report:
    """Answer each line of a gold file, write the answers if asked, and score those lines that hold gold answers."""
    chosen = TASKS[task]
    rows = read_rows(gold, chosen.needed)
    found = chosen.answer(rows, nlp, registry)
    if predictions is not None:
        write_rows(predictions, found)
    pairs = [(row, answer) for row, answer in zip(rows, found, strict=True) if chosen.answered_by in row]
    figures = chosen.score([row for row, _ in pairs], [answer for _, answer in pairs], nlp) if pairs else None
    return Report(task, len(rows), len(pairs), figures)
