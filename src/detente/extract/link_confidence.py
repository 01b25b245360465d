"""How sure a link of a rule is: a small logistic table fitted on judged links (training/calibrate_links.py)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.extract.linear import sigmoid
from detente.knowledge.tables import toml_table

if TYPE_CHECKING:
    from detente.extract.link_found import Found
    from detente.extract.link_spans import End
    from detente.extract.tree import Tree

_ROOM = "detente.extract"
_LONG, _SHORT, _CROWDED = 14, 2, 35  # words of an end, of an end, of a sentence
_JUDGED_AS = {"opener": "connective", "pointer": "verb"}  # too rare in judged text: as the rule of one sentence that they are like


def confidence(tree: Tree, one: Found) -> float:
    """The share of links with these traits that were gold links, the borders of the ends aside."""
    logits: dict[str, float] = toml_table("link_confidence", _ROOM)["logits"]
    return sigmoid(sum(logits.get(trait, 0.0) for trait in traits(tree, one)))


def traits(tree: Tree, one: Found) -> list[str]:
    """What tells sure links from unsure ones: the rule, its signal, and the size of the ends and of the sentence."""
    family, name = one.rule.split(":", 1)
    family = _JUDGED_AS.get(family, family)
    sizes = [_words(tree, end) for end in (one.cause, one.effect)]
    sentence = tree.sent[one.effect.head]
    crowded = sum(tree.word[tree.sent_start[sentence] : tree.sent_end[sentence]]) > _CROWDED
    found = ["base", family, f"{family} {name}"]
    found += [trait for trait, holds in (("long", max(sizes) > _LONG), ("short", min(sizes) <= _SHORT), ("crowded", crowded)) if holds]
    return found


def _words(tree: Tree, end: End) -> int:
    return sum(tree.word[end.first : end.last + 1])
