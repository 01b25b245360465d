"""The attributions that may be political statements: the model's, and those that rules over the parse add or complete."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.extract.attribution import Attribution
from detente.extract.attributions import attributions_in, spans_of
from detente.extract.cue_words import listed_cues
from detente.extract.fronted import fronted_in, speaking
from detente.extract.nominal_acts import nominal_acts
from detente.extract.sources import source_tokens

if TYPE_CHECKING:
    from collections.abc import Set

    from detente.extract.draft import Page
    from detente.extract.tree import Tree

KEEP = -1.6  # log-odds below which nothing is looked at
SURE_BY_RULE = 0.9  # 94 of 99 met the gold for development by half; rules were written on part of it, hence less
BY_RULE = 2.0  # the log-odds that go with it


def candidates_in(tree: Tree, page: Page) -> list[Attribution]:
    """Every attribution that may be a statement, in reading order of the cues."""
    found = list(attributions_in(tree, page, KEEP, listed_cues(), nested=True))
    found = [_passed_on(tree, one) for one in found]
    for cue, one in fronted_in(tree).items():
        found = _with(tree, page, found, (cue, one.source, one.content))
    for act in nominal_acts(tree):
        found = _with(tree, page, found, (act.cue, act.source, act.content))
    return sorted(found, key=lambda one: (one.cue or one.content)[0])


def _passed_on(tree: Tree, one: Attribution) -> Attribution:
    """In "was quoted as saying" and "was quick to say" the speaker is the subject of the upper verb."""
    if one.cue_token is None or not tree.word[one.cue_token]:
        return one
    verb, source = speaking(tree, one.cue_token)
    if verb == one.cue_token or source is None or source == one.source_token:
        return one
    return replace(one, source_token=source, source=(tree.span(*source_tokens(tree, source, {verb, one.cue_token})),))


def _with(tree: Tree, page: Page, found: list[Attribution], told: tuple[int, int, Set[int]]) -> list[Attribution]:
    """The attributions with one more by rule; the model's of the same cue gives way, its quotations stay."""
    cue, source, content = told
    same = next((one for one in found if one.cue_token == cue), None)
    words = set(content)
    if same is not None:
        words |= {i for i in _tokens(tree, same) if tree.quote[i] >= 0}
    others = [one for one in found if one is not same and one.cue_token is not None and one.cue_token not in words]
    rivals = [one for one in others if _alike(words, _tokens(tree, one))]
    if any(one.quoted for one in rivals):
        return found
    spans = spans_of(tree, page, sorted(words))
    speaker = (tree.span(*source_tokens(tree, source, {cue, *words})),)
    quoted = any(tree.quote[i] >= 0 for i in words)
    rule = Attribution(speaker, (tree.span(cue, cue),), spans, cue, source, min(words), SURE_BY_RULE, quoted=quoted, score=BY_RULE)
    if same is not None:
        rule = replace(rule, cue=same.cue, confidence=max(SURE_BY_RULE, same.confidence), score=max(BY_RULE, same.score or BY_RULE))
    return [one for one in found if one is not same and one not in rivals] + [rule]


def _tokens(tree: Tree, one: Attribution) -> set[int]:
    return {i for start, end in one.content for i in range(tree.at(start), min(tree.at(end - 1) + 1, len(tree))) if tree.word[i]}


def _alike(one: set[int], other: set[int]) -> bool:
    return 4 * len(one & other) >= 3 * len(one | other)
