"""Quotations find their cue: beside it, before it in the paragraph, or carried over from the last turn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from detente.extract.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.extract.findings import Finding
    from detente.extract.quotes import Quote

SPEECH = 4  # words that make a quotation an utterance rather than a borrowed phrase


@dataclass(slots=True)
class Turn:
    """A finding with the tokens it claims, or a quotation without a cue."""

    finding: Finding | None
    tokens: set[int]
    quotes: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Speech:
    """A quotation by number with its words."""

    number: int
    first: int
    last: int
    words: frozenset[int]
    utterance: bool


def turns_of(tree: Tree, quotes: Sequence[Quote], findings: Iterable[Finding], keep: float, keep_quoting: float) -> list[Turn]:
    """Findings that stand, each with the quotations that are its content, and quotations without a cue."""
    turns = {one.cue: Turn(one, set(one.tokens)) for one in findings}
    speeches = speeches_of(tree, quotes)
    owned: dict[int, Turn] = {}
    lines: dict[int, list[Turn]] = {}
    for cue, turn in turns.items():
        for line in {tree.para[cue], *(tree.para[i] for i in turn.tokens)}:
            lines.setdefault(line, []).append(turn)
    for speech in speeches:
        owner = (
            _owner(tree, speech, lines.get(tree.para[speech.first], [])) or _colon_owner(tree, speech, turns) if speech.utterance else None
        )
        if owner is not None:
            owned[speech.number] = owner
            _claim(owner, speech)
    carried = _carry(tree, speeches, quotes, owned)
    stand = [
        turn for turn in turns.values() if turn.tokens and turn.finding and turn.finding.score > (keep_quoting if turn.quotes else keep)
    ]
    for turn in stand:
        _settle(tree, turn, speeches)
    return stand + carried


def speeches_of(tree: Tree, quotes: Sequence[Quote]) -> list[Speech]:
    """The quotations with their words."""
    words: dict[int, list[int]] = {}
    for i, number in enumerate(tree.quote):
        if number >= 0 and tree.word[i]:
            words.setdefault(number, []).append(i)
    return [_speech(tree, number, inside, quotes[number]) for number, inside in sorted(words.items())]


def _speech(tree: Tree, number: int, inside: list[int], quote: Quote) -> Speech:
    text = tree.text[quote.start : quote.end].strip("“”\"'`«»„ ")
    finished = text[-1:] in ".!?,…—-" and text[:1].isupper()
    said = (len(inside) >= SPEECH or finished) and not _is_title(tree, inside)
    return Speech(number, inside[0], inside[-1], frozenset(inside), said)


def _is_title(tree: Tree, inside: list[int]) -> bool:
    """Whether a quotation is the name of a book, song or show: capitals throughout, led in by a noun, article or preposition."""
    if len(inside) > 7 or not all(tree.text[tree.start[i]].isupper() or len(tree.lower[i]) <= 4 for i in inside):
        return False
    before = inside[0] - 1
    while before > 0 and tree.lower[before] in ("“", '"', "''", "``", " "):
        before -= 1
    capitals = sum(tree.text[tree.start[i]].isupper() for i in inside)
    return tree.pos[before] in ("ADP", "DET", "NOUN", "PROPN", "ADJ") and 2 * capitals > len(inside) and len(inside) > 1


def _claim(turn: Turn, speech: Speech) -> None:
    turn.tokens |= speech.words
    turn.quotes.append(speech.number)


def _owner(tree: Tree, speech: Speech, turns: list[Turn]) -> Turn | None:
    """The cue whose content the quotation is: it reaches into it in the parse, or stands right beside it."""
    best: tuple[float, Turn] | None = None
    here = tree.sent[speech.first]
    held = any(one.finding and tree.sent[one.finding.cue] == here and speech.words <= set(one.finding.tokens) for one in turns)
    for turn in turns:
        finding = turn.finding
        if held and finding is not None and not speech.words <= set(finding.tokens):
            continue  # a phrase quoted inside one report is no part of another's
        if finding is None or finding.score <= -3.0 or (tree.quote[finding.cue] >= 0 and tree.para[finding.cue] == tree.para[speech.first]):
            continue
        shared = len(speech.words.intersection(finding.tokens))
        if not shared and finding.cue < speech.first and _closed_before(tree, finding.cue, speech):
            continue
        near = _distance(tree, speech, finding.cue, finding)
        if (not shared and near > 1) or (0 < shared < len(speech.words) and near > 12):
            continue
        score = finding.score + (1.5 if shared else 0.0) + (1.0 if near <= 1 else 0.0) - 0.05 * near
        if best is None or score > best[0]:
            best = score, turn
    return best[1] if best else None


def _closed_before(tree: Tree, cue: int, speech: Speech) -> bool:
    """Whether a full stop ends the sentence of a cue before a quotation opens: it told of something else."""
    if tree.sent[cue] == tree.sent[speech.first]:
        return False
    at = speech.first - 1
    while at > cue and not tree.word[at] and tree.lower[at] not in (".", ":", ","):
        at -= 1
    return tree.lower[at] == "."


def _colon_owner(tree: Tree, speech: Speech, turns: dict[int, Turn]) -> Turn | None:
    """The cue of the sentence before, where that ends with a colon and the quotation begins a paragraph."""
    at = speech.first - 1
    while at >= 0 and (not tree.word[at]) and tree.lower[at] != ":":
        at -= 1
    if at < 0 or tree.lower[at] != ":":
        return None
    first = tree.sent_start[tree.sent[at]]
    near = [(one.finding.cue_score, cue) for cue, one in turns.items() if one.finding is not None and first <= cue < at]
    return turns[max(near)[1]] if near else None


def _settle(tree: Tree, turn: Turn, speeches: list[Speech]) -> None:
    """A whole utterance is the content by itself: what else the parse hung on the cue is where, when and to whom."""
    mine = [speech for speech in speeches if speech.number in turn.quotes]
    if not any(_complete(tree, speech) for speech in mine) or turn.finding is None:
        return
    quoted = set().union(*(speech.words for speech in mine))
    outside = turn.tokens - quoted
    clause = {i for i in outside if tree.head[i] == turn.finding.cue and tree.dep[i] == "ccomp"}
    if not clause or min(mine[0].words) < turn.finding.cue:
        turn.tokens = quoted


def _complete(tree: Tree, speech: Speech) -> bool:
    """Whether a quotation is a sentence of its own: capital first, and no word leads into it."""
    if not tree.text[tree.start[speech.first]].isupper():
        return False
    before = speech.first - 1
    while before >= 0 and not tree.word[before] and tree.lower[before] not in (",", ":", ".", "!", "?", "—", "–", "-", "…", ";"):
        before -= 1
    return before < 0 or not tree.word[before] or tree.para[before] != tree.para[speech.first] or len(speech.words) >= 8


def _distance(tree: Tree, speech: Speech, cue: int, finding: Finding) -> int:
    """Words between a quotation and the phrase of cue and source."""
    own = {cue} if finding.source is None else {cue, *range(tree.left[finding.source], tree.right[finding.source])}
    if cue > speech.last:
        gap = range(speech.last + 1, cue)
    elif cue < speech.first:
        gap = range(cue + 1, speech.first)
    else:
        return 0
    if len(gap) > 60 or tree.para[cue] != tree.para[speech.first]:
        return 60
    return sum(tree.word[i] and i not in own for i in gap)


def _carry(tree: Tree, speeches: list[Speech], quotes: Sequence[Quote], owned: dict[int, Turn]) -> list[Turn]:
    """Quotations without a cue: to the turn before in the paragraph, after a colon or an open mark, or on their own."""
    carried: list[Turn] = []
    last: Turn | None = None
    last_speech: Speech | None = None
    for speech in speeches:
        turn = owned.get(speech.number)
        if turn is None and last is not None and last_speech is not None and _continues(tree, last_speech, speech):
            _claim(last, speech)
            turn = last
        elif turn is None and last is not None and last_speech is not None and speech.utterance and _starts_sentence(tree, speech):
            gap = _between(tree, last_speech, speech)
            same = tree.para[last_speech.first] == tree.para[speech.first]
            beside = tree.para[speech.first] - tree.para[last_speech.first] <= 2 and gap <= 25
            if (same and gap <= 45) or (
                not same and ((gap == 0 and not quotes[last_speech.number].closed) or (beside and _alone(tree, speech)))
            ):
                _claim(last, speech)
                turn = last
        if turn is None and _stands_alone(tree, speech, quotes[speech.number].closed):
            turn = Turn(None, set(speech.words), [speech.number])
            carried.append(turn)
        if turn is not None:
            last, last_speech = turn, speech
    return carried


def _continues(tree: Tree, before: Speech, speech: Speech) -> bool:
    """Whether a quotation goes on where another broke off with a comma for its cue: "A," she said on Monday, "and B."."""
    ends = tree.text[tree.end[before.last] : tree.end[before.last] + 1]
    return (
        ends == ","
        and tree.para[before.first] == tree.para[speech.first]
        and tree.text[tree.start[speech.first]].islower()
        and not tree.word[speech.first - 1]
        and "," in tree.text[tree.end[speech.first - 3] - 1 : tree.start[speech.first]]
        and _between(tree, before, speech) <= 25
        and not any(tree.lower[i] in ".!?" for i in range(before.last + 2, speech.first))
    )


def _stands_alone(tree: Tree, speech: Speech, closed: bool) -> bool:
    """Whether a quotation is a sentence or more by itself, after running text."""
    text = tree.text[tree.start[speech.first] : tree.end[speech.last] + 3]
    return (
        closed
        and len(speech.words) >= SPEECH
        and speech.first > 0
        and _starts_sentence(tree, speech)
        and any(mark in text for mark in ".!?…")
    )


def _between(tree: Tree, one: Speech, other: Speech) -> int:
    return sum(tree.word[i] for i in range(one.last + 1, other.first))


def _starts_sentence(tree: Tree, speech: Speech) -> bool:
    first = tree.sent_start[tree.sent[speech.first]]
    return not any(tree.word[i] for i in range(first, speech.first)) and tree.text[tree.start[speech.first]].isupper()


def _alone(tree: Tree, speech: Speech) -> bool:
    """Whether a quotation fills its paragraph."""
    line = tree.para[speech.first]
    before, after = speech.first - 1, speech.last + 1
    while before >= 0 and not tree.word[before]:
        before -= 1
    while after < len(tree) and not tree.word[after]:
        after += 1
    return (before < 0 or tree.para[before] != line) and (after >= len(tree) or tree.para[after] != line)
