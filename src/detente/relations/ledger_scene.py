"""One document as the ledger reads it: who is meant where, and which sentence a place is in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date

from detente.knowledge.sentence_marks import sentence_spans
from detente.records import Actor, Evidence, Mention, Situation, Span
from detente.relations.ledger_sides import same_side

METHOD = "ledger-1"


class Scene:
    """A situation with its mentions and sentences by place; `order` is its number among the documents by date."""

    def __init__(self, situation: Situation, order: int) -> None:
        self.situation = situation
        self.order = order
        self.text = situation.document.text
        self.published: date | None = situation.document.published
        self.sentences = sentence_spans(self.text)
        self._actors = {actor.id: actor for actor in situation.actors}
        self._mentions = sorted(situation.mentions, key=lambda one: (one.evidence.start, -one.evidence.end))

    def sentence(self, start: int) -> tuple[int, int]:
        """The sentence at a place."""
        at = bisect_right(self.sentences, (start, len(self.text) + 1)) - 1
        return self.sentences[max(at, 0)] if self.sentences else (0, len(self.text))

    def evidence(self, start: int, end: int, confidence: float) -> Evidence:
        """The sentences from a place to another, as evidence."""
        first, last = self.sentence(start)[0], max(self.sentence(max(start, end - 1))[1], end)
        return Evidence(self.situation.document.id, first, last, self.text[first:last], METHOD, round(confidence, 3))

    def span(self, start: int, end: int) -> Span:
        """A stretch of the text as a record."""
        return Span(start, end, self.text[start:end])

    def actors_in(self, start: int, end: int) -> list[Actor]:
        """Who is meant between two places, in order."""
        return [actor for one in self.mentions_in(start, end) if (actor := self._actors.get(one.actor_id))]

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie between two places, in order."""
        return [one for one in self._mentions if start <= one.evidence.start and one.evidence.end <= end]

    def named(self, name: str | None) -> Actor | None:
        """The actor of the document with that name."""
        return next((actor for actor in self.situation.actors if actor.name == name), None) if name else None

    def actor(self, identity: str) -> Actor | None:
        """The actor with that id."""
        return self._actors.get(identity)

    def day_at(self, start: int, end: int, without: tuple[Span, ...] = ()) -> date | None:
        """The day that a sentence names outside the given spans; else the day of publication."""
        first, last = self.sentence(start)[0], self.sentence(max(start, end - 1))[1]
        for one in self.situation.dates:
            place, when = one.evidence.start, one.when
            if when is None or not first <= place < last or any(span.start <= place < span.end for span in without):
                continue
            named = when.precision == "day" and when.start is not None and when.start == when.end
            if named and when.start and (self.published is None or when.start <= self.published):
                return when.start
        return self.published

    def own(self, actor: Actor, start: int, end: int) -> bool:
        """Whether somebody of the actor's side is meant between two places."""
        return any(same_side(actor, other) for other in self.actors_in(start, end))


def dated(situations: Iterable[Situation]) -> list[Scene]:
    """The documents in order of publication, each once; those without a date come last, in the order given."""
    several = list({one.document.id: one for one in situations}.values())
    known = sorted((one for one in several if one.document.published), key=lambda one: str(one.document.published))
    return [Scene(one, order) for order, one in enumerate([*known, *(one for one in several if not one.document.published)])]
