"""From document to situation: the language model, then the extractors one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from detente.extract.actors import ActorFinder, FirstPersons
from detente.extract.cast import Cast
from detente.extract.dates import find_dates
from detente.extract.draft import Draft, Page
from detente.extract.events import find_events
from detente.extract.language import pages
from detente.extract.links import find_links
from detente.extract.questions import find_questions
from detente.extract.statements import find_statements
from detente.knowledge.registry import Registry
from detente.records import Document, Situation

if TYPE_CHECKING:
    from spacy.language import Language

type Extractor = Callable[[Draft], Draft]


def extractors(registry: Registry) -> tuple[Extractor, ...]:
    """The steps from a parsed page to a full draft, in order."""
    return (find_dates, ActorFinder(registry), find_statements, FirstPersons(registry), find_events, find_links, find_questions)


def situations(documents: Iterable[Document], nlp: Language, registry: Registry) -> Iterator[Situation]:
    """Extract a stream of documents through one loaded language model."""
    steps = extractors(registry)
    for page in pages(documents, nlp):
        yield _situation(page, steps)


def _situation(page: Page, steps: tuple[Extractor, ...]) -> Situation:
    draft = Draft(page, Cast())
    for step in steps:
        draft = step(draft)
    cast = draft.cast
    return Situation(
        document=page.document,
        actors=tuple(cast.actors.values()),
        mentions=tuple(role.mention for role in cast.roles),
        dates=draft.dates,
        statements=draft.statements,
        events=draft.events,
        links=draft.links,
        questions=draft.questions,
    )
