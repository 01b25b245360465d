"""What is no politics: sport told in the words of war, and acts of long ago."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.extract.tree import tree_of
from detente.knowledge.tables import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.extract.draft import Page
    from detente.records import Event

_MANY, _SHARE = 4, 0.35  # different words of sport in a document, and the share of its sentences that have one
_AGES = 40  # years before publication from which on an act is history


def sport_words(page: Page) -> dict[int, frozenset[str]]:
    """The words of sport in each sentence of a page, by its first token."""
    known, tree = words("event_topics", "sport", "detente.extract"), tree_of(page)
    return {s.start: known & {*tree.lower[s.start : s.end], *tree.lemma[s.start : s.end]} for s in page.sentences()}


def about_sport(shown: Mapping[int, frozenset[str]]) -> bool:
    """Whether a document reports sport, by the words of its sentences."""
    return len(frozenset().union(*shown.values())) >= _MANY and sum(map(bool, shown.values())) >= _SHARE * len(shown)


def tells_sport(found: frozenset[str]) -> bool:
    """Whether a single sentence does: by two of its words, or by one that nothing else has."""
    return len(found) > 1 or not words("event_topics", "sport_only", "detente.extract").isdisjoint(found)


def long_ago(event: Event, page: Page) -> bool:
    """Whether the text dates an act decades before its publication."""
    published, when = page.document.published, event.when
    return published is not None and when is not None and when.end is not None and when.end.year < published.year - _AGES
