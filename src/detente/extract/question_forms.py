"""Clauses turned into questions: the auxiliary before the subject, or "do" where there is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.knowledge.tables import words

if TYPE_CHECKING:
    from detente.extract.cast import Cast
    from detente.extract.tree import Tree

_ROOM = "detente.extract"
LONGEST = 32  # words of a question that a reader still takes in at once
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_MARKS = re.compile(r"[“”\"„«»]|``|''")
_SHORT = re.compile(r"\b[A-Z]\.$")  # a full stop that belongs to its word: "U.S."
_DETERMINERS = frozenset({"the", "all", "both", "a", "an", "some", "any"})
_DO = {"VBD": "did", "VBZ": "does"}


def asked(tree: Tree, cast: Cast, wh: int, verb: int) -> str | None:
    """The question that a clause with a question word holds: "when talks might begin" gives "When might talks begin?"."""
    subject = tree.kid(verb, *_SUBJECTS)
    first, last = wh_phrase(tree, wh, verb)
    stop = clause_end(tree, verb)
    if subject is None or _torn(tree, verb, stop) or _unclear(tree, subject, wh, stop):
        return None
    first, last = wh_phrase(tree, wh, verb)
    stop = clause_end(tree, verb)
    cut = any(tree.dep[kid] == "ccomp" and kid >= stop for kid in tree.kids[verb])
    if subject is None or cut or _unclear(tree, subject, wh, stop):
        return None
    word = tree.lower[wh]
    if first <= subject <= last:  # the question word is the subject itself
        return finished(_said(tree, first, stop))
    helper = next(
        (kid for kid in tree.kids[verb] if tree.dep[kid] in ("aux", "auxpass") and kid > subject and tree.lower[kid] != "to"), None
    )
    name = _said(tree, tree.left[subject], tree.right[subject])
    if tree.tag[subject] == "PRP" and tree.lower[subject] != "there":
        actor = cast.actor_at(subject)
        if actor is None or not nameable(actor.name) or not (actor.resolved or " " in actor.name):
            return None
        name = with_article(actor.name)
    lead = "" if word in ("whether", "if") else _said(tree, first, last + 1) + " "
    if helper is not None:
        rest = _said(tree, tree.right[subject], helper) + " " + _said(tree, helper + 1, stop)
        front = {"ca": "can", "wo": "will"}.get(tree.lower[helper], tree.lower[helper])
        if front == "would" and tree.tag[tree.head[verb]] in ("VBD", "VBN", "VB") and "if" not in rest.split():
            front = "will"  # "did not say whether it would" asks whether it will
    elif tree.lemma[verb] == "be":
        front, rest = tree.lower[verb], _said(tree, tree.right[subject], verb) + " " + _said(tree, verb + 1, stop)
    elif word in ("whether", "if") and tree.tag[verb] in ("VBZ", "VBP") and tree.lemma[verb] not in words("questions", "lasting", _ROOM):
        front, rest = "will", f"{_said(tree, tree.right[subject], verb)} {tree.lemma[verb]} {_said(tree, verb + 1, stop)}"
    else:
        front = _DO.get(tree.tag[verb], "do")
        rest = f"{_said(tree, tree.right[subject], verb)} {tree.lemma[verb]} {_said(tree, verb + 1, stop)}"
    return finished(f"{lead}{front} {name} {rest}")


def _torn(tree: Tree, verb: int, stop: int) -> bool:
    """Whether the parse ends the clause where a noun phrase or a that-clause goes on."""
    return stop < tree.sent_end[tree.sent[verb]] and tree.pos[stop] in ("DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM", "SCONJ")


def _unclear(tree: Tree, subject: int, wh: int, stop: int) -> bool:
    """Whether a pronoun beside the subject points out of the question, so that nobody could tell what is asked."""
    return any(tree.tag[i] == "PRP" and i != subject and tree.dep[i] != "expl" for i in range(wh, stop)) or (
        tree.tag[subject] == "DT" and tree.right[subject] - tree.left[subject] == 1
    )


def nameable(name: str) -> bool:
    """Whether a name says who is meant: a proper name, a phrase with its article, or a described group ("airline chiefs")."""
    first, *rest = name.split() or [""]
    if first in ("its", "his", "her", "their"):
        return False
    if first[:1].isupper() or first in _DETERMINERS:
        return bool(rest) or first.lower() not in _DETERMINERS
    return bool(rest) and rest[-1].endswith("s")


def wh_phrase(tree: Tree, wh: int, verb: int) -> tuple[int, int]:
    """First and last token of the phrase that a question word opens: "how many troops"."""
    at = wh
    while tree.head[at] != verb and tree.head[at] != at and tree.left[tree.head[at]] >= wh and tree.head[at] < verb:
        at = tree.head[at]
    return wh, max(at, wh) if tree.dep[wh] != "mark" else wh


def clause_end(tree: Tree, verb: int) -> int:
    """The token after the clause of a verb, without what is joined to it by a comma."""
    stop = tree.right[verb]
    for kid in sorted(tree.kids[verb]):
        if (
            kid > verb
            and tree.dep[kid] in ("conj", "advcl", "parataxis", "ccomp")
            and tree.lower[tree.left[kid] - 1] in (",", ";", "–", "—", "but")
        ):
            stop = min(stop, tree.left[kid] - 1)
    return next((k for k in range(verb, stop) if tree.lower[k] in (";", "—", "–", "--", ":")), stop)


def will(name: str, act: str) -> str | None:
    """ "Will NAME ACT?", where the act says of itself who and what."""
    if words("questions", "personal", _ROOM) & set(re.findall(r"[a-z’']+", act.lower())):
        return None
    return finished(f"will {with_article(name)} {act}")


def with_article(name: str) -> str:
    """A name as it stands inside a sentence: "the United Nations", "the Freedonian coach"."""
    parts = name.split()
    if any(part.endswith(("'s", "’s")) for part in parts):
        return name
    described = parts[-1].islower() and not parts[-1].endswith("s") and parts[0].lower() not in _DETERMINERS
    heads = words("questions", "article_heads", _ROOM)
    if described or name.startswith(tuple(words("questions", "with_article", _ROOM))) or heads & set(parts):
        return name if parts[0].lower() == "the" else f"the {name}"
    return name


def finished(text: str) -> str | None:
    """A question with capital and mark, or None where it is too long or too short to stand alone."""
    plain = " ".join(_MARKS.sub(" ", text).split()).strip(" ,;:?!-–—")
    plain = plain if _SHORT.search(plain) else plain.rstrip(".")
    plain = re.sub(r"\s+([,;.’])", r"\1", plain)
    if not 3 <= len(plain.split()) <= LONGEST or plain.count("(") != plain.count(")"):
        return None
    return f"{plain[0].upper()}{plain[1:]}?"


def _said(tree: Tree, first: int, stop: int) -> str:
    return tree.text[tree.start[first] : tree.end[stop - 1]] if stop > first else ""
