"""Words that stand before the one who says them, without quotation marks: "Unless they sign, the envoy warned, talks are over"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.extract.cue_words import is_neutral, is_never, kinds_of, known
from detente.extract.speakers import are_people, is_body
from detente.knowledge.tables import toml_table, words

if TYPE_CHECKING:
    from detente.extract.tree import Tree

_ROOM = "detente.extract"
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECTS = ("nsubj", "nsubjpass")
_JOINS = frozenset({"IN", "CC", "TO", "WRB", "WDT"})  # "…, because, she said, …": what is said begins after the speaker
_STOPS = frozenset({",", "—", "–", "--", ":"})


@dataclass(frozen=True, slots=True)
class Fronted:
    """A cue with the one who speaks and the words around both, by token."""

    cue: int
    source: int
    content: frozenset[int]


def fronted_in(tree: Tree) -> dict[int, Fronted]:
    """The cues of a page whose words stand before them, by cue."""
    found = {}
    for cue, pos in enumerate(tree.pos):
        if pos == "VERB" and tree.quote[cue] < 0 and _reports(tree, cue):
            one = _fronted(tree, cue)
            if one is not None:
                found[cue] = one
    return found


def _reports(tree: Tree, cue: int) -> bool:
    lemma = tree.lemma[cue]
    if tree.lower[cue] in words("cues", "printed", _ROOM):
        return True
    return (is_neutral(lemma) or (known(lemma) and bool(set(kinds_of(lemma)) - {"praise"}))) and not is_never(lemma)


def _fronted(tree: Tree, cue: int) -> Fronted | None:
    first, last = tree.sent_start[tree.sent[cue]], tree.sent_end[tree.sent[cue]]
    verb, source = speaking(tree, cue)
    if source is None:
        return None
    begin = min(tree.left[source], verb) if source < verb else verb
    comma = _back(tree, begin - 1)
    if comma <= first or tree.lower[comma] not in (",", "—", "–") or (source > cue and tree.tag[cue] not in _FINITE):
        return None
    front = [i for i in range(first, comma) if tree.word[i]]
    stop = next((i for i in range(max(cue, tree.right[source] - 1 if source > cue else 0) + 1, last) if tree.lower[i] in _STOPS), last)
    if not front or tree.tag[front[-1]] in _JOINS or _completed(tree, cue, source, stop):
        return None
    if verb == cue and all(tree.quote[i] >= 0 for i in front):
        return None  # a quotation finds its cue by itself
    rest = _rest(tree, stop, last)
    said = set(front)
    if _main(tree, front):
        said |= set(rest) if goes_on(tree, rest) else set()
    elif _opens(tree, front) and _main(tree, rest) and tree.lower[rest[0]] not in ("and", "but", "who", "which"):
        said |= set(rest)
    else:
        return None
    return Fronted(cue, source, frozenset(said))


def speaking(tree: Tree, cue: int) -> tuple[int, int | None]:
    """The verb that has the speaker as its subject, and the speaker: in "was quoted as saying" the upper verb."""
    subject = tree.kid(cue, "nsubj") or (tree.kid(cue, "dobj", "attr") if _printed(tree, cue) else None)
    if subject is not None:
        return cue, subject
    above = tree.head[cue]
    if tree.dep[cue] == "pcomp" and tree.lower[above] in ("as", "in"):
        above = tree.head[above]
    elif tree.dep[cue] != "xcomp":
        return cue, None
    if tree.dep[above] in ("dobj", "attr") and tree.lemma[above] in ("time", "haste"):
        above = tree.head[above]
    if tree.lemma[above] in words("cues", "reported", _ROOM) and tree.kid(above, "auxpass") is not None:
        return above, tree.kid(above, "nsubjpass")
    if tree.lemma[above] in words("cues", "quick", _ROOM):
        verb = tree.head[above] if tree.pos[above] == "ADJ" else above
        return verb, tree.kid(verb, "nsubj")
    return cue, None


def _printed(tree: Tree, cue: int) -> bool:
    """Whether a paper is read out: "…, read the statement"."""
    thing = tree.kid(cue, "dobj", "attr")
    return thing is not None and thing > cue and tree.lower[cue] in words("cues", "printed", _ROOM) and tree.lemma[thing] in _papers()


def _papers() -> list[str]:
    papers: list[str] = toml_table("statement_signs", _ROOM)["people"]["papers"]
    return papers


def _back(tree: Tree, at: int) -> int:
    """The last token up to here that is no quotation mark and no blank."""
    while at > 0 and not tree.word[at] and tree.lower[at] not in (",", "—", "–", ":", "."):
        at -= 1
    return at


def _completed(tree: Tree, cue: int, source: int, stop: int) -> bool:
    """Whether the cue has what it says on its right: a clause, a quotation, a thing that is not spoken to."""
    after = range(cue + 1, stop)
    if any(tree.quote[i] >= 0 and tree.word[i] for i in after):
        return True
    own = tree.left[source] if source > cue else stop
    if any(tree.tag[i] in _FINITE and not _relative(tree, i, cue) for i in after if not own <= i < tree.right[source]):
        return True
    table = toml_table("statement_signs", _ROOM)["addressees"]
    spoken_to = tree.lemma[cue] in table["of_object"]
    for kid in tree.kids[cue]:
        if not cue < kid < stop or kid == source:
            continue
        hearer = spoken_to and (tree.lemma[cue] not in table["of_thing"] or is_body(tree, kid) or are_people(tree, kid))
        if tree.dep[kid] in ("xcomp", "ccomp", "oprd", "acomp") or (tree.dep[kid] in ("dobj", "attr") and not hearer):
            return True
        if tree.dep[kid] in ("prep", "prt") and known(f"{tree.lemma[cue]} {tree.lower[kid]}") and tree.lemma[cue] != "appeal":
            return True
    return False


def _relative(tree: Tree, i: int, cue: int) -> bool:
    """Whether a verb stands in a relative clause under the cue."""
    for at in (i, *tree.above(i)):
        if at == cue:
            return False
        if tree.dep[at] in ("relcl", "acl"):
            return True
    return False


def _rest(tree: Tree, stop: int, last: int) -> list[int]:
    return [i for i in range(stop + 1, last) if tree.word[i]]


def _main(tree: Tree, inside: list[int]) -> bool:
    """Whether there is a clause among the words that hangs on no conjunction, or an order."""
    if not inside:
        return False
    first = inside[0]
    if tree.tag[first] == "VB" and tree.kid(first, *_SUBJECTS, "aux") is None:
        return True
    within = set(inside)
    return any(tree.tag[i] in _FINITE and not _subordinate(tree, i, within) for i in inside)


def _subordinate(tree: Tree, i: int, within: set[int]) -> bool:
    at = tree.head[i] if tree.tag[i] == "MD" or tree.dep[i] in ("aux", "auxpass") else i
    for _ in range(6):
        if tree.dep[at] in ("relcl", "acl", "pcomp", "csubj") or (tree.tag[at] == "VBG" and tree.kid(at, "nsubj", "aux") is None):
            return True
        for kid in tree.kids[at]:
            if (tree.dep[kid] == "mark" and tree.lower[kid] != "that") or tree.lower[kid] in _WHEN or (kid < at and tree.tag[kid] in _WH):
                return True
        inverted = tree.kid(at, "nsubj", "nsubjpass")
        before = [kid for kid in tree.kids[at] if tree.dep[kid] in ("aux", "auxpass") and inverted is not None and kid < inverted]
        if inverted is not None and ((tree.lower[at] in _HAD and at < inverted) or any(tree.lower[kid] in _HAD for kid in before)):
            return True
        if tree.head[at] == at or tree.head[at] not in within:
            return False
        at = tree.head[at]
    return False


_WHEN = frozenset({"when", "where", "once", "until", "while"})
_WH = frozenset({"WP", "WDT", "WRB"})
_HAD = frozenset({"had", "were", "should"})


def _opens(tree: Tree, front: list[int]) -> bool:
    """Whether the words before the speaker set the terms or tell the time of what follows."""
    opening = " ".join(tree.lower[i] for i in front[:2])
    opened = words("cues", "terms", _ROOM)
    if tree.lower[front[0]] in opened or opening in opened:
        return True
    return any(tree.tag[i] in _FINITE for i in front)


def goes_on(tree: Tree, rest: list[int]) -> bool:
    """Whether words after the speaker go on with what was said: a condition, an alternative, a second half."""
    if not rest:
        return False
    low = tree.lower[rest[0]]
    two = " ".join(tree.lower[i] for i in rest[:2])
    if low in words("cues", "terms", _ROOM) or two in words("cues", "terms", _ROOM):
        return True
    if low in ("and", "or", "but") and len(rest) > 1:
        return tree.tag[rest[1]] in ("MD", "VB") or tree.lower[rest[1]] in ("no", "not", "that", "never")
    return False
