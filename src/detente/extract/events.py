"""Find who did what to whom: PLOVER events with status, date, mode, contexts, and the sentence behind each."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.extract.event_acts import acts_of
from detente.extract.event_context import with_counterpart
from detente.extract.event_pair import PairType, classify
from detente.extract.event_records import event_of, merged, one_act
from detente.extract.event_sides import at_home, home_of
from detente.extract.event_speech import said_acts
from detente.extract.event_topic import about_sport, long_ago, sport_words, tells_sport

if TYPE_CHECKING:
    from detente.extract.draft import Draft
    from detente.extract.event_act import Act
    from detente.records import Event

__all__ = ["PairType", "classify", "find_events"]


def find_events(draft: Draft) -> Draft:
    """Fill `draft.events`: one event for each act that the document reports, with all its evidence."""
    sport = sport_words(draft.page)
    if about_sport(sport):
        return draft
    found: list[Event] = []
    before: list[Act] = []
    home = home_of(draft.cast)
    heads = sorted(role.head for role in draft.cast.roles)
    for sentence in draft.page.sentences():
        if bisect_left(heads, sentence.start) == bisect_left(heads, sentence.end):
            continue  # nobody is named: no event
        if tells_sport(sport[sentence.start]):
            continue
        local = replace(draft, cast=at_home(sentence, draft.cast, home))
        for act in one_act(said_acts(sentence, acts_of(sentence, local.cast), local), local.cast):
            whole = with_counterpart(act, sentence, before, local.cast)
            if whole is not None:
                before.append(whole)
                found.append(event_of(whole, sentence, local))
    found = [event for event in found if not long_ago(event, draft.page)]
    return replace(draft, events=merged(found))
