"""Every attribution of a page: source, cue and content, before any product filter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.extract.attribution import Attribution, Chars
from detente.extract.colons import MarkedTurn, colon_turns, signed_quotations
from detente.extract.findings import find_by_cue
from detente.extract.linear import WeightFile, sigmoid, weight_file
from detente.extract.semicolons import parted_tree
from detente.extract.sources import source_tokens
from detente.extract.tree import Tree
from detente.extract.turns import Turn, turns_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from detente.extract.draft import Page

__all__ = ["Attribution", "find_attributions"]

KEEP = -0.45
KEEP_QUOTING = -2.0
WEIGHTS = "statement_weights"
# measured on left-out articles: how often such a turn is an attribution of the gold
SURE_CARRIED = 0.77
SURE_MARKED = 0.93
SURE_ENOUGH = 0.6  # to speak the quotation that follows


def find_attributions(page: Page) -> tuple[Attribution, ...]:
    """All attributions in reading order of their cues."""
    return attributions_in(parted_tree(page), page)


def attributions_in(
    tree: Tree,
    page: Page,
    keep: float = KEEP,
    listed: Set[str] = frozenset(),
    *,
    nested: bool = False,
    fitted: WeightFile | None = None,
) -> tuple[Attribution, ...]:
    """All attributions above a log-odds, of a page whose tree is at hand; `listed` cues are looked at in any case.

    `nested` keeps a report beside the report that it fills: of "said that Moscow had warned that X" both.
    """
    fitted = fitted or weight_file(WEIGHTS)
    findings = find_by_cue(tree, fitted.models, fitted.lexicon, listed)
    turns = turns_of(tree, page.quotes, findings, keep, min(keep, KEEP_QUOTING))
    found = [_attribution(tree, page, turn, fitted) for turn in _distinct(turns, nested=nested)]
    signed = signed_quotations(tree, page.quotes)
    found = [one for one in found if not any(_same(turn, one) for turn in signed)]
    found += [_marked(tree, turn) for turn in signed]
    found += [_marked(tree, turn) for turn in colon_turns(tree) if not any(_same(turn, one) for one in found)]
    found.sort(key=lambda one: (one.cue or one.content)[0])
    return tuple(_with_carried_source(found))


def _with_carried_source(found: list[Attribution]) -> Iterator[Attribution]:
    """A quotation without a cue has the source of the attribution before it."""
    last: Attribution | None = None
    for one in found:
        if one.carried and last is not None:
            one = replace(one, source=last.source, source_token=last.source_token)
        elif one.source and one.confidence > SURE_ENOUGH:
            last = one
        yield one


def _distinct(turns: list[Turn], *, nested: bool) -> list[Turn]:
    """One turn for each content: of two that claim nearly the same words the more certain stands."""
    kept: list[Turn] = []
    claimed: dict[int, list[Turn]] = {}
    for turn in sorted(turns, key=lambda one: (-len(one.quotes), -(one.finding.score if one.finding else 0.0))):
        rivals = {id(other): other for i in turn.tokens for other in claimed.get(i, ())}
        if all(
            len(turn.tokens & other.tokens) < 0.75 * len(turn.tokens | other.tokens)
            or (nested and (_nested(turn, other) or _nested(other, turn)))
            for other in rivals.values()
        ):
            kept.append(turn)
            for i in turn.tokens:
                claimed.setdefault(i, []).append(turn)
    return kept


def _nested(inner: Turn, outer: Turn) -> bool:
    """Whether one report holds another with a speaker of its own: "said that Moscow had warned that X"."""
    one, other = inner.finding, outer.finding
    if one is None or other is None or one.source is None or one.source == other.source:
        return False
    return one.cue in outer.tokens and one.source in outer.tokens and other.cue not in inner.tokens


def _attribution(tree: Tree, page: Page, turn: Turn, fitted: WeightFile) -> Attribution:
    finding = turn.finding
    content = spans_of(tree, page, sorted(turn.tokens))
    first = min(turn.tokens)
    if finding is None:
        return Attribution((), (), content, None, None, first, SURE_CARRIED, carried=True)
    cue = _cue_tokens(tree, finding.cue, turn.tokens)
    source: tuple[Chars, ...] = ()
    if finding.source is not None:
        source = (tree.span(*source_tokens(tree, finding.source, {*cue, *turn.tokens})),)
    quoted = bool(turn.quotes)
    sure = confidence(fitted, finding.score, quoted=quoted)
    span = (tree.span(cue[0], cue[-1]),)
    return Attribution(source, span, content, finding.cue, finding.source, first, sure, quoted=quoted, score=finding.score)


def confidence(fitted: WeightFile, score: float, *, quoted: bool) -> float:
    """How often an attribution of such a log-odds is right: Platt's mapping, fitted on articles left out of the other fits."""
    model = fitted.models.get("calibration")
    if model is None:
        return sigmoid(score)
    return sigmoid(model.bias + model.weights["score"] * score + model.weights["quoted"] * quoted)


def _same(turn: MarkedTurn, one: Attribution) -> bool:
    """Whether an attribution covers most of the words of a marked turn."""
    shared = sum(max(0, min(end, turn.content[1]) - max(start, turn.content[0])) for start, end in one.content)
    return 2 * shared > turn.content[1] - turn.content[0]


def _marked(tree: Tree, turn: MarkedTurn) -> Attribution:
    last = tree.at(turn.source[1] - 1)
    return Attribution((turn.source,), (turn.cue,), (turn.content,), tree.at(turn.cue[0]), last, tree.at(turn.content[0]), SURE_MARKED)


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
