"""The day on which something was said: from the clause of the cue, else the document's as `inferred`."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from detente.records import When

if TYPE_CHECKING:
    from detente.extract.draft import Draft
    from detente.extract.tree import Tree


def said_on(tree: Tree, draft: Draft, cue: int | None, content: Collection[int]) -> When | None:
    """The date that hangs on the cue itself ("said on Monday that …"); a date inside what is said is not it."""
    published = draft.page.document.published
    inferred = When(published, published, "inferred") if published else None
    if cue is None:
        return inferred
    near: list[tuple[int, When]] = []
    for one in draft.dates:
        if one.type not in ("DATE", "TIME") or one.when is None or not one.when.start:
            continue
        token = tree.at(one.evidence.start)
        if tree.sent[token] == tree.sent[cue] and token not in content and _hangs_on(tree, token, cue):
            near.append((abs(token - cue), one.when))
    return min(near, key=lambda found: found[0])[1] if near else inferred


def _hangs_on(tree: Tree, token: int, cue: int) -> bool:
    """Whether the first verb over a token is the cue, or the light verb of a noun cue ("issued a warning on Friday")."""
    verb = tree.head[cue] if tree.pos[cue] == "NOUN" else cue
    for above in tree.above(token):
        if above in (cue, verb):
            return True
        if tree.pos[above] in ("VERB", "AUX"):
            return False
    return False
