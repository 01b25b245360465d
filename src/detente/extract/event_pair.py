"""A page seen for one given pair of actors: their spans, their sentence, and a cast of only these two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.extract.cast import Cast, Role
from detente.records import Actor, Mention

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Span

    from detente.extract.draft import Page


def spans_of(page: Page, source: Sequence[Sequence[int]], target: Sequence[Sequence[int]]) -> tuple[Span | None, Span | None, Span]:
    """The token spans of both actors (None where no offsets are given) and the stretch of sentences that holds them."""
    doc = page.doc
    spans = [doc.char_span(one[0][0], one[0][1], alignment_mode="expand") if one else None for one in (source, target)]
    named = [span for span in spans if span is not None and len(span)]
    if not named:
        return None, None, doc[:]
    first, last = min(s.start for s in named), max(s.end for s in named)
    return spans[0], spans[1], doc[doc[first].sent.start : doc[last - 1].sent.end]


def pair_cast(page: Page, source: Span | None, target: Span | None) -> Cast:
    """A cast of the two actors, so that the rules look at nobody else."""
    actors: dict[str, Actor] = {}
    roles: list[Role] = []
    for name, span in (("source", source), ("target", target)):
        if span is None or not len(span):
            continue
        actors[name] = Actor(name, span.text, country=name)
        mention = Mention(name, "name", page.evidence(span.start_char, span.end_char, "given", 1.0))
        roles.append(Role(span.start, span.end, span.root.i, name, mention))
    return Cast.of(actors, tuple(roles))
