"""A parsed page as plain lists: what the statement rules walk over, token by token, without spaCy's object cost."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.extract.draft import Page


@dataclass(frozen=True, slots=True)
class Tree:
    """Lists by token number; `left` and `right` bound the subtree (right exclusive), `quote` is -1 outside quotations."""

    text: str
    start: list[int]
    end: list[int]
    lower: list[str]
    lemma: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    ent: list[str]
    head: list[int]
    kids: list[list[int]]
    left: list[int]
    right: list[int]
    sent: list[int]
    sent_start: list[int]
    sent_end: list[int]
    para: list[int]
    quote: list[int]
    word: list[bool]

    def __len__(self) -> int:
        return len(self.start)

    def kid(self, token: int, *deps: str) -> int | None:
        """The first child with one of the relations."""
        return next((kid for kid in self.kids[token] if self.dep[kid] in deps), None)

    def subtree(self, token: int) -> list[int]:
        """The tokens under a token, itself included, in reading order."""
        found, stack = [], [token]
        while stack:
            at = stack.pop()
            found.append(at)
            stack += self.kids[at]
        return sorted(found)

    def above(self, token: int) -> Iterable[int]:
        """The heads over a token, from the nearest to the root."""
        while self.head[token] != token:
            token = self.head[token]
            yield token

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Character span of the tokens first..last (inclusive)."""
        return self.start[first], self.end[last]

    def at(self, offset: int) -> int:
        """The token that covers or precedes a character."""
        return max(bisect_right(self.start, offset) - 1, 0)


@lru_cache(maxsize=4)  # each extractor of one page asks for the same lists
def tree_of(page: Page) -> Tree:
    """The lists of one page; blanks are kept as tokens but are nobody's child."""
    doc, text = page.doc, page.text
    strings = doc.vocab.strings
    names: dict[int, str] = {0: ""}

    def named(column: list[int]) -> list[str]:
        for key in set(column):
            if key not in names:
                names[key] = strings[key]
        return [names[key] for key in column]

    raw = doc.to_array(["LOWER", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE", "HEAD", "IDX", "LENGTH", "IS_SPACE", "SENT_START"]).tolist()
    columns = [list(column) for column in zip(*raw, strict=True)] if raw else [[] for _ in range(11)]
    lower, lemma, pos, tag, dep, ent = (named(column) for column in columns[:6])
    start, length, space = columns[7], columns[8], columns[9]
    head = [i + _signed(offset) for i, offset in enumerate(columns[6])]
    sent, sent_start, sent_end = _sentences(columns[10])
    kids, left, right = _shape(head, space)
    _turn_inversions(tag, dep, kids, right, lower)
    end = [at + size for at, size in zip(start, length, strict=True)]
    word = [not blank and tag_of not in _MARKS and any(map(str.isalnum, low)) for blank, tag_of, low in zip(space, pos, lower, strict=True)]
    lowered = [one.lower() for one in lemma]
    lower = [" " if blank else low for blank, low in zip(space, lower, strict=True)]
    para = _paragraphs(text, start)
    quote = _quotes(page, start)
    return Tree(
        text, start, end, lower, lowered, pos, tag, dep, ent, head, kids, left, right, sent, sent_start, sent_end, para, quote, word
    )


_MARKS = frozenset({"SPACE"})


def _signed(value: int) -> int:
    return value - (1 << 64) if value >= 1 << 63 else value


def _sentences(flags: list[int]) -> tuple[list[int], list[int], list[int]]:
    """Sentence number of each token; first and last (exclusive) token of each sentence."""
    sent: list[int] = []
    starts: list[int] = []
    for i, flag in enumerate(flags):
        if flag == 1 or i == 0:
            starts.append(i)
        sent.append(len(starts) - 1)
    return sent, starts, [*starts[1:], len(flags)] if starts else []


def _shape(head: list[int], space: list[int]) -> tuple[list[list[int]], list[int], list[int]]:
    size = len(head)
    kids: list[list[int]] = [[] for _ in range(size)]
    left, right = list(range(size)), list(range(1, size + 1))
    for i in range(size):
        if space[i]:
            continue
        if head[i] != i:
            kids[head[i]].append(i)
        at = i
        while head[at] != at:
            at = head[at]
            if left[at] > i:
                left[at] = i
            if right[at] <= i:
                right[at] = i + 1
    return kids, left, right


def _turn_inversions(tag: list[str], dep: list[str], kids: list[list[int]], right: list[int], lower: list[str]) -> None:
    """In "talks have failed, conceded an aide" the parser often takes the aide for the object: make it the subject."""
    for verb, form in enumerate(tag):
        if form not in ("VBD", "VBZ", "VBP") or not kids[verb]:
            continue
        said = next((kid for kid in kids[verb] if kid < verb and dep[kid] == "ccomp"), None)
        thing = next((kid for kid in kids[verb] if dep[kid] == "dobj"), None)
        if said is None or thing is None or thing < verb or any(dep[kid] in _SUBJECT_LIKE for kid in kids[verb]):
            continue
        between = lower[right[said] : verb]
        if between and all(mark in _QUOTING for mark in between):
            dep[thing] = "nsubj"


_SUBJECT_LIKE = frozenset({"nsubj", "nsubjpass", "auxpass", "xcomp"})
_QUOTING = frozenset({",", "”", '"', "''", "’", "!", "?", ".", " ", "—", "–", "-"})


def _paragraphs(text: str, start: list[int]) -> list[int]:
    """Number of the line that each token stands on."""
    breaks = [at for at, char in enumerate(text) if char == "\n"]
    return [bisect_right(breaks, at) for at in start]


def _quotes(page: Page, start: list[int]) -> list[int]:
    found, at = [], 0
    quotes = page.quotes
    for offset in start:
        while at < len(quotes) and quotes[at].end <= offset:
            at += 1
        found.append(at if at < len(quotes) and quotes[at].start <= offset else -1)
    return found
