"""What is no politics: sport told in the words of war, and acts of long ago."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.knowledge.tables import words

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence

    from detente.extract.draft import Page
    from detente.records import Event

_MANY, _SHARE = 4, 0.35  # different words of sport in a document, and the share of its sentences that have one
_AGES = 40  # years before publication from which on an act is history


def about_sport(page: Page) -> bool:
    """Whether a document reports sport."""
    shown = [_sport(sentence) for sentence in page.sentences()]
    return len(set().union(*shown)) >= _MANY and sum(map(bool, shown)) >= _SHARE * len(shown)


def tells_sport(sentence: Sentence) -> bool:
    """Whether a single sentence does: by two of its words, or by one that nothing else has."""
    found = _sport(sentence)
    return len(found) > 1 or not words("event_topics", "sport_only", "detente.extract").isdisjoint(found)


def long_ago(event: Event, page: Page) -> bool:
    """Whether the text dates an act decades before its publication."""
    published, when = page.document.published, event.when
    return published is not None and when is not None and when.end is not None and when.end.year < published.year - _AGES


def _sport(sentence: Sentence) -> frozenset[str]:
    known = words("event_topics", "sport", "detente.extract")
    return frozenset(token.lemma_.lower() if token.lemma_.lower() in known else token.lower_ for token in sentence) & known
