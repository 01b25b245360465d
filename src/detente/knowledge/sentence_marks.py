"""Cut a text into sentences by its punctuation and its lines, without a language model."""

from __future__ import annotations

import re

_GAP = re.compile(
    r"(?P<blank>\s*\n\s*\n\s*)"
    r"|(?P<line>(?<=[.!?:”’\"'])[ \t]*\n\s*)"
    r"|(?P<stop>(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[`]*[A-ZÀ-ÞŠŽČ0-9]))"
)
_SHORT = re.compile(
    r"(?:\b(?:[A-Za-z]|Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Maj|Sgt|Capt|Cmdr|Adm|Sen|Rep|Gov|Rev|Prof|Hon|Jr|Sr|vs|No|Inc|Ltd|Corp|Co|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
    r"|(?:[A-Za-z]\.)+[A-Za-z])\.$"
)

Span = tuple[int, int]


def sentence_spans(text: str) -> list[Span]:
    """The sentences of a text in order, by its punctuation and its lines; blanks around them left out."""
    spans, start = [], 0
    for gap in _GAP.finditer(text):
        if gap.lastgroup == "stop" and _SHORT.search(text, max(0, gap.start() - 12), gap.start()):
            continue
        end = gap.start() + len(gap.group().rstrip())
        if text[start:end].strip():
            spans.append(_stripped(text, start, end))
        start = gap.end()
    if text[start:].strip():
        spans.append(_stripped(text, start, len(text)))
    return spans


def _stripped(text: str, start: int, end: int) -> Span:
    body = text[start:end]
    return start + len(body) - len(body.lstrip()), start + len(body.rstrip())
