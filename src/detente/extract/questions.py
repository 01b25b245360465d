"""What the document leaves open, as questions that can be resolved later: stated in the text, or implied by open commitments."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.extract.draft import Draft
from detente.extract.question_implied import implied_question
from detente.extract.question_open import open_matters
from detente.extract.tree import tree_of
from detente.records import Question, record_id

if TYPE_CHECKING:
    from detente.extract.tree import Tree

_METHOD = "questions/2"
_STATED, _IMPLIED = 0.85, 0.7


def find_questions(draft: Draft) -> Draft:
    """Fill in the open questions, those of the text first, each wording once."""
    tree = tree_of(draft.page)
    found: dict[str, Question] = {}
    for one in (*_stated(draft, tree), *_implied(draft, tree)):
        found.setdefault(one.text.lower(), one)
    return replace(draft, questions=tuple(found.values()))


def _stated(draft: Draft, tree: Tree) -> list[Question]:
    found = []
    for one in open_matters(draft.page, tree, draft.cast):
        roles = draft.cast.roles_in(one.first, one.last + 1)
        start, end = tree.span(one.first, one.last)
        about = tuple(dict.fromkeys(role.actor_id for role in roles))
        found.append(_question(draft, one.text, about, (start, end), explicit=True))
    return found


def _implied(draft: Draft, tree: Tree) -> list[Question]:
    found = []
    for said in draft.statements:
        text = implied_question(tree, draft.cast, said) if said.content else None
        if text is None:
            continue
        actors = [actor.id for actor in (said.speaker, said.addressee) if actor]
        span = said.evidence[0] if said.evidence else said.content[0]
        found.append(_question(draft, text, (*dict.fromkeys(actors), said.id), (span.start, span.end), explicit=False))
    return found


def _question(draft: Draft, text: str, about: tuple[str, ...], span: tuple[int, int], *, explicit: bool) -> Question:
    evidence = draft.page.evidence(*span, f"{_METHOD}/{'stated' if explicit else 'implied'}", _STATED if explicit else _IMPLIED)
    return Question(record_id("question", draft.page.document.id, text, span[0]), text, about, explicit, evidence)
