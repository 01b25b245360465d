"""What the document leaves open, as questions that can be resolved later: stated in the text, or implied by open commitments."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.extract.draft import Draft
from detente.extract.question_forms import will
from detente.extract.question_open import open_matters
from detente.extract.tree import Tree, tree_of
from detente.knowledge.tables import toml_table, words
from detente.records import Question, record_id

if TYPE_CHECKING:
    from detente.records import Span, Statement

_ROOM = "detente.extract"
_METHOD = "questions/1"
_STATED, _IMPLIED = 0.85, 0.7
_FUTURE = frozenset({"will", "would", "'ll", "’ll", "shall", "could", "may", "might"})


def find_questions(draft: Draft) -> Draft:
    """Fill in the open questions, those of the text first, each wording once."""
    tree = tree_of(draft.page)
    found: dict[str, Question] = {}
    for one in (*_stated(draft, tree), *_implied(draft, tree)):
        found.setdefault(one.text.lower(), one)
    return replace(draft, questions=tuple(found.values()))


def _stated(draft: Draft, tree: Tree) -> list[Question]:
    found = []
    for one in open_matters(draft.page, tree):
        roles = draft.cast.roles_in(one.first, one.last + 1)
        start, end = tree.span(one.first, one.last)
        about = tuple(dict.fromkeys(role.actor_id for role in roles))
        found.append(_question(draft, one.text, about, (start, end), explicit=True))
    return found


def _implied(draft: Draft, tree: Tree) -> list[Question]:
    found = []
    for said in draft.statements:
        if said.kind not in words("questions", "commitments", _ROOM) or said.polarity == "negative" or not said.content:
            continue
        text = _demanded(tree, said) if said.kind == "demand" else _promised(draft, tree, said)
        if text is None:
            continue
        actors = [actor.id for actor in (said.speaker, said.addressee) if actor]
        span = said.evidence[0] if said.evidence else said.content[0]
        found.append(_question(draft, text, (*dict.fromkeys(actors), said.id), (span.start, span.end), explicit=False))
    return found


def _question(draft: Draft, text: str, about: tuple[str, ...], span: tuple[int, int], *, explicit: bool) -> Question:
    evidence = draft.page.evidence(*span, f"{_METHOD}/{'stated' if explicit else 'implied'}", _STATED if explicit else _IMPLIED)
    return Question(record_id("question", draft.page.document.id, text, span[0]), text, about, explicit, evidence)


# ---- commitments -----------------------------------------------------------------------------------------------


def _demanded(tree: Tree, said: Statement) -> str | None:
    """ "Will the airlines end flights?": the act asked for, by the one who must do it."""
    for ask in said.asks:
        who = ask.who or (said.addressee.name if said.addressee else None)
        first = tree.at(ask.span.start)
        if who is None or tree.tag[first] != "VB":
            continue
        text = will(who, ask.span.quote)
        if text:
            return text
    return None


def _promised(draft: Draft, tree: Tree, said: Statement) -> str | None:
    """ "Will X do it?": the act that the speaker announces, offers or threatens."""
    if said.speaker is None:
        return None
    for span in said.content:
        first, last = tree.at(span.start), tree.at(span.end - 1)
        top = next((i for i in range(first, last + 1) if not first <= tree.head[i] <= last or tree.head[i] == i), None)
        if top is None:
            continue
        text = _clause(draft, tree, said, top, span) or _infinitive(tree, said, first, last, span) or _thing(tree, said, top, span)
        if text:
            return text
    return None


def _clause(draft: Draft, tree: Tree, said: Statement, top: int, span: Span) -> str | None:
    """ "that it would close the strait": will, with whom the subject means."""
    subject = tree.kid(top, "nsubj")
    helper = next((kid for kid in tree.kids[top] if tree.dep[kid] == "aux" and tree.lower[kid] in _FUTURE), None)
    if subject is None or helper is None or tree.tag[top] != "VB" or any(tree.dep[kid] == "neg" for kid in tree.kids[top]):
        return None
    name = _name(draft, tree, said, subject)
    if name is None:
        return None
    return will(name, _to(tree, helper + 1, span.end))


def _name(draft: Draft, tree: Tree, said: Statement, subject: int) -> str | None:
    if tree.lower[subject] in ("i", "we") and said.speaker:
        return said.speaker.name
    if tree.pos[subject] == "PRON":
        actor = draft.cast.actor_at(subject)
        return actor.name if actor else None
    return (
        tree.text[tree.start[tree.left[subject]] : tree.end[tree.right[subject] - 1]]
        if tree.right[subject] - tree.left[subject] < 9
        else None
    )


def _infinitive(tree: Tree, said: Statement, first: int, last: int, span: Span) -> str | None:
    """ "to close the strait", "readiness to talk": the first infinitive that is not denied."""
    for i in range(first, min(first + 7, last)):
        verb = tree.head[i]
        if tree.lower[i] == "to" and tree.dep[i] == "aux" and tree.tag[verb] == "VB" and said.speaker:
            if any(tree.dep[kid] == "neg" for kid in tree.kids[verb]) or (i and tree.lower[i - 1] in ("not", "no")):
                return None
            return will(said.speaker.name, _to(tree, i + 1, span.end))
    return None


def _thing(tree: Tree, said: Statement, top: int, span: Span) -> str | None:
    """ "tariffs on countries that sell oil": will they be imposed."""
    act = next((verb for verb, nouns in toml_table("questions", _ROOM)["done"].items() if tree.lemma[top] in nouns), None)
    if act is None or said.speaker is None or tree.pos[top] != "NOUN":
        return None
    return will(said.speaker.name, f"{act} {_to(tree, tree.left[top], span.end)}")


def _to(tree: Tree, first: int, end: int) -> str:
    """The words up to the end of the content, or to the first stop or aside in them."""
    last = tree.at(end - 1)
    stop = next(
        (
            i
            for i in range(first, last + 1)
            if tree.lower[i] in (".", ";", "—", "–", "--", "!", "?", ":")
            or (tree.lower[i] == "," and tree.lower[min(i + 1, last)] in ("and", "but", "who", "which", "saying"))
        ),
        last + 1,
    )
    return tree.text[tree.start[first] : tree.end[stop - 1]] if stop > first else ""
