"""Every attribution of a page: source, cue and content, before any product filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.extract.attribution import Attribution, Chars
from detente.extract.colons import ColonTurn, colon_turns
from detente.extract.findings import confidence, find_by_cue
from detente.extract.linear import weight_file
from detente.extract.sources import source_tokens
from detente.extract.tree import Tree, tree_of
from detente.extract.turns import Turn, turns_of

if TYPE_CHECKING:
    from collections.abc import Set

    from detente.extract.draft import Page

__all__ = ["Attribution", "find_attributions"]

KEEP = -0.25
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
    return tuple(sorted(found, key=lambda one: (one.cue or one.content)[0]))


def _distinct(turns: list[Turn]) -> list[Turn]:
    """One turn for each content: of two that claim nearly the same words the more certain stands."""
    kept: list[Turn] = []
    for turn in sorted(turns, key=lambda one: (-len(one.quotes), -(one.finding.score if one.finding else 0.0))):
        if all(len(turn.tokens & other.tokens) < 0.75 * len(turn.tokens | other.tokens) for other in kept):
            kept.append(turn)
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
    return tuple(_with_marks(tree, page, tree.start[first], tree.end[last]) for first, last in runs)


def _joined(tree: Tree, before: int, after: int) -> bool:
    return tree.para[before] == tree.para[after]


def _with_marks(tree: Tree, page: Page, start: int, end: int) -> Chars:
    """Widen to the marks of a quotation that begins or ends right here."""
    for quote in page.quotes:
        if quote.start > end:
            break
        if quote.end <= start:
            continue
        body = page.text[quote.start : start]
        if quote.start < start and not any(c.isalnum() for c in body) and len(body) <= 3:
            start = quote.start
        tail = page.text[end : quote.end]
        if end < quote.end and not any(c.isalnum() for c in tail) and len(tail) <= 6 and start <= quote.start:
            end = quote.end
    return start, end
