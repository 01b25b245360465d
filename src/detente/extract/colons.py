"""Speakers named before a colon: headlines ("Smith: Talks Have Failed") and transcripts ("SMITH: ...")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.knowledge.tables import words

if TYPE_CHECKING:
    from detente.extract.tree import Tree

_LINE = re.compile(r"^[ \t“\"]*(?P<who>[^\n:]{2,40}?):[ \t]+(?P<what>[^\n]{12,})$", re.MULTILINE)
_JOINS = frozenset({"of", "the", "for", "de", "and", "al", "van", "von", "bin", "da"})
LONGEST_NAME = 5


@dataclass(frozen=True, slots=True)
class ColonTurn:
    """Character spans of the name, the colon and the words."""

    source: tuple[int, int]
    cue: tuple[int, int]
    content: tuple[int, int]


def colon_turns(tree: Tree) -> list[ColonTurn]:
    """Turns by colon: one in the headline, and those of a transcript with at least two."""
    text = tree.text
    first_line = len(text) - len(text.lstrip())
    lines = [match for match in _LINE.finditer(text) if _is_name(tree, match)]
    titles = [match for match in lines if not text[first_line : match.start()].strip()]
    spoken = [match for match in lines if match["who"].isupper()]
    chosen = dict.fromkeys([*titles, *(spoken if len(spoken) > 1 else [])])
    return [
        ColonTurn(match.span("who"), (match.end("who"), match.end("who") + 1), _unmarked(text, *match.span("what"))) for match in chosen
    ]


def _is_name(tree: Tree, match: re.Match[str]) -> bool:
    """Capitalised words without a verb among them, none of which announces a rubric."""
    named = match["who"].split()
    if len(named) > LONGEST_NAME or any(word.lower().strip(".") in words("cues", "rubrics", "detente.extract") for word in named):
        return False
    if not all(word[:1].isupper() or word in _JOINS for word in named):
        return False
    inside = range(tree.at(match.start("who")), tree.at(match.end("who") - 1) + 1)
    return any(tree.pos[i] == "PROPN" for i in inside) and not any(tree.tag[i] in ("VBZ", "VBP", "VBD", "MD") for i in inside)


def _unmarked(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1] in " \t\r":
        end -= 1
    return start, end
