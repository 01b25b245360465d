"""Matters that the text itself calls open: "it is unclear whether", "remains uncertain", questions of the author, headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.extract.link_words import colour
from detente.extract.question_forms import asked, finished, will
from detente.knowledge.tables import words

if TYPE_CHECKING:
    from detente.extract.cast import Cast
    from detente.extract.draft import Page
    from detente.extract.tree import Tree

_ROOM = "detente.extract"
_PLURAL = frozenset({"NNS", "NNPS"})


@dataclass(frozen=True, slots=True)
class Open:
    """A question as the text puts it: its words, and the tokens first..last (inclusive) that say so."""

    text: str
    first: int
    last: int


def open_matters(page: Page, tree: Tree, cast: Cast) -> Iterator[Open]:
    """Every matter that the page calls open, in reading order."""
    for sentence in page.sentences():
        yield from _of_sentence(tree, cast, sentence.start, sentence.end)
    for block in page.blocks:
        if block.kind == "heading":
            yield from _of_heading(tree, block.start, block.end)


def _of_sentence(tree: Tree, cast: Cast, first: int, last: int) -> Iterator[Open]:
    direct = _direct(tree, first, last)
    if direct:
        yield direct
    if any(tree.lower[i] == "?" for i in range(first, last)):
        return
    for i in range(first, last):
        if tree.lower[i] in words("questions", "wh", _ROOM):
            found = _indirect(tree, cast, i, first, last)
            if found:
                yield found
                return
    for i in range(first, last):
        found = _predicate(tree, i, first, last) or _yet(tree, i, first, last)
        if found:
            yield found
            return


def _direct(tree: Tree, first: int, last: int) -> Open | None:
    """A question that the author asks outside quotations."""
    stop = last - 1
    while stop > first and not tree.text[tree.start[stop] : tree.end[stop]].strip():
        stop -= 1
    if tree.lower[stop] != "?" or any(tree.quote[i] >= 0 for i in range(first, stop)):
        return None
    heard = {tree.lower[i] for i in range(first, stop)}
    if not heard & colour("future") or heard & words("questions", "pointing", _ROOM):
        return None
    text = finished(tree.text[tree.start[first] : tree.end[stop]])
    return Open(text, first, stop) if text and len(text.split()) >= 4 else None


def _indirect(tree: Tree, cast: Cast, wh: int, first: int, last: int) -> Open | None:
    """A clause with a question word under a word that leaves it open."""
    verb = next(
        (above for above in tree.above(wh) if tree.pos[above] in ("VERB", "AUX") and tree.dep[above] not in ("aux", "auxpass")), None
    )
    if (
        verb is None
        or not first <= verb < last
        or verb < wh
        or (tree.tag[verb] == "VB" and tree.kid(verb, "aux") is not None and not _finite(tree, verb))
    ):
        return None
    if tree.dep[verb] in ("relcl", "acl") and tree.lower[wh] not in ("whether", "if", "when", "how"):
        return None
    above = tree.head[verb]
    left_open = _leaves_open(tree, above, verb) or (
        tree.dep[verb] in ("ccomp", "csubj", "advcl", "pcomp", "ROOT") and _open_after(tree, verb, last)
    )
    if not left_open or (tree.lower[wh] == "if" and not _takes_if(tree, above)):
        return None
    text = asked(tree, cast, wh, verb)
    return Open(text, first, _last_word(tree, last)) if text else None


def _finite(tree: Tree, verb: int) -> bool:
    """Whether a clause has a tense of its own: not "whom to believe"."""
    return not any(tree.tag[kid] == "TO" for kid in tree.kids[verb])


def _takes_if(tree: Tree, above: int) -> bool:
    return tree.lemma[above] in words("questions", "asking", _ROOM) | words("questions", "telling", _ROOM) or tree.lemma[above] in words(
        "questions", "open", _ROOM
    )


def _leaves_open(tree: Tree, above: int, verb: int) -> bool:
    """Whether the word over a question clause says that nobody knows, or that people ask."""
    chain = [above, *list(tree.above(above))[:2]]
    for at in chain:
        subject = tree.kid(at, "nsubj", "nsubjpass")
        if tree.lemma[at] in words("questions", "asking", _ROOM) and subject is not None:
            return tree.tag[subject] in _PLURAL and tree.dep[verb] == "ccomp"
        if tree.lemma[at] in words("questions", "open", _ROOM) or _calls_open(tree, at):
            return True
        if tree.lemma[at] in words("questions", "telling", _ROOM) and _denied(tree, at):
            return True
        if tree.lemma[at] == "see" and any(tree.lemma[up] == "remain" for up in tree.above(at)):
            return True
        if tree.dep[at] not in ("xcomp", "prep", "pcomp", "acomp", "attr"):
            break
    return False


def _denied(tree: Tree, verb: int) -> bool:
    subject = tree.kid(verb, "nsubj", "nsubjpass")
    if subject is not None and tree.tag[subject] == "PRP" and tree.lower[subject] in ("i", "we", "you"):
        return False
    nobody = subject is not None and any(
        tree.lower[k] in words("questions", "unknowers", _ROOM) for k in range(tree.left[subject], subject + 1)
    )
    return nobody or any(tree.dep[kid] == "neg" for kid in tree.kids[verb])


def _calls_open(tree: Tree, verb: int) -> bool:
    """Whether a predicate calls its subject open: "remains uncertain", "is not clear", "is an open question"."""
    if tree.lemma[verb] not in words("questions", "open_verbs", _ROOM):
        return False
    for kid in tree.kids[verb]:
        if tree.dep[kid] in ("acomp", "attr", "oprd", "xcomp") and kid > verb:
            if tree.lower[kid] in words("questions", "open", _ROOM) and not _elsewhere(tree, kid):
                return True
            if tree.lower[kid] in ("clear", "known", "certain") and any(tree.dep[near] == "neg" for near in tree.kids[verb]):
                return True
            if tree.lemma[kid] == "question" and any(tree.lower[near] == "open" for near in tree.kids[kid]):
                return True
        if tree.dep[kid] == "prep" and tree.lower[kid] == "in" and any(tree.lower[near] == "doubt" for near in tree.kids[kid]):
            return True
    return False


def _elsewhere(tree: Tree, word: int) -> bool:
    """ "Open to talks", "open for business" leave nothing open; nor does an open door or a plain "is open"."""
    if tree.lower[word] != "open":
        return False
    return tree.lemma[tree.head[word]] != "remain" or any(
        tree.lower[kid] in words("questions", "not_open", _ROOM) for kid in tree.kids[word]
    )


def _open_after(tree: Tree, verb: int, last: int) -> bool:
    """ "As for when X might happen, the timing remains uncertain"; "whether X will come is unclear"."""
    return any(_calls_open(tree, k) for k in range(tree.right[verb], last) if tree.lemma[k] in words("questions", "open_verbs", _ROOM))


def _predicate(tree: Tree, i: int, first: int, last: int) -> Open | None:
    """A thing that is called open without a question clause: "the fate of the hostages is unknown"."""
    if tree.lemma[i] not in words("questions", "open_verbs", _ROOM) or not _calls_open(tree, i):
        return None
    subject = tree.kid(i, "nsubj")
    if subject is None or tree.pos[subject] not in ("NOUN", "PROPN"):
        return None
    text = _of_noun(tree, subject)
    return Open(text, first, _last_word(tree, last)) if text else None


def _of_noun(tree: Tree, noun: int) -> str | None:
    name = tree.text[tree.start[tree.left[noun]] : tree.end[tree.right[noun] - 1]]
    name = name if tree.pos[tree.left[noun]] == "PROPN" else name[0].lower() + name[1:]
    if tree.lower[tree.left[noun]] in ("it", "this", "that", "these", "those", "much", "all", "its", "his", "her", "their"):
        return None
    if tree.pos[noun] == "NOUN" and tree.lower[tree.left[noun]] != "the" and tree.lemma[noun] not in _asked_what():
        return None
    if tree.lemma[noun] in _asked_what():
        return finished(f"what {'are' if tree.tag[noun] in _PLURAL else 'is'} {name}")
    return finished(f"what will become of {name}")


def _asked_what() -> frozenset[str]:
    """Nouns of which one asks what they are."""
    return frozenset(words("questions", "attributes", _ROOM)) | frozenset(words("questions", "times", _ROOM))


def _yet(tree: Tree, i: int, first: int, last: int) -> Open | None:
    """ "Washington has yet to respond to the offer"."""
    if tree.lower[i] != "yet" or i + 2 >= last or tree.lower[i + 1] != "to":
        return None
    verb = next((above for above in (tree.head[i + 1],) if tree.tag[above] == "VB"), None)
    owner = next((kid for kid in range(i - 1, first - 1, -1) if tree.dep[kid] in ("nsubj", "nsubjpass")), None)
    if verb is None or owner is None or tree.pos[owner] not in ("NOUN", "PROPN"):
        return None
    name = tree.text[tree.start[tree.left[owner]] : tree.end[tree.right[owner] - 1]] if tree.right[owner] <= i else ""
    start = min([i + 2, *[kid for kid in tree.kids[verb] if kid > i + 1]])
    act = tree.text[tree.start[start] : tree.end[tree.right[verb] - 1]]
    lead = name if not name or tree.pos[tree.left[owner]] == "PROPN" else name[0].lower() + name[1:]
    text = will(lead, act) if name else None
    return Open(text, first, _last_word(tree, last)) if text else None


def _of_heading(tree: Tree, start: int, end: int) -> Iterator[Open]:
    first, last = tree.at(start), tree.at(end - 1)
    kept = [i for i in range(first, last + 1) if tree.start[i] >= start]
    real = [i for i in kept if tree.word[i]]
    if not real or len(real) > 14:
        return
    text = tree.text[tree.start[kept[0]] : tree.end[real[-1]]]
    if tree.lower[kept[-1]] == "?" and len(real) >= 4:
        if {tree.lower[i] for i in kept} & words("questions", "pointing", _ROOM):
            return
        question = finished(text)
        if question:
            yield Open(question, kept[0], kept[-1])
    elif len(real) >= 2 and tree.lower[real[-1]] in words("questions", "open", _ROOM) - {"open", "guess", "disputed"}:
        rest = [i for i in real[:-1] if tree.lemma[i] not in words("questions", "open_verbs", _ROOM)]
        noun = rest[-1] if rest else real[0]
        name = tree.text[tree.start[real[0]] : tree.end[noun]]
        name = name[0].lower() + name[1:] if tree.pos[real[0]] != "PROPN" else name
        article = "" if tree.pos[real[0]] in ("PROPN", "DET") else "the "
        question = finished(f"what {'are' if tree.tag[noun] in _PLURAL or tree.lower[noun].endswith('s') else 'is'} {article}{name}")
        if question:
            yield Open(question, real[0], real[-1])


def _last_word(tree: Tree, last: int) -> int:
    at = last - 1
    while at > 0 and not tree.text[tree.start[at] : tree.end[at]].strip():
        at -= 1
    return at
