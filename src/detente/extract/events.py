"""Find who did what to whom: PLOVER events with status, date, mode, contexts, and the sentence behind each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.extract.event_acts import acts_of
from detente.extract.event_records import event_of, merged, one_act

if TYPE_CHECKING:
    from detente.extract.draft import Draft


def find_events(draft: Draft) -> Draft:
    """Fill `draft.events`: one event for each act that the document reports, with all its evidence."""
    found = []
    for sentence in draft.page.sentences():
        found += [event_of(act, sentence, draft) for act in one_act(acts_of(sentence, draft.cast), draft.cast)]
    return replace(draft, events=merged(found))
