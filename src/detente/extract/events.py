"""Find who did what to whom: PLOVER events with status, date, mode, contexts, and the sentence behind each."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.extract.event_acts import acts_of
from detente.extract.event_bodies import best_told, sided, with_bodies, with_sides
from detente.extract.event_context import with_counterpart
from detente.extract.event_pair import PairType, classify
from detente.extract.event_records import event_of, merged, one_act
from detente.extract.event_sides import at_home, home_of
from detente.extract.event_speech import said_acts
from detente.extract.event_topic import about_sport, long_ago, sport_words, tells_sport
from detente.knowledge.tables import toml_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span as Sentence

    from detente.extract.draft import Draft
    from detente.extract.event_act import Act

__all__ = ["PairType", "classify", "find_events", "told_acts"]


def find_events(draft: Draft) -> Draft:
    """Fill `draft.events`: one event for each act that the document reports and that is likely enough, with all its evidence."""
    least: float = toml_table("event_frames", "detente.extract")["least_confidence"]
    told = list(told_acts(draft))
    found = [event_of(act, sentence, local) for act, sentence, local in told]
    events = merged(event for event in found if event.evidence[0].confidence >= least and not long_ago(event, draft.page))
    new = {actor.id: actor for event in events for actor in (*event.source, *event.target) if actor.id not in draft.cast.actors}
    if new:
        roles = {role: None for _, _, local in told for role in local.cast.roles if role.actor_id in new}
        draft = replace(draft, cast=draft.cast.extended(new.values(), roles))
    return replace(draft, events=events)


def told_acts(draft: Draft) -> Iterator[tuple[Act, Sentence, Draft]]:
    """The acts of a document in reading order, each with its sentence and the draft as that sentence sees it."""
    sport = sport_words(draft.page)
    if about_sport(sport):
        return
    before: list[Act] = []
    known = with_sides(draft.page, draft.cast)
    wide = with_bodies(draft.page, known)
    home = home_of(draft.cast)
    heads, wider = (sorted(role.head for role in cast.roles) for cast in (draft.cast, wide))
    for sentence in draft.page.sentences():
        if not _between(heads, sentence):
            continue  # nobody is named: no event
        if tells_sport(sport[sentence.start]):
            continue
        named = at_home(sentence, known, home)
        more = _between(wider, sentence) > _between(heads, sentence)
        local = replace(draft, cast=at_home(sentence, wide, home) if more else named)
        acts = acts_of(sentence, named, spoken=True)
        if more and not (acts and all(sided(act, local.cast) for act in acts)):
            acts = best_told(acts, acts_of(sentence, local.cast, spoken=True), local.cast)
        for act in one_act(said_acts(sentence, acts, local), sentence.doc, local.cast):
            whole = with_counterpart(act, sentence, before, local.cast)
            if whole is not None:
                if all(party.actor_id in draft.cast.actors for party in (*whole.sources, *whole.targets)):
                    before.append(whole)  # parties told by a noun are known in their own sentence only
                yield whole, sentence, local


def _between(heads: list[int], sentence: Sentence) -> int:
    """How many of some tokens, in order, stand in a sentence."""
    return bisect_left(heads, sentence.end) - bisect_left(heads, sentence.start)
