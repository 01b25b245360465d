"""Speakers set apart by a mark: a colon in headlines and transcripts ("SMITH: ..."), a dash under a quotation ("... — Ana Ruiz")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.knowledge.tables import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.extract.quotes import Quote
    from detente.extract.tree import Tree

_LINE = re.compile(r"^[ \t“\"]*(?P<who>[^\n:]{2,40}?)(?:[ \t]*\([^)\n]{2,30}\))?(?P<colon>:)[ \t]+(?P<what>[^\n]{12,})$", re.MULTILINE)
_JOINS = frozenset({"of", "the", "for", "de", "and", "al", "van", "von", "bin", "da"})
LONGEST_NAME = 5


@dataclass(frozen=True, slots=True)
class MarkedTurn:
    """Character spans of the name, the colon or dash, and the words."""

    source: tuple[int, int]
    cue: tuple[int, int]
    content: tuple[int, int]


def colon_turns(tree: Tree) -> list[MarkedTurn]:
    """Turns by colon: one in the headline, and those of a transcript with at least two."""
    text = tree.text
    first_line = len(text) - len(text.lstrip())
    lines = [match for match in _LINE.finditer(text) if _reads_as_name(match["who"].split())]
    titles = [match for match in lines if not text[first_line : match.start()].strip() and _is_name(tree, match)]
    spoken = [match for match in lines if match["who"].isupper()]
    chosen = dict.fromkeys([*titles, *(spoken if len(spoken) > 1 else [])])
    return [MarkedTurn(match.span("who"), match.span("colon"), _unmarked(text, *match.span("what"))) for match in chosen]


def signed_quotations(tree: Tree, quotes: Sequence[Quote]) -> list[MarkedTurn]:
    """Quotations that begin a line and end with a dash and a name, and nothing else on the line or alone on the next."""
    found = []
    for quote in quotes:
        signed = _SIGNED.match(tree.text, quote.end)
        begun = not tree.text[tree.text.rfind("\n", 0, quote.start) + 1 : quote.start].strip()
        if signed is not None and begun and quote.closed and _reads_as_name(signed["who"].split()):
            found.append(MarkedTurn(signed.span("who"), signed.span("dash"), (quote.start, quote.end)))
    return found


_SIGNED = re.compile(
    r"[^\S\n]*\n?[^\S\n]*(?P<dash>[—–―]|--?)[^\S\n]*(?P<who>[^\s:,“\"][^\n:,“\"]{2,40}?)(?:,[^\n“\"]{3,60})?\.?[^\S\n]*(?=\n|$)"
)


def _is_name(tree: Tree, match: re.Match[str]) -> bool:
    """Whether there is a proper noun and no verb among the words."""
    inside = range(tree.at(match.start("who")), tree.at(match.end("who") - 1) + 1)
    return any(tree.pos[i] == "PROPN" for i in inside) and not any(tree.tag[i] in ("VBZ", "VBP", "VBD", "MD") for i in inside)


def _reads_as_name(named: list[str]) -> bool:
    """Capitalised words, none of which announces a rubric."""
    rubrics = words("cues", "rubrics", "detente.extract")
    if len(named) > LONGEST_NAME or any(word.lower() in rubrics for word in named):
        return False
    return all(word[:1].isupper() or word in _JOINS for word in named)


def _unmarked(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1] in " \t\r":
        end -= 1
    return start, end
