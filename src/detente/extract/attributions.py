"""Every attribution of a page: source, cue and content, before any product filter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.extract.attribution import Attribution, Chars
from detente.extract.colons import ColonTurn, colon_turns
from detente.extract.findings import confidence, find_by_cue
from detente.extract.linear import weight_file
from detente.extract.sources import source_tokens
from detente.extract.tree import Tree, tree_of
from detente.extract.turns import Turn, turns_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from detente.extract.draft import Page

__all__ = ["Attribution", "find_attributions"]

KEEP = -0.4
KEEP_QUOTING = -2.0
WEIGHTS = "statement_weights"


def find_attributions(page: Page) -> tuple[Attribution, ...]:
    """All attributions in reading order of their cues."""
    return attributions_in(tree_of(page), page)


def attributions_in(tree: Tree, page: Page, keep: float = KEEP, listed: Set[str] = frozenset()) -> tuple[Attribution, ...]:
    """All attributions above a log-odds, of a page whose tree is at hand; `listed` cues are looked at in any case."""
    fitted = weight_file(WEIGHTS)
    findings = find_by_cue(tree, fitted.models, fitted.lexicon, listed)
    turns = turns_of(tree, page.quotes, findings, keep, min(keep, KEEP_QUOTING))
    found = [_attribution(tree, page, turn) for turn in _distinct(turns)]
    found += [_by_colon(tree, turn) for turn in colon_turns(tree) if not any(_same(turn, one) for one in found)]
    found.sort(key=lambda one: (one.cue or one.content)[0])
    return tuple(_with_carried_source(found))


def _with_carried_source(found: list[Attribution]) -> Iterator[Attribution]:
    """A quotation without a cue has the source of the attribution before it."""
    last: Attribution | None = None
    for one in found:
        if one.carried and last is not None:
            one = replace(one, source=last.source, source_token=last.source_token)
        elif one.source and one.confidence > 0.5:
            last = one
        yield one


def _distinct(turns: list[Turn]) -> list[Turn]:
    """One turn for each content: of two that claim nearly the same words the more certain stands."""
    kept: list[Turn] = []
    claimed: dict[int, list[Turn]] = {}
    for turn in sorted(turns, key=lambda one: (-len(one.quotes), -(one.finding.score if one.finding else 0.0))):
        rivals = {id(other): other for i in turn.tokens for other in claimed.get(i, ())}
        if all(len(turn.tokens & other.tokens) < 0.75 * len(turn.tokens | other.tokens) for other in rivals.values()):
            kept.append(turn)
            for i in turn.tokens:
                claimed.setdefault(i, []).append(turn)
    return kept


def _attribution(tree: Tree, page: Page, turn: Turn) -> Attribution:
    finding = turn.finding
    content = spans_of(tree, page, sorted(turn.tokens))
    first = min(turn.tokens)
    if finding is None:
        return Attribution((), (), content, None, None, first, 0.5, carried=True)
    cue = _cue_tokens(tree, finding.cue, turn.tokens)
    source: tuple[Chars, ...] = ()
    if finding.source is not None:
        source = (tree.span(*source_tokens(tree, finding.source, {*cue, *turn.tokens})),)
    return Attribution(source, (tree.span(cue[0], cue[-1]),), content, finding.cue, finding.source, first, confidence(finding.score))


def _same(turn: ColonTurn, one: Attribution) -> bool:
    """Whether an attribution already covers most of what follows the colon."""
    shared = sum(max(0, min(end, turn.content[1]) - max(start, turn.content[0])) for start, end in one.content)
    return 2 * shared > turn.content[1] - turn.content[0]


def _by_colon(tree: Tree, turn: ColonTurn) -> Attribution:
    last = tree.at(turn.source[1] - 1)
    return Attribution((turn.source,), (turn.cue,), (turn.content,), tree.at(turn.cue[0]), last, tree.at(turn.content[0]), 0.7)


def _cue_tokens(tree: Tree, cue: int, content: set[int]) -> list[int]:
    """The cue word with its auxiliaries, negation and particle as far as they stand together."""
    mine = {cue} | {kid for kid in tree.kids[cue] if tree.dep[kid] in ("aux", "auxpass", "neg", "prt")}
    tokens = [cue]
    while tokens[0] - 1 in mine and tokens[0] - 1 not in content:
        tokens.insert(0, tokens[0] - 1)
    while tokens[-1] + 1 in mine and tokens[-1] + 1 not in content:
        tokens.append(tokens[-1] + 1)
    return tokens


def spans_of(tree: Tree, page: Page, tokens: list[int]) -> tuple[Chars, ...]:
    """Runs of words as character spans, with the marks of the quotations that they fill."""
    runs: list[list[int]] = []
    for i in tokens:
        if runs and not any(tree.word[j] for j in range(runs[-1][1] + 1, i)) and _joined(tree, runs[-1][1], i):
            runs[-1][1] = i
        else:
            runs.append([i, i])
    return tuple(_with_marks(tree, page, first, last) for first, last in runs)


def _joined(tree: Tree, before: int, after: int) -> bool:
    return tree.para[before] == tree.para[after]


def _with_marks(tree: Tree, page: Page, first: int, last: int) -> Chars:
    """Widen to the marks of a quotation that begins or ends right here."""
    start, end = tree.start[first], tree.end[last]
    near = (tree.quote[max(first - 1, 0)], tree.quote[first], tree.quote[last], tree.quote[min(last + 1, len(tree) - 1)])
    for number in sorted({one for one in near if one >= 0}):
        quote = page.quotes[number]
        if quote.end <= start or quote.start > end:
            continue
        body = page.text[quote.start : start]
        if quote.start < start and not any(c.isalnum() for c in body) and len(body) <= 3:
            start = quote.start
        tail = page.text[end : quote.end]
        if end < quote.end and not any(c.isalnum() for c in tail) and len(tail) <= 6 and start <= quote.start:
            end = quote.end
    return start, end
