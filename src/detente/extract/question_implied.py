"""Open commitments as questions: will the threat be carried out, the offer kept, the demand met, and said when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.extract.question_forms import finished, nameable, will, with_article
from detente.knowledge.tables import toml_table, words

if TYPE_CHECKING:
    from datetime import date

    from detente.extract.cast import Cast
    from detente.extract.tree import Tree
    from detente.records import Span, Statement

_ROOM = "detente.extract"
_FUTURE = frozenset({"will", "would", "'ll", "’ll", "shall", "could", "may", "might"})
_WORDIEST = 18  # words of an act that still make a plain question


def implied_question(tree: Tree, cast: Cast, said: Statement) -> str | None:
    """The question that a threat, offer, promise or demand leaves open: "Will A do X by D, as B demanded on E?"; None where unsure."""
    if (
        said.kind not in words("questions", "commitments", _ROOM)
        or said.polarity == "negative"
        or said.modality in ("doubted", "hypothetical")
    ):
        return None
    found = _demanded(tree, said) if said.kind == "demand" else _promised(tree, cast, said)
    if found is None:
        return None
    name, act = found
    act = _plain(act)
    if not nameable(name) or not _whole(act) or (_one(name) and re.search(r"\b(their|they|them)\b", act)):
        return None
    question = will(name, act + _by(said, act))
    return finished(f"{question[:-1]}, as {_as_said(said, name)}") if question else None


def _plain(act: str) -> str:
    """The act up to a second one that the question could not carry."""
    return re.split(r",? (?:and|or) to |[;:—–]| and (?:that|would|will|said) ", act)[0].strip(" ,“”\"'")


def _whole(act: str) -> bool:
    """Whether an act says enough to be seen done: a verb with what it is done to, or one that needs nothing."""
    verb, *rest = act.lower().split() or [""]
    if verb in words("questions", "no_acts", _ROOM) or len(rest) >= _WORDIEST or (verb == "be" and len(rest) < 2):
        return False
    if {"last", "ago", "yesterday", "earlier"} & set(rest):
        return False
    return bool(rest) or verb in words("questions", "alone", _ROOM)


def _one(name: str) -> bool:
    return name[0].isupper() and not name.endswith("s")


def _by(said: Statement, act: str) -> str:
    """The last day, where the act itself does not name it."""
    due = said.deadline
    if due is None or due.when is None or due.when.end is None or due.evidence.quote in act:
        return ""
    return f" by {_day(due.when.end)}" if due.when.precision == "day" else ""


def _as_said(said: Statement, name: str) -> str:
    told = _told(said)
    known = said.speaker is not None and nameable(said.speaker.name) and (said.speaker.resolved or " " in said.speaker.name)
    if said.kind == "demand" and said.speaker and known and said.speaker.name != name:
        told = f"{with_article(said.speaker.name)} {told}"
    day = said.when.start if said.when and said.when.start == said.when.end else None
    return f"{told} on {_day(day)}" if day else told


def _told(said: Statement) -> str:
    """How the text itself put it; "announced" where its verb names neither threat nor offer nor promise."""
    if said.kind == "demand":
        return "demanded"
    cue = set(re.findall(r"[a-z]+", said.cue.quote.lower())) if said.cue else set()
    puts: dict[str, list[str]] = toml_table("questions", _ROOM)["puts"]
    return next((told for told, verbs in puts.items() if cue & set(verbs)), "announced")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


# ---- who does what ---------------------------------------------------------------------------------------------


def _demanded(tree: Tree, said: Statement) -> tuple[str, str] | None:
    """The act asked for, by the one who must do it."""
    for ask in said.asks:
        who = ask.who or (said.addressee.name if said.addressee else None)
        if who is not None and tree.tag[tree.at(ask.span.start)] == "VB":
            return who, ask.span.quote
    return None


def _promised(tree: Tree, cast: Cast, said: Statement) -> tuple[str, str] | None:
    """The act that the speaker announces, offers or threatens."""
    if said.speaker is None:
        return None
    for span in said.content:
        first, last = tree.at(span.start), tree.at(span.end - 1)
        top = next((i for i in range(first, last + 1) if not first <= tree.head[i] <= last or tree.head[i] == i), None)
        if top is None:
            continue
        found = _clause(tree, cast, said, top, span) or _infinitive(tree, said, first, last, span) or _thing(tree, said, top, span)
        if found:
            return found
    return None


def _clause(tree: Tree, cast: Cast, said: Statement, top: int, span: Span) -> tuple[str, str] | None:
    """ "that it would close the strait": will, with whom the subject means."""
    subject = tree.kid(top, "nsubj")
    helper = next((kid for kid in tree.kids[top] if tree.dep[kid] == "aux" and tree.lower[kid] in _FUTURE), None)
    if subject is None or helper is None or tree.tag[top] != "VB" or any(tree.dep[kid] == "neg" for kid in tree.kids[top]):
        return None
    name = _name(tree, cast, said, subject)
    return (name, _to(tree, helper + 1, span.end)) if name else None


def _name(tree: Tree, cast: Cast, said: Statement, subject: int) -> str | None:
    if tree.lower[subject] in ("i", "we") and said.speaker:
        return said.speaker.name
    if tree.pos[subject] == "PRON":
        actor = cast.actor_at(subject)
        return actor.name if actor else None
    short = tree.right[subject] - tree.left[subject] < 9
    return tree.text[tree.start[tree.left[subject]] : tree.end[tree.right[subject] - 1]] if short else None


def _infinitive(tree: Tree, said: Statement, first: int, last: int, span: Span) -> tuple[str, str] | None:
    """ "to close the strait", "readiness to talk": the first infinitive that is not denied."""
    for i in range(first, min(first + 7, last)):
        verb = tree.head[i]
        if tree.lower[i] == "to" and tree.dep[i] == "aux" and tree.tag[verb] == "VB" and said.speaker:
            if any(tree.dep[kid] == "neg" for kid in tree.kids[verb]) or (i and tree.lower[i - 1] in ("not", "no")):
                return None
            return said.speaker.name, _to(tree, i + 1, span.end)
    return None


def _thing(tree: Tree, said: Statement, top: int, span: Span) -> tuple[str, str] | None:
    """ "tariffs on countries that sell oil": will they be imposed."""
    act = next((verb for verb, nouns in toml_table("questions", _ROOM)["done"].items() if tree.lemma[top] in nouns), None)
    if act is None or said.speaker is None or tree.pos[top] != "NOUN":
        return None
    return said.speaker.name, f"{act} {_to(tree, tree.left[top], span.end)}"


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
